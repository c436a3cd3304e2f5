/** @module A passkey is made: what it is good for, and "later" as easy as yes. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { Button, ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import type { PasskeyView } from "./view.js";

export function drawPasskey(view: PasskeyView, { texts }: Context): Sheet {
  const { passkey, frame } = texts;
  return {
    icon: <Icon name="passkey" />,
    heading: passkey.heading,
    lead: passkey.lead,
    alert: pageError(view.error),
    body: (
      <>
        <ul class="facts">
          {passkey.facts.map((fact) => (
            <li class="fact" safe>
              {fact}
            </li>
          ))}
        </ul>
        <p class="note" data-unable safe>
          {passkey.unable}
        </p>
        <div class="acts">
          <form method="post" action={view.form} data-create={view.optionsHref}>
            <input type="hidden" name="credential" />
            <Button text={passkey.create} isScripted />
          </form>
          <ButtonLink text={view.isAsked ? frame.cancel : passkey.later} href={view.laterHref} tone="bare" />
        </div>
      </>
    ),
  };
}
