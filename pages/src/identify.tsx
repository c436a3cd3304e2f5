/** @module The first page: who are you? */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { Field } from "./field.js";
import { Button, ButtonLink, ChallengeStatus, challengeOf, WayButton } from "./form.js";
import { PasskeyForm } from "./passkey-ask.js";
import { PhoneField } from "./phone-field.js";
import { nameBrand, PopUpStatus, SocialButtonForm, SocialButtons } from "./social-button.js";
import type { IdentifyView, SocialButton } from "./view.js";

export function drawIdentify(view: IdentifyView, context: Context): Sheet {
  const { texts } = context;
  const fields = [view.identifier, "country"];
  const first = firstOf(view);
  return {
    heading:
      view.isReturning && view.purpose === "sign-in"
        ? texts.identify.returning
        : texts.identify.heading[view.identifier][view.purpose],
    lead: first ? nameBrand(texts.social.last, first.brand, first.label) : lead(view, context),
    alert: pageError(view.error, ...fields),
    body: (
      <>
        {first === undefined ? undefined : <First button={first} context={context} />}
        <form class="stack" method="post" action={view.form} novalidate {...challengeOf(view, view.form)}>
          <Identifier view={view} context={context} error={fieldError(view.error, ...fields)} />
          <ChallengeStatus view={view} forms={[view.form]} texts={texts} />
          <Button
            text={view.next === "code" ? texts.identify.send[view.identifier] : texts.identify.next}
            tone={first === undefined ? "main" : "plain"}
          />
        </form>
        {view.passkey === undefined ? undefined : (
          <div class="ways">
            <PasskeyForm ask={view.passkey} text={texts.passkey.signIn} tone="plain" isConditional />
          </div>
        )}
        <Others
          view={view}
          context={context}
          social={view.social.filter((button) => button !== first)}
          hasOr={first === undefined}
        />
        {view.social.length === 0 ? undefined : <PopUpStatus texts={texts} />}
        {view.cancelHref === undefined ? undefined : (
          <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
        )}
      </>
    ),
  };
}

/** The provider that somebody came by the last time stands above the field. */
function firstOf({ isReturning, purpose, social }: IdentifyView): SocialButton | undefined {
  return isReturning && purpose === "sign-in" ? social.find(({ wasLast }) => wasLast) : undefined;
}

function First({ button, context: { texts } }: { button: SocialButton; context: Context }) {
  return (
    <>
      <div class="first">
        <SocialButtonForm button={button} purpose="signIn" texts={texts} />
      </div>
      <p class="or" safe>
        {texts.frame.or}
      </p>
    </>
  );
}

function lead(view: IdentifyView, { texts }: Context): string {
  const { lead } = texts.identify;
  if (view.purpose !== "sign-in") return lead[view.purpose];
  if (view.isReturning && view.wasLast) return lead.last[view.identifier];
  return view.next === "code" ? lead.start : lead.password;
}

function Identifier({ view, context, error }: { view: IdentifyView; context: Context; error: string | undefined }) {
  const { texts } = context;
  const tag = view.wasLast ? texts.frame.lastUsed : undefined;
  const { countries, country, value } = view;
  if (view.identifier === "phone") {
    return (
      <PhoneField context={context} countries={countries} country={country} value={value} error={error} tag={tag} />
    );
  }
  const isMail = view.identifier === "email";
  return (
    <Field
      id={view.identifier}
      label={texts.fields[view.identifier]}
      error={error}
      tag={tag}
      input={{
        ...(isMail ? { type: "email", placeholder: "name@example.com" } : { type: "text" }),
        autocomplete: `${view.identifier} webauthn`,
        autocapitalize: "none",
        spellcheck: "false",
        enterkeyhint: view.next === "code" ? "send" : "next",
        value,
      }}
    />
  );
}

interface OthersProps {
  view: IdentifyView;
  context: Context;
  social: readonly SocialButton[];
  /** Not where a provider stands above the field, and the word with it. */
  hasOr: boolean;
}

function Others({ view, context, social, hasOr }: OthersProps) {
  if (view.others.length + social.length === 0) return "";
  const { texts } = context;
  return (
    <>
      {hasOr ? (
        <p class="or" safe>
          {texts.frame.or}
        </p>
      ) : undefined}
      <SocialButtons buttons={social} purpose={view.purpose === "link" ? "connect" : "signIn"} texts={texts} />
      {view.others.length === 0 ? undefined : (
        <div class="ways">
          {view.others.map((way) => (
            <WayButton way={way} text={texts.identify.others[way.kind]} tone="plain" />
          ))}
        </div>
      )}
    </>
  );
}
