/**
 * @module Recovery codes: what a person writes down for the day their app is lost. 80 random bits each, so that guessing one needs no
 * counting (NIST SP 800-63B-4 §3.1.2.2 asks for it below 64). Pure.
 */
import type { Random } from "../clock.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import { toPlainText } from "../text.js";

export const RECOVERY_CODES = 10;

/** Crockford's base32: no letter that looks like a digit. https://www.crockford.com/base32.html */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 16;

/** `xxxx-xxxx-xxxx-xxxx` */
export function makeRecoveryCode(random: Random): string {
  // 32 divides 256: every letter is as likely.
  const letters = Array.from(random(LENGTH), (byte) => ALPHABET[byte % 32]).join("");
  return (letters.match(/.{4}/g) as string[]).join("-");
}

/** As it was typed or pasted, `O` for 0 and `I` or `L` for 1; `undefined` if it can be none. */
export function readRecoveryCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined;
  const letters = toPlainText(typed).toLowerCase().replace(/[\s-]/g, "").replaceAll("o", "0").replace(/[il]/g, "1");
  return letters.length === LENGTH && [...letters].every((letter) => ALPHABET.includes(letter)) ? letters : undefined;
}

/** What a form has that makes codes: when those were made that it replaces, and 128 random bits. */
export const makeBatch = (replaces: string, random: Random): string =>
  `${replaces}.${random(16).toString("base64url")}`;

/** What a batch replaces; `undefined` if it is none. */
export const readBatch = (batch: string): { replaces: string } | undefined => {
  const [, replaces] = /^(\d{0,20})\.[\w-]{22}$/.exec(batch) ?? [];
  return replaces === undefined ? undefined : { replaces };
};

/** The codes of a batch: nobody who lacks the key can tell them, and whoever sends the same form twice gets the same ones. */
export function deriveRecoveryCodes(keyring: Pick<Keyring, "naming">, userSid: string, batch: string): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, n) =>
    makeRecoveryCode((length) =>
      Buffer.from(hashLimitKey(keyring.naming, "new-recovery-code", userSid, batch, String(n)), "base64url").subarray(
        0,
        length,
      ),
    ),
  );
}

/** By the key that stays when the secret key changes: what was written down must work for years. `code` as `readRecoveryCode` reads it. */
export const hashRecoveryCode = (keyring: Pick<Keyring, "naming">, userSid: string, code: string): string =>
  hashLimitKey(keyring.naming, "recovery-code", userSid, code);
