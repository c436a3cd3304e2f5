/** @module The way from another site to a provider: it goes on by itself, and by a tap where nothing does. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { nameBrand, SocialButtonForm } from "./social-button.js";
import type { SocialBeginView } from "./view.js";

export function drawSocialBegin(view: SocialBeginView, { texts }: Context): Sheet {
  const { begin, names } = texts.social;
  return {
    heading: begin.heading(nameBrand(names, view.button.brand, view.button.label)),
    lead: begin.lead,
    body: (
      <div class="acts">
        <SocialButtonForm button={view.button} purpose="go" texts={texts} mayPopUp={false} isBegin />
        {view.cancelHref === undefined ? undefined : (
          <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
        )}
      </div>
    ),
  };
}
