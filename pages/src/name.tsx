/** @module The name, to be changed. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { Field } from "./field.js";
import { Button, ButtonLink } from "./form.js";
import type { NameView } from "./view.js";

export function drawName(view: NameView, { texts }: Context): Sheet {
  return {
    heading: texts.name.heading,
    alert: pageError(view.error, "name"),
    body: (
      <>
        <form class="stack" method="post" action={view.form} novalidate>
          <Field
            id="name"
            label={texts.fields.name}
            error={fieldError(view.error, "name")}
            input={{ type: "text", autocomplete: "name", spellcheck: "false", enterkeyhint: "done", value: view.value }}
          />
          <Button text={texts.name.submit} />
        </form>
        <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
      </>
    ),
  };
}
