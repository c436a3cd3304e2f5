/** @module A new password: typed once, other devices out by default. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { PasswordField, WhosePassword } from "./field.js";
import { Button, ButtonLink } from "./form.js";
import type { NewPasswordView } from "./view.js";

export function drawNewPassword(view: NewPasswordView, { texts }: Context): Sheet {
  const { newPassword } = texts;
  const { cancelHref, isNewAccount } = view;
  const isChange = cancelHref !== undefined && !isNewAccount;
  return {
    heading: isNewAccount ? newPassword.noAccount.heading : newPassword.heading,
    alert: pageError(view.error, "password"),
    body: (
      <>
        {isChange ? undefined : (
          <p class="lead">
            <span safe>{newPassword.confirmed.before}</span>
            <b safe>{view.identifier}</b>
            <span safe>{isNewAccount ? newPassword.noAccount.after : newPassword.confirmed.after}</span>
          </p>
        )}
        <form class="stack" method="post" action={view.form} novalidate>
          <WhosePassword identifier={view.identifier} />
          <PasswordField
            texts={texts}
            label={newPassword.label}
            error={fieldError(view.error, "password")}
            hint={newPassword.hint(view.minLength)}
            input={{ autocomplete: "new-password", minlength: view.minLength }}
          />
          {isNewAccount ? undefined : (
            <label class="tick">
              <input type="checkbox" name="end-others" value="on" checked />
              <span safe>{newPassword.endOthers}</span>
            </label>
          )}
          <Button
            text={isChange ? newPassword.save : isNewAccount ? newPassword.noAccount.submit : newPassword.submit}
          />
          {cancelHref === undefined ? undefined : (
            <ButtonLink text={texts.frame.cancel} href={cancelHref} tone="bare" />
          )}
        </form>
      </>
    ),
  };
}
