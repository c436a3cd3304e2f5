/** @module What an application would see of somebody, in their words; nothing is allowed before they say so. */
import type { Context, Sheet } from "./context.js";
import { ButtonForm, Link } from "./form.js";
import { Icon } from "./icons.js";
import type { AuthorizeView } from "./view.js";

const ICONS = {
  profile: "person",
  phone: "phone",
  email: "mail",
  organizations: "people",
  offline_access: "clock",
  other: "paper",
} as const;

export function drawAuthorize(view: AuthorizeView, { frame, texts }: Context): Sheet {
  const { authorize } = texts;
  return {
    icon: <Icon name="shield" />,
    heading: authorize.heading(view.application),
    lead: authorize.lead(frame.brand.name),
    body: (
      <>
        <ul class="rows">
          {view.items.map(({ scope, name, value }) => (
            <li>
              <span class="mark">
                <Icon name={ICONS[scope]} size={20} />
              </span>
              <div class="what">
                <p safe>{scope === "other" ? name : authorize.scopes[scope]}</p>
                <p class="detail" safe>
                  {value ?? authorize.details[scope]}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <div class="acts">
          <p class="note center" safe>
            {authorize.destination(view.destination)}
          </p>
          <ButtonForm text={authorize.submit} href={view.form} />
          <ButtonForm text={texts.frame.cancel} href={view.cancelForm} tone="bare" />
        </div>
        <p class="center">
          <Link text={texts.choose.other} href={view.otherHref} tone="calm" />
        </p>
      </>
    ),
  };
}
