/** @module The password of an identifier; the same page whether or not there is such an account. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { PasswordField, WhosePassword } from "./field.js";
import { Button, ButtonLink, ChallengeStatus, Link, WayButton } from "./form.js";
import { Identifier } from "./identifier.js";
import type { PasswordView } from "./view.js";

export function drawPassword(view: PasswordView, { texts }: Context): Sheet {
  return {
    heading: texts.password.heading,
    alert: pageError(view.error, "password"),
    body: (
      <>
        {view.identifier === undefined ? undefined : (
          <Whose identifier={view.identifier} changeHref={view.changeHref} texts={texts} />
        )}
        <form class="stack close" method="post" action={view.form} novalidate>
          {view.identifier === undefined ? undefined : <WhosePassword identifier={view.identifier} />}
          <PasswordField
            texts={texts}
            label={texts.fields.password}
            error={fieldError(view.error, "password")}
            input={{ autocomplete: "current-password" }}
          />
          <Button text={view.identifier === undefined ? texts.password.confirm : texts.password.submit} />
        </form>
        <p class="center">
          <Link text={texts.password.forgot} href={view.forgotHref} />
        </p>
        {view.identifier === undefined ? (
          <div class="acts">
            <ButtonLink text={texts.password.anotherWay} href={view.changeHref} tone="bare" />
          </div>
        ) : undefined}
        {view.others.length === 0 ? undefined : (
          <>
            <p class="or" safe>
              {texts.frame.or}
            </p>
            <div class="ways">
              {view.others.map((way) => (
                <WayButton way={way} text={texts.password.others[way.kind]} tone="plain" view={view} />
              ))}
              <ChallengeStatus view={view} forms={view.others.map(({ href }) => href)} texts={texts} />
            </div>
          </>
        )}
      </>
    ),
  };
}

function Whose({ identifier, changeHref, texts }: { identifier: string; changeHref: string; texts: Context["texts"] }) {
  const { change } = texts.frame;
  return (
    <div class="lead row">
      <p>
        <b>
          <Identifier value={identifier} />
        </b>
      </p>
      <Link text={change} href={changeHref} label={texts.account.ofItem(change, identifier)} />
    </div>
  );
}
