/** @module What an identifier may be, one reading for each kind, and what the beginning of one looks for. Pure. */
import { normalizePhone } from "../phone.js";
import { acceptRecipient, readRecipient } from "../recipient.js";
import { toPlainText, toTypedAscii } from "../text.js";
import type { IdentifierKind } from "./user.js";

/** 3 to 32; what stands at the ends is no mark, so that a sentence does not swallow or add one. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{1,30}[a-z0-9]$/;

/** As it is kept: in lower case, whatever keyboard it was typed on. */
export function readUsername(text: string): string | undefined {
  const value = toPlainText(text).trim().toLowerCase();
  return USERNAME.test(value) ? value : undefined;
}

/** As it is kept, of an API's caller: numbers without a country code are Korean. `undefined`: it is none of this kind. */
export function readIdentifierValue(kind: IdentifierKind, text: string): string | undefined {
  if (kind === "username") return readUsername(text);
  return acceptRecipient(readRecipient(text, kind === "phone" ? "sms" : "email", "KR"))?.address;
}

/** What values begin with that somebody looks for; a whole one too. `undefined`: no value of this kind begins so. */
export function readIdentifierPrefix(kind: IdentifierKind, text: string): string | undefined {
  const prefix = kind === "phone" ? readNumberPrefix(text) : toTypedAscii(text).trim().toLowerCase();
  return prefix === "" ? undefined : prefix;
}

/** `010-1234` and `+82 10 1234` look for the same. In a query a `+` that was not encoded arrives as a blank. */
function readNumberPrefix(text: string): string | undefined {
  const whole = normalizePhone(text, "KR", { isPlusGuessed: /^ \d/.test(text) });
  if (whole.ok) return whole.e164;
  const plain = toPlainText(text)
    .replace(/^ (?=\d)/, "+")
    .replace(/[\s().-]/g, "");
  if (/^\+\d{1,15}$/.test(plain)) return plain;
  return /^0\d{1,14}$/.test(plain) ? `+82${plain.slice(1)}` : undefined;
}
