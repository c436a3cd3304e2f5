/** @module The code that was sent: one field, the time left, sending again, another way. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { Field } from "./field.js";
import { Button, ChallengeStatus, challengeOf, Link, WayLink } from "./form.js";
import { Identifier } from "./identifier.js";
import type { CodeView } from "./view.js";

export function drawCode(view: CodeView, context: Context): Sheet {
  const { texts } = context;
  const isOver = view.secondsLeft <= 0;
  const error = fieldError(view.error, "code") ?? (isOver && !view.error ? texts.code.expired : undefined);
  return {
    heading: texts.code.heading,
    alert: pageError(view.error, "code"),
    body: (
      <>
        <Recipient view={view} context={context} />
        <form
          class="stack close"
          method="post"
          action={view.form}
          novalidate
          data-code={String(view.codeLength)}
          {...(view.webOtp ? { "data-otp": "" } : {})}
          {...challengeOf(view, view.form)}
        >
          <Field
            id="code"
            label={texts.code.label(view.codeLength)}
            error={error}
            hint={texts.code.hint(view.minutes)}
            behind={<TimeLeft seconds={view.secondsLeft} context={context} />}
            input={{
              class: "code",
              type: "text",
              inputmode: "numeric",
              autocomplete: "one-time-code",
              pattern: `\\d{${view.codeLength}}`,
              enterkeyhint: "done",
              autofocus: true,
            }}
          />
          <ChallengeStatus view={view} forms={[view.form]} texts={texts} />
          <Button text={texts.code.check} />
        </form>
        <Resend view={view} context={context} />
        <ChallengeStatus view={view} forms={[view.resend.form]} texts={texts} />
        <div class="advice">
          <p safe>{texts.code.advice[view.channel]}</p>
          {view.others.map((way) => (
            <WayLink way={way} text={texts.code.others[way.kind]} />
          ))}
        </div>
        <p class="unseen" role="status" id="said"></p>
      </>
    ),
  };
}

function Recipient({ view, context }: { view: CodeView; context: Context }) {
  const { sentTo, sentSomewhere, change, anotherWay } = context.texts.code;
  return (
    <div class="lead row">
      {view.recipient === undefined ? (
        <p safe>{sentSomewhere[view.channel]}</p>
      ) : (
        <p>
          <span safe>{sentTo.before}</span>
          <b>
            <Identifier value={view.recipient} />
          </b>
          <span safe>{sentTo.after}</span>
        </p>
      )}
      {view.changeHref === undefined ? undefined : (
        <Link text={view.changes === "way" ? anotherWay : change[view.channel]} href={view.changeHref} />
      )}
    </div>
  );
}

/** Not followed by screen readers; at a minute, at half a minute and at the end it is said once. */
function TimeLeft({ seconds, context }: { seconds: number; context: Context }) {
  const left = Math.max(0, Math.ceil(seconds));
  const { timeLeft, expired } = context.texts.code;
  return (
    <time
      class="scripted"
      aria-live="off"
      data-seconds={String(left)}
      data-at-60={timeLeft[60]}
      data-at-30={timeLeft[30]}
      data-at-0={expired}
      safe
    >
      {`${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`}
    </time>
  );
}

/**
 * A live button from the start: without JavaScript the server says when it is too early. Both labels lie on each other, so that the
 * row does not move when one takes the other's place.
 */
function Resend({ view, context }: { view: CodeView; context: Context }) {
  const { texts } = context;
  const { form, secondsToWait, sendsLeft } = view.resend;
  const wait = Math.max(0, Math.ceil(secondsToWait));
  return (
    <div class="row">
      <span safe>{texts.code.notReceived[view.channel]}</span>
      {sendsLeft <= 0 ? (
        <span class="spent" safe>
          {texts.code.noneLeft}
        </span>
      ) : (
        <form method="post" action={form} {...challengeOf(view, form)}>
          <button class="link resend" type="submit" data-wait={String(wait)} data-said={texts.code.resendNow}>
            <span class={wait > 0 ? "now later" : "now"} safe>
              {texts.code.resend(sendsLeft)}
            </span>
            {wait > 0 ? <Waiting wait={wait} context={context} /> : undefined}
          </button>
        </form>
      )}
    </div>
  );
}

function Waiting({ wait, context }: { wait: number; context: Context }) {
  const { resendIn } = context.texts.code;
  return (
    <span class="wait scripted" data-text={resendIn("#")} safe>
      {resendIn(wait)}
    </span>
  );
}
