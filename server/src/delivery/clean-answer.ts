/**
 * @module What a vendor answered, made fit to be kept: as PostgreSQL can hold it, of the size we expect, and without the
 * recipient, the code or a link, which stand in the verification or notice only. Pure. Modules of a team's own may answer with anything.
 */
import { type Accepted, SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";

/** A vendor's identifier as PostgreSQL can hold it: no NUL, no half of a surrogate pair. */
export function cleanId(id: unknown): string | null {
  if (typeof id !== "string" && typeof id !== "number") return null;
  return String(id).replaceAll("\0", "").slice(0, 200).toWellFormed() || null;
}

export function cleanParts(parts: unknown): number | null {
  return Number.isInteger(parts) && (parts as number) >= 0 && (parts as number) < 1000 ? (parts as number) : null;
}

export function cleanPrice(price: Accepted["price"]): { price: string; currency: string } | object {
  const { amount, currency } = price ?? {};
  const isPrice = /^\d{1,9}(\.\d{1,9})?$/.test(String(amount)) && /^[A-Za-z]{3}$/.test(String(currency));
  return isPrice ? { price: String(amount), currency: String(currency).toUpperCase() } : {};
}

/**
 * A vendor's code is kept as it is unless it looks like a sentence, which might repeat a number. The longest known has 63
 * characters (Tencent's UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber).
 */
export function cleanCode(code: string | undefined): string | null {
  return code !== undefined && /^[\w.:-]{1,64}$/.test(code) && !/\d{7}/.test(code) ? code : null;
}

/** What a link has behind its last slash, where that is long enough to be a secret. */
const LINK = /https?:\/\/\S*\/([\w-]{16,})/;

/** Whether a vendor's word repeats the recipient, the code, or the token in the link of the message it was given. */
export function isEcho(word: string, { to, code, body }: Pick<SmsMessage, "to" | "code" | "body">): boolean {
  const token = LINK.exec(body)?.[1];
  if (token !== undefined && word.includes(token)) return true;
  const recipient = to.includes("@") ? to : to.slice(-8);
  return (code !== "" && word.split(/[^A-Za-z0-9]+/).includes(code)) || word.toLowerCase().includes(recipient);
}

/**
 * What a connector threw, as a failure whose code tells nothing of the message. `message` is absent where it could not be
 * written: then there was nothing to repeat.
 */
export function cleanFailure(error: unknown, message: SmsMessage | undefined): SendFailure {
  if (!(error instanceof SendFailure)) return new SendFailure("unknown", "", { cause: error });
  const { failureClass, vendorCode, notSent, retryAfterSeconds, recipientOnly } = error;
  if (vendorCode === undefined || !message || !isEcho(vendorCode, message)) return error;
  return new SendFailure(failureClass, "", { notSent, retryAfterSeconds, recipientOnly, cause: error });
}
