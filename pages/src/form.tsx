/** @module Forms and what leads on: they post, and the server sends on. Nothing is refused here that the server says better (`novalidate`). */
import type { Context } from "./context.js";
import type { Challenged, Way } from "./view.js";

/** `main`: what the page is about; one a page. */
export type Tone = "main" | "plain" | "bare" | "danger";

/** `isScripted`: it does nothing by itself. */
export function Button({
  text,
  tone = "main",
  isScripted = false,
}: {
  text: string;
  tone?: Tone | undefined;
  isScripted?: boolean;
}): JSX.Element {
  return (
    <button class={`button ${tone}`} type={isScripted ? "button" : "submit"} safe>
      {text}
    </button>
  );
}

export function ButtonLink({
  text,
  href,
  tone = "main",
}: {
  text: string;
  href: string;
  tone?: Tone | undefined;
}): JSX.Element {
  return (
    <a class={`button ${tone}`} href={href} safe>
      {text}
    </a>
  );
}

/** A form that is one button. */
export function ButtonForm({
  text,
  href,
  tone,
  view,
}: {
  text: string;
  href: string;
  tone?: Tone | undefined;
  /** Whose challenge it may have met. */
  view?: Challenged | undefined;
}): JSX.Element {
  return (
    <form method="post" action={href} {...challengeOf(view, href)}>
      <Button text={text} tone={tone} />
    </form>
  );
}

export function WayButton({
  way,
  text,
  tone,
  view,
}: {
  way: Way;
  text: string;
  tone: Tone;
  view?: Challenged | undefined;
}): JSX.Element {
  if (way.method === "get") return <ButtonLink text={text} href={way.href} tone={tone} />;
  return <ButtonForm text={text} href={way.href} tone={tone} view={view} />;
}

/** A verb in a row of text. `label`: what a screen reader hears where the verb alone says too little. */
export interface LinkProps {
  text: string;
  href: string;
  label?: string | undefined;
  tone?: "calm" | "faint" | "danger" | undefined;
}

export function Link({ text, href, label, tone }: LinkProps): JSX.Element {
  return (
    <a
      class={tone ? `link ${tone}` : "link"}
      href={href}
      {...(label === undefined ? {} : { "aria-label": label })}
      safe
    >
      {text}
    </a>
  );
}

export function LinkForm({
  text,
  href,
  label,
  tone,
  fields = {},
}: LinkProps & {
  /** Hidden inputs. */
  fields?: Readonly<Record<string, string>>;
}): JSX.Element {
  return (
    <form method="post" action={href}>
      <HiddenFields fields={fields} />
      <button
        class={tone ? `link ${tone}` : "link"}
        type="submit"
        {...(label === undefined ? {} : { "aria-label": label })}
        safe
      >
        {text}
      </button>
    </form>
  );
}

export function HiddenFields({ fields }: { fields: Readonly<Record<string, string>> }): JSX.Element {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

export function WayLink({ way, text }: { way: Way; text: string }): JSX.Element {
  if (way.method === "get") return <Link text={text} href={way.href} />;
  return <LinkForm text={text} href={way.href} />;
}

/** The attribute of the form whose last try the server answered with a challenge. */
export const challengeOf = (view: Challenged | undefined, form: string): { "data-challenge"?: string } =>
  view?.challenge && view.challengeForm === form ? { "data-challenge": JSON.stringify(view.challenge) } : {};

/** Says how the work goes; without JavaScript, that there is another way. Stands by the form that met the challenge. */
export function ChallengeStatus({
  view,
  forms,
  texts,
}: {
  view: Challenged;
  /** Beside which it stands. */
  forms: readonly string[];
  texts: Context["texts"];
}): JSX.Element {
  const { challenge, challengeForm, challengeSeconds: seconds } = view;
  if (challenge === undefined || challengeForm === undefined || !forms.includes(challengeForm)) return "";
  const { working, solved, failed, unscripted, unscriptedFor } = texts.challenge;
  const wait = seconds === undefined ? undefined : writeWait(seconds, texts.wait);
  return (
    <>
      <p class="note work" role="status" data-working={working} data-solved={solved} data-failed={failed} safe>
        {working}
      </p>
      <noscript>
        <p class="note" safe>
          {wait === undefined ? unscripted : unscriptedFor(wait)}
        </p>
      </noscript>
    </>
  );
}

/** `3분 20초` */
export function writeWait(seconds: number, { seconds: inSeconds, minutes }: Context["texts"]["wait"]): string {
  const left = Math.max(1, Math.ceil(seconds));
  return left < 60 ? inSeconds(left) : minutes(Math.floor(left / 60), left % 60);
}
