/**
 * @module Whether a text can be sent at all, by the connector that would send it: asked before it is promised, and of whoever is to
 * send it. What the caller gave may be too much for a carrier, or more than a vendor's own text tells.
 */
import { eucKrBytes } from "@munjigi/connectors/kit/euc-kr";
import { measureText } from "@munjigi/connectors/kit/measure-text";
import type { Payment } from "../codes.js";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import { writtenLanguage } from "../language.js";
import { composeText, untellablePart } from "./compose-text.js";
import { findTemplate, type TemplateSubject } from "./find-template.js";
import type { Wording } from "./render-message.js";

/** The part of a message that is to blame, and why. */
export interface UnsendablePart {
  parameter: keyof Payment | "substitutions" | "template" | "customCode";
  problem: string;
}

export interface SendableSubject extends TemplateSubject {
  country: string;
  codeLength: number;
  /** The caller chose the code. */
  callerCode: boolean;
}

/**
 * `undefined`: it can be sent. Only where the caller gave more than a brand: our own words are shortened until they fit. `ready`: the
 * connector that is to send it.
 */
export function findUnsendable(
  message: SendableSubject,
  ready: Pick<ReadyConnector, "connector" | "settings">,
): UnsendablePart | undefined {
  const { wording, country, codeLength, callerCode } = message;
  const { payment, template } = wording;
  const { connector, settings } = ready;
  const isVendors = connector.verifier !== undefined || findTemplate(message, settings)?.templateCode !== undefined;
  if (payment && isVendors) return { parameter: "amount", problem: "the vendor writes the text, which cannot tell it" };
  if (callerCode && connector.verifier) return { parameter: "customCode", problem: "the vendor makes the code" };
  if (isVendors || (!payment && !template)) return undefined;
  const isKorean = country === "KR" && connector.type === "Sms";
  const untellable = isKorean && payment && untellablePart(payment);
  if (untellable) return { parameter: untellable, problem: "it has characters that Korean carriers cannot send" };
  const maxBytes = maxBytesOf(ready);
  const measure = (change: Partial<Wording>) => bytesOf({ ...wording, ...change }, codeLength, isKorean, ready);
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

/** What a text may have in the vendor's charset; Korean vendors send long ones where the settings allow it. */
export function maxBytesOf({
  connector: { limits },
  settings,
}: Pick<ReadyConnector, "connector" | "settings">): number {
  const { allowLms } = (settings ?? {}) as { allowLms?: unknown };
  return (limits.charset === "euc-kr" && allowLms === true && limits.longBytes) || limits.maxBytes;
}

function bytesOf(
  wording: Wording,
  codeLength: number,
  korean: boolean,
  { connector: { limits } }: Pick<ReadyConnector, "connector">,
): number {
  const { locale, serviceLocale, doNotShare, ...rest } = wording;
  const text = composeText({
    ...rest,
    locale: writtenLanguage(locale, serviceLocale),
    doNotShare: doNotShare === true,
    code: "0".repeat(codeLength),
    korean,
  });
  return measureText(text, limits).bytes;
}
