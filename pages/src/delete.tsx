/** @module What deleting the account does, before it is done. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { ButtonForm, ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import { PopUpStatus, SocialButtons } from "./social-button.js";
import type { DeleteView } from "./view.js";

export function drawDelete(view: DeleteView, { texts }: Context): Sheet {
  return {
    icon: <Icon name="bin" />,
    heading: texts.delete.heading,
    lead: texts.delete.lead,
    alert: pageError(view.error),
    body: (
      <>
        <ul class="facts">
          {texts.delete.facts.map((fact) => (
            <li class="fact" safe>
              {fact}
            </li>
          ))}
        </ul>
        <div class="acts">
          {view.social.length === 0 ? undefined : (
            <>
              <SocialButtons buttons={view.social} purpose="confirmAndDelete" texts={texts} />
              <PopUpStatus texts={texts} />
            </>
          )}
          <ButtonForm text={texts.delete.submit} href={view.form} tone="danger" />
          <ButtonLink text={texts.delete.keep} href={view.cancelHref} tone="plain" />
        </div>
      </>
    ),
  };
}
