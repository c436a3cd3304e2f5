/** @module A field with its label and one line below, which is hint or error, never both. */
import type { Context } from "./context.js";

export interface FieldProps {
  /** Also its name. */
  id: string;
  label: string;
  error: string | undefined;
  hint?: string | undefined;
  /** Beside the label. */
  tag?: string | undefined;
  /** In the field's border, before what is typed. */
  before?: JSX.Element;
  /** In the field's border, behind what is typed. */
  behind?: JSX.Element;
  /** What the field is; the rest of its attributes follow from the above. */
  input: Omit<JSX.HtmlInputTag, "id" | "name" | "children">;
}

export function Field({ id, label, error, hint, tag, before, behind, input }: FieldProps): JSX.Element {
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div class="field">
      <div class="label">
        <label for={id} safe>
          {label}
        </label>
        {tag === undefined ? undefined : (
          <span class="tag" safe>
            {tag}
          </span>
        )}
      </div>
      <div class={error === undefined ? "box" : "box wrong"}>
        {before === undefined ? undefined : <Inside part={before} />}
        <input
          required
          {...input}
          id={id}
          name={id}
          {...(error === undefined ? {} : { "aria-invalid": "true", autofocus: true })}
          {...(note === undefined ? {} : { "aria-describedby": noteId })}
        />
        {behind === undefined ? undefined : <Inside part={behind} />}
      </div>
      {note === undefined ? undefined : <Note id={noteId} text={note} isError={error !== undefined} />}
    </div>
  );
}

function Inside({ part }: { part: JSX.Element }) {
  return <>{part}</>;
}

function Note({ id, text, isError }: { id: string; text: string; isError: boolean }) {
  if (isError) {
    return (
      <p class="note wrong" id={id} role="alert" safe>
        {text}
      </p>
    );
  }
  return (
    <p class="note" id={id} safe>
      {text}
    </p>
  );
}

/** A password can be looked at instead of typed twice. The button works with JavaScript only and is not seen without. */
export function PasswordField({
  texts,
  ...field
}: Omit<FieldProps, "input" | "behind" | "id"> & {
  texts: Context["texts"];
  input: { autocomplete: "current-password" | "new-password"; minlength?: number; required?: boolean };
}): JSX.Element {
  const { show, hide } = texts.frame;
  return (
    <Field
      {...field}
      id="password"
      input={{ type: "password", enterkeyhint: "done", ...field.input }}
      behind={
        <button class="link scripted" type="button" aria-controls="password" data-show={show} data-hide={hide} safe>
          {show}
        </button>
      }
    />
  );
}

/**
 * For password managers only, which want to know whose password is typed: no name, so it is not sent.
 * https://www.chromium.org/developers/design-documents/create-amazing-password-forms/
 */
export function WhosePassword({ identifier }: { identifier: string }): JSX.Element {
  return <input type="text" autocomplete="username" value={identifier} readonly hidden />;
}
