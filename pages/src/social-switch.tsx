/** @module Somebody else is signed in here: who it is now, and whether that shall change. */
import type { Context, Sheet } from "./context.js";
import { ButtonForm, ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import { nameBrand } from "./social-button.js";
import type { SocialSwitchView } from "./view.js";

export function drawSocialSwitch(view: SocialSwitchView, { texts }: Context): Sheet {
  const { names, switching } = texts.social;
  return {
    icon: <Icon name="person" />,
    heading: switching.heading,
    lead: switching.lead(view.current, nameBrand(names, view.brand, view.label)),
    body: (
      <div class="acts">
        <ButtonForm text={switching.submit} href={view.form} />
        <ButtonLink text={switching.stay} href={view.cancelHref} tone="plain" />
      </div>
    ),
  };
}
