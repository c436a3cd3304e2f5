/** @module The texts to agree to: nothing that is optional is ticked before, and one tick agrees to all. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { Button, Link } from "./form.js";
import type { ConsentItem, ConsentView } from "./view.js";

export function drawConsent(view: ConsentView, context: Context): Sheet {
  const { consent } = context.texts;
  const hasOptional = view.items.some((item) => !item.isRequired);
  return {
    heading: consent.heading,
    lead: hasOptional ? consent.lead : undefined,
    alert: pageError(view.error),
    body: (
      <form class="fill" method="post" action={view.form} novalidate data-consent>
        {view.items.length > 1 ? <All text={hasOptional ? consent.all : consent.allRequired} /> : undefined}
        <ul class="items">
          {view.items.map((item) => (
            <Item
              item={item}
              context={context}
              isMissed={view.error !== undefined && item.isRequired && !item.isTicked}
            />
          ))}
        </ul>
        <div class="acts">
          <Button text={consent.submit} />
        </div>
      </form>
    ),
  };
}

/**
 * Never ticked by the server, which reads it as every box: without JavaScript it would outweigh a box that was unticked below it.
 */
function All({ text }: { text: string }) {
  return (
    <label class="tick all">
      <input type="checkbox" name="all" value="on" />
      <span safe>{text}</span>
    </label>
  );
}

function Item({ item, context, isMissed }: { item: ConsentItem; context: Context; isMissed: boolean }) {
  const { texts } = context;
  return (
    <li>
      <label class={isMissed ? "tick missed" : "tick"}>
        <input
          type="checkbox"
          name={item.id}
          value="on"
          checked={item.isTicked}
          required={item.isRequired}
          {...(isMissed ? { "aria-invalid": "true" } : {})}
        />
        <span>
          <span class={item.isRequired ? "must" : "may"} safe>
            {item.isRequired ? texts.consent.required : texts.consent.optional}
          </span>{" "}
          <span safe>{item.title}</span>
        </span>
      </label>
      {item.href === undefined ? undefined : (
        <Link text={texts.frame.view} href={item.href} label={texts.consent.viewItem(item.title)} tone="faint" />
      )}
    </li>
  );
}
