/**
 * @module One-time codes: derived, never stored. A code is a function of the verification's identifier and a key, so a
 * resend says the same code again without it having been kept anywhere; what the table holds is a keyed hash.
 */
import { createHmac, type KeyObject } from "node:crypto";
import { toPlainText } from "./text.js";

/** Digits a code may have; fewer than six is below what NIST SP 800-63B-4 §3.1.3.2 asks of one. */
export const CODE_LENGTH = { min: 4, max: 10, recommended: 6 } as const;

const DIGITS = /^\d{4,10}$/;
/** What a caller may give as a code of its own. It is compared as it is, so upper case is not lower case. */
export const OWN_CODE = /^[0-9A-Za-z]{4,10}$/;
/** Of what is read as a code; whoever pastes a whole text has pasted no code. */
export const MAX_TYPED_CODE_LENGTH = 64;

/**
 * The code that somebody typed or pasted: without blanks, hyphens and invisible characters, out of the brackets and without the
 * full stop that our texts have around it, digits of any script as ASCII. `undefined`: no code can look like this, so it is
 * nobody's try. With a letter and a hyphen in front (`G-123456`) it is another sender's code.
 */
export function readCode(typed: string, { letters }: { letters: boolean }): string | undefined {
  if (typed.length > MAX_TYPED_CODE_LENGTH) return undefined;
  const text = toPlainText(typed).trim();
  if (/^[A-Za-z]-/.test(text)) return undefined;
  const bare = text
    .replace(/\.$/, "")
    .replace(/^\[(.*)\]$/s, "$1")
    .replace(/[\s-]/g, "");
  return (letters ? OWN_CODE : DIGITS).test(bare) ? bare : undefined;
}

/** What a code serves. A code of one purpose is worthless at another. */
export type Purpose = "api" | "public" | "sign-in" | "sign-up" | "reset" | "link" | "step-up" | "verify" | "invitation";

/**
 * The code of a verification: the first 8 bytes of HMAC-SHA256(key, sid), modulo 10^length, zero-padded.
 * 2^64 mod 10^10 makes some codes likelier than others by less than 6e-10.
 */
export function deriveCode(key: KeyObject, sid: string, length: number): string {
  const word = createHmac("sha256", key).update(sid).digest().readBigUInt64BE(0);
  return (word % 10n ** BigInt(length)).toString().padStart(length, "0");
}

/** Whom and what a code is for: all of it goes into the hash. */
export interface CodeScope {
  serviceSid: string;
  recipient: string;
  purpose: Purpose;
  /** The flow or verification the code is tied to; empty where it is tied to the recipient alone. */
  binding: string;
}

/** The payment a code confirms: it is good for no other (dynamic linking, PSD2 RTS article 5). */
export interface Payment {
  amount: string;
  payee: string;
}

/** HMAC-SHA256 over the scope and the code, each part preceded by its length, so that no two inputs read the same. */
export function macCode(key: KeyObject, scope: CodeScope, code: string, payment?: Payment): string {
  return macParts(key, [scope.serviceSid, scope.recipient, scope.purpose, scope.binding, code, ...partsOf(payment)]);
}

/** The same for a caller who names the verification and not the recipient, so that this check is one statement too. */
export function macCodeBySid(key: KeyObject, sid: string, code: string, payment?: Payment): string {
  return macParts(key, [sid, code, ...partsOf(payment)]);
}

const partsOf = (payment?: Payment) => (payment ? [payment.amount, payment.payee] : []);

function macParts(key: KeyObject, parts: readonly string[]): string {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join("");
  return createHmac("sha256", key).update(text).digest("base64url");
}
