/**
 * @module The button that asks the browser for a passkey, and a form that posts what it gives. It stands where scripts run, and goes where the
 * browser cannot do it: the other way round the page would move under the finger of most.
 */
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
    >
      <input type="hidden" name="credential" />
      <Button text={text} tone={tone} isScripted />
    </form>
  );
}
