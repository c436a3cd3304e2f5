/** @module The password of an identifier; the same page whether or not there is such an account. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { PasswordField, WhosePassword } from "./field.js";
import { Button, ChallengeStatus, challengeOf, Link, WayButton } from "./form.js";
import type { PasswordView } from "./view.js";

export function drawPassword(view: PasswordView, { texts }: Context): Sheet {
  return {
    heading: texts.password.heading,
    alert: pageError(view.error, "password"),
    body: (
      <>
        <div class="lead row">
          <p>
            <b safe>{view.identifier}</b>
          </p>
          <Link
            text={texts.frame.change}
            href={view.changeHref}
            label={texts.account.ofItem(texts.frame.change, view.identifier)}
          />
        </div>
        <form class="stack close" method="post" action={view.form} novalidate {...challengeOf(view.challenge)}>
          <WhosePassword identifier={view.identifier} />
          <PasswordField
            texts={texts}
            label={texts.fields.password}
            error={fieldError(view.error, "password")}
            input={{ autocomplete: "current-password" }}
          />
          <ChallengeStatus challenge={view.challenge} texts={texts} />
          <Button text={texts.password.submit} />
        </form>
        <p class="center">
          <Link text={texts.password.forgot} href={view.forgotHref} />
        </p>
        {view.others.length === 0 ? undefined : (
          <>
            <p class="or" safe>
              {texts.frame.or}
            </p>
            <div class="ways">
              {view.others.map((way) => (
                <WayButton way={way} text={texts.password.others[way.kind]} tone="plain" />
              ))}
            </div>
          </>
        )}
      </>
    ),
  };
}
