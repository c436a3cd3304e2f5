/** @module A code of the authenticator app: one field, and the ways for whoever does not have it at hand. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { Field } from "./field.js";
import { Button, ButtonForm, ButtonLink, HiddenFields, writeWait } from "./form.js";
import type { PageError, TotpView } from "./view.js";

export function drawTotp(view: TotpView, { texts }: Context): Sheet {
  const { totp } = texts;
  const isApp = view.kind === "app";
  return {
    heading: isApp ? totp.heading : totp.recovery.heading,
    lead: isApp ? totp.lead : totp.recovery.lead,
    alert: pageError(view.error, "code"),
    body: (
      <>
        {isApp ? (
          <CodeForm form={view.form} view={view} texts={texts} isFirst />
        ) : (
          <RecoveryForm view={view} texts={texts} />
        )}
        <div class="acts">
          <ButtonForm text={isApp ? totp.toRecovery : totp.toApp} href={view.otherForm} tone="bare" />
          <ButtonLink text={texts.password.anotherWay} href={view.changeHref} tone="bare" />
        </div>
      </>
    ),
  };
}

interface CodeFormProps {
  form: string;
  view: { secondsToWait: number | undefined; error: PageError | undefined };
  texts: Context["texts"];
  /** There is nothing to do before it is filled in. */
  isFirst?: boolean;
  /** Posted with the code. */
  fields?: Readonly<Record<string, string>>;
}

/** Whatever comes whole, pasted or from the keyboard's offer, is sent at once. */
export function CodeForm({ form, view, texts, fields = {}, isFirst = false }: CodeFormProps): JSX.Element {
  const { totp, code } = texts;
  const error =
    view.secondsToWait === undefined
      ? fieldError(view.error, "code")
      : totp.locked(writeWait(view.secondsToWait, texts.wait));
  return (
    <form class="stack" method="post" action={form} novalidate data-code="6">
      <HiddenFields fields={fields} />
      <Field
        id="code"
        label={totp.label}
        error={error}
        hint={totp.hint}
        input={{
          class: "code",
          type: "text",
          inputmode: "numeric",
          autocomplete: "one-time-code",
          pattern: "\\d{6}",
          enterkeyhint: "done",
          ...(isFirst ? { autofocus: true } : {}),
        }}
      />
      <Button text={code.check} />
    </form>
  );
}

function RecoveryForm({ view, texts }: { view: TotpView; texts: Context["texts"] }) {
  const { recovery } = texts.totp;
  return (
    <form class="stack" method="post" action={view.form} novalidate>
      <Field
        id="code"
        label={recovery.label}
        error={fieldError(view.error, "code")}
        hint={recovery.hint}
        input={{
          type: "text",
          autocomplete: "off",
          autocapitalize: "none",
          spellcheck: "false",
          enterkeyhint: "done",
          autofocus: true,
        }}
      />
      <Button text={texts.code.check} />
    </form>
  );
}
