/** @module One passkey: its name, when it was made and used, and its end. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { Field } from "./field.js";
import { Button, ButtonForm, ButtonLink } from "./form.js";
import { writeTime } from "./time.js";
import type { PasskeyDetailView } from "./view.js";

export function drawPasskeyDetail(view: PasskeyDetailView, { texts, frame }: Context): Sheet {
  const { detail } = texts.passkey;
  const made = detail.made(writeTime(view.createdAt, "day", frame.language));
  const used = view.usedAt === undefined ? detail.unused : detail.used(writeTime(view.usedAt, "day", frame.language));
  return {
    heading: detail.heading,
    lead: `${made} · ${used}\n${view.isBackedUp ? detail.synced : detail.bound}`,
    alert: pageError(view.error, "name"),
    body: (
      <>
        <form class="stack" method="post" action={view.form} novalidate>
          <Field
            id="name"
            label={detail.name}
            error={fieldError(view.error, "name")}
            input={{ type: "text", autocomplete: "off", spellcheck: "false", enterkeyhint: "done", value: view.value }}
          />
          <Button text={texts.name.submit} />
        </form>
        <div class="acts">
          <ButtonForm text={detail.remove} href={view.removeForm} tone="plain" />
          <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
        </div>
      </>
    ),
  };
}
