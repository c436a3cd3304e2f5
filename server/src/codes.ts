/**
 * @module One-time codes: derived, never stored. A code is a function of the verification's identifier and a key, so a
 * resend says the same code again without it having been kept anywhere; what the table holds is a keyed hash.
 */
import { createHmac, type KeyObject } from "node:crypto";

/** Digits a code may have; fewer than six is below what NIST SP 800-63B-4 §3.1.3.2 asks of one. */
export const CODE_LENGTH = { min: 4, max: 10, recommended: 6 } as const;

/** What a code serves. A code of one purpose is worthless at another. */
export type Purpose = "api" | "public" | "sign-in" | "sign-up" | "reset" | "link" | "step-up" | "invitation";

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
