/** @module Whether to sign out here: an application asks, and does not prove who it asks for. */
import type { Context, Sheet } from "./context.js";
import { ButtonForm, ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import type { SignOutView } from "./view.js";

export function drawSignOut(view: SignOutView, { frame, texts }: Context): Sheet {
  const { signOut } = texts;
  return {
    icon: <Icon name="door" />,
    heading: signOut.heading(frame.brand.name),
    lead: view.application === undefined ? signOut.lead : signOut.leadOf(view.application),
    body: (
      <div class="acts">
        <ButtonForm text={signOut.submit} href={view.form} />
        <ButtonLink text={signOut.stay} href={view.cancelHref} tone="bare" />
      </div>
    ),
  };
}
