/** @module The button that asks the browser for a passkey. It is seen where the browser can do that, and a form posts what it gives. */
import { Button, type Tone } from "./form.js";
import type { PasskeyAsk } from "./view.js";

interface PasskeyFormProps {
  ask: PasskeyAsk | undefined;
  text: string;
  tone: Tone;
  /** Besides, the browser offers one in the field that it fills (conditional UI). */
  isConditional?: boolean;
}

export function PasskeyForm({ ask, text, tone, isConditional = false }: PasskeyFormProps): JSX.Element {
  if (ask === undefined) return "";
  return (
    <form
      method="post"
      action={ask.form}
      data-passkey={ask.optionsHref}
      {...(isConditional ? { "data-conditional": true } : {})}
      hidden
    >
      <input type="hidden" name="credential" />
      <Button text={text} tone={tone} />
    </form>
  );
}
