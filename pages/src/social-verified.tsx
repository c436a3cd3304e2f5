/** @module What a provider has told of somebody, and what it has not. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import { Identifier } from "./identifier.js";
import { nameBrand } from "./social-button.js";
import type { SocialVerifiedView } from "./view.js";

const ICONS = { name: "person", email: "mail", phone: "phone", picture: "paper" } as const;

export function drawSocialVerified(view: SocialVerifiedView, { texts }: Context): Sheet {
  const { names, verified } = texts.social;
  const name = nameBrand(names, view.brand, view.label);
  return {
    icon: <Icon name="shield" />,
    heading: view.phone === undefined ? verified.withoutPhone : view.isProved ? verified.heading : verified.unproved,
    lead: verified.lead(name),
    body: (
      <>
        <ul class="rows">
          {view.phone === undefined ? undefined : (
            <li>
              <Mark name="phone" />
              <div class="what">
                <p>
                  <Identifier value={view.phone} />
                </p>
                <p class="detail" safe>
                  {texts.fields.phone}
                </p>
              </div>
            </li>
          )}
          {view.missing.map((item) => (
            <li>
              <Mark name={ICONS[item]} />
              <div class="what">
                <p safe>{verified.items[item]}</p>
                <p class="detail" safe>
                  {verified.missing}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <div class="acts">
          {view.codeHref === undefined ? undefined : <ButtonLink text={verified.code} href={view.codeHref} />}
          <ButtonLink text={verified.next} href={view.nextHref} tone={view.codeHref === undefined ? "main" : "plain"} />
        </div>
      </>
    ),
  };
}

function Mark({ name }: { name: Parameters<typeof Icon>[0]["name"] }) {
  return (
    <span class="mark">
      <Icon name={name} size={20} />
    </span>
  );
}
