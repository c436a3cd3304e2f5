/** @module What was agreed to, which version and when. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink, Link, LinkForm } from "./form.js";
import { Time } from "./time.js";
import type { ConsentsView } from "./view.js";

export function drawConsents(view: ConsentsView, context: Context): Sheet {
  const { consents } = context.texts;
  return {
    heading: consents.heading,
    lead: view.items.some((item) => !item.isRequired) ? consents.lead : undefined,
    isWide: true,
    body: (
      <>
        <ul class="rows">
          {view.items.map((item) => (
            <Agreed item={item} context={context} />
          ))}
        </ul>
        <div class="acts">
          <ButtonLink text={consents.back} href={view.backHref} tone="bare" />
        </div>
      </>
    ),
  };
}

function Agreed({ item, context }: { item: ConsentsView["items"][number]; context: Context }) {
  const { consents, consent, frame, account } = context.texts;
  const { before, after } = item.isAgreed ? consents.agreed : consents.refused;
  const verb = item.isAgreed ? consents.withdraw : consents.agree;
  return (
    <li>
      <div class="what">
        <p>
          <span class={item.isRequired ? "must" : "may"} safe>
            {item.isRequired ? consent.required : consent.optional}
          </span>{" "}
          <span safe>{item.title}</span>
        </p>
        <p class="detail">
          <span safe>{item.version === "" ? before : `${consents.version(item.version)} · ${before}`}</span>
          <Time iso={item.at} precision="day" language={context.frame.language} />
          <span safe>{after}</span>
        </p>
      </div>
      <div class="verbs">
        {item.href === undefined ? undefined : (
          <Link text={frame.view} href={item.href} label={consent.viewItem(item.title)} tone="calm" />
        )}
        {item.changeForm === undefined ? undefined : (
          <LinkForm text={verb} href={item.changeForm} label={account.ofItem(verb, item.title)} />
        )}
      </div>
    </li>
  );
}
