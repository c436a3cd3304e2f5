/** @module What is still missing of a new account. */
import type { Context, Sheet } from "./context.js";
import { fieldError, pageError } from "./context.js";
import { Field, PasswordField } from "./field.js";
import { Button, ChallengeStatus, challengeOf } from "./form.js";
import { PhoneField } from "./phone-field.js";
import type { ProfileView } from "./view.js";

type ProfileField = ProfileView["fields"][number];

export function drawProfile(view: ProfileView, context: Context): Sheet {
  const { texts } = context;
  const { profile } = texts;
  const isNameOnly = view.fields.length === 1 && view.fields[0]?.name === "name";
  return {
    heading: isNameOnly ? profile.nameHeading : profile.heading,
    lead: view.isLast ? profile.lastLead : profile.lead,
    alert: pageError(view.error, ...view.fields.map((field) => field.name)),
    body: (
      <form class="stack" method="post" action={view.form} novalidate {...challengeOf(view, view.form)}>
        {view.fields.map((field) => {
          const error = field.error ?? fieldError(view.error, field.name);
          if (field.name !== "phone")
            return <Missing field={field} error={error} texts={texts} minLength={view.minLength} />;
          const { countries, country } = view;
          return (
            <PhoneField context={context} countries={countries} country={country} value={field.value} error={error} />
          );
        })}
        <ChallengeStatus view={view} forms={[view.form]} texts={texts} />
        <Button text={view.isLast ? profile.finish : profile.next} />
      </form>
    ),
  };
}

interface MissingProps {
  field: ProfileField;
  error: string | undefined;
  texts: Context["texts"];
  minLength: number;
}

function Missing({ field, error, texts, minLength }: MissingProps) {
  const { name, value, isRequired } = field;
  const label = isRequired ? texts.fields[name] : `${texts.fields[name]} ${texts.frame.optional}`;
  if (name === "password" || name === "phone") {
    const hint = texts.newPassword.hint(minLength);
    return (
      <PasswordField
        texts={texts}
        label={label}
        error={error}
        hint={hint}
        input={{ autocomplete: "new-password", required: isRequired }}
      />
    );
  }
  const hint = name === "name" ? texts.profile.nameHint : undefined;
  return (
    <Field id={name} label={label} error={error} hint={hint} input={{ ...inputs[name], required: isRequired, value }} />
  );
}

/** A name or address is no sentence: nothing is made a capital or marked as misspelt. */
const inputs = {
  name: { type: "text", autocomplete: "name", spellcheck: "false", enterkeyhint: "done" },
  username: {
    type: "text",
    autocomplete: "username",
    autocapitalize: "none",
    spellcheck: "false",
    enterkeyhint: "next",
  },
  email: { type: "email", autocomplete: "email", placeholder: "name@example.com", enterkeyhint: "next" },
} as const;
