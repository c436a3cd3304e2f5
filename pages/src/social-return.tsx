/** @module The last page of a pop-up. `public/pages.js` tells the page that opened it and closes, or goes on here. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import type { SocialReturnView } from "./view.js";

export function drawSocialReturn(view: SocialReturnView, { texts }: Context): Sheet {
  const { heading, lead, go } = texts.social.return;
  return {
    heading,
    lead,
    body: (
      <div
        class="acts"
        data-channel={view.channel}
        data-message={JSON.stringify(view.message)}
        data-opener={view.openerOrigin}
        data-href={view.nextHref}
      >
        <ButtonLink text={go} href={view.nextHref} tone="plain" />
      </div>
    ),
  };
}
