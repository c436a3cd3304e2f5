/** @module Whether a text can be sent at all, asked before it is promised: what the caller gave may be too much for a carrier. */
import { eucKrBytes } from "@munjigi/connectors/sms/euc-kr";
import type { Payment } from "../codes.js";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import { writtenLanguage } from "../language.js";
import { composeText, untellablePart } from "./compose-text.js";
import type { Wording } from "./render-message.js";

/** The part of a text that is to blame, and why. */
export interface UnsendablePart {
  parameter: keyof Payment | "substitutions" | "template";
  problem: string;
}

/**
 * `undefined`: the text can be sent. Asked of Korean numbers, whose carriers have EUC-KR and a number of bytes, and only where the
 * caller gave more than a brand: our own words are shortened until they fit. `ready`: the connector that sends first.
 */
export function findUnsendable(
  { wording, country, channel, codeLength }: { wording: Wording; country: string; channel: string; codeLength: number },
  ready: Pick<ReadyConnector, "connector" | "settings">,
): UnsendablePart | undefined {
  const { payment, template } = wording;
  if (channel !== "sms" || country !== "KR" || (!payment && !template)) return undefined;
  const untellable = payment && untellablePart(payment);
  if (untellable) return { parameter: untellable, problem: "it has characters that Korean carriers cannot send" };
  const maxBytes = maxBytesOf(ready);
  if (maxBytes === undefined) return undefined;
  const measure = (change: Partial<Wording>) => measureKorean({ ...wording, ...change }, codeLength);
  const bytes = measure({});
  if (bytes <= maxBytes) return undefined;
  const problem = `the text would have ${bytes} bytes, and at most ${maxBytes} can be sent`;
  if (payment && measure({ payment: { amount: "", payee: "" } }) <= maxBytes)
    return { parameter: eucKrBytes(payment.amount) > eucKrBytes(payment.payee) ? "amount" : "payee", problem };
  const values = Object.fromEntries(Object.keys(template?.values ?? {}).map((name) => [name, ""]));
  if (template?.values && measure({ template: { ...template, values } }) <= maxBytes)
    return { parameter: "substitutions", problem };
  return { parameter: "template", problem };
}

/** `undefined`: the vendor splits a long text. */
function maxBytesOf({ connector: { limits }, settings }: Pick<ReadyConnector, "connector" | "settings">) {
  if (limits.charset !== "euc-kr") return undefined;
  const { allowLms } = (settings ?? {}) as { allowLms?: unknown };
  return (allowLms === true && limits.longBytes) || limits.maxBytes;
}

function measureKorean(wording: Wording, codeLength: number): number {
  const { locale, serviceLocale, doNotShare, ...rest } = wording;
  const text = composeText({
    ...rest,
    locale: writtenLanguage(locale, serviceLocale),
    doNotShare: doNotShare === true,
    code: "0".repeat(codeLength),
    korean: true,
  });
  return eucKrBytes(text);
}
