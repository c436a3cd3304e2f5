/** @module A provider's round trip that led to nothing: what happened, then what to do. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import { nameBrand, PopUpStatus, SocialButtonForm } from "./social-button.js";
import type { SocialEndedView } from "./view.js";

export function drawSocialEnded(view: SocialEndedView, { texts }: Context): Sheet {
  const { ended, names } = texts.social;
  return {
    icon: <Icon name="pause" />,
    heading: view.brand === undefined ? ended.heading : ended.headingOf(nameBrand(names, view.brand, view.label)),
    lead: view.text,
    body: (
      <div class="acts">
        {view.retry === undefined ? undefined : (
          <>
            <SocialButtonForm button={view.retry} purpose="again" texts={texts} />
            <PopUpStatus texts={texts} />
          </>
        )}
        <ButtonLink text={ended.other} href={view.otherHref} tone={view.retry === undefined ? "main" : "plain"} />
      </div>
    ),
  };
}
