/**
 * @module One-time passwords of an authenticator app: HOTP (RFC 4226), TOTP (RFC 6238), their secrets in base32 (RFC 4648 §6), and the
 * address of a QR code. Pure.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { toPlainText } from "../text.js";

export type TotpAlgorithm = "sha1" | "sha256" | "sha512";

export interface TotpConfig {
  alg: TotpAlgorithm;
  /** Digits of a code. */
  codeLength: number;
  /** Seconds. */
  timeStep: number;
  /** How many steps before and after the current one are accepted too, for clocks that differ. */
  skew: number;
}

/** What every app understands; some ignore what else an address says. */
export const COMMON_TOTP: TotpConfig = { alg: "sha1", codeLength: 6, timeStep: 30, skew: 1 };

/** A secret has as many bytes as its hash (RFC 6238 §5.1). */
const SECRET_BYTES: Record<TotpAlgorithm, number> = { sha1: 20, sha256: 32, sha512: 64 };

/** Of secrets that are brought along: 80 bits were the first apps' habit, where RFC 4226 §4 R6 asks for 128. */
export const GIVEN_SECRET_BYTES = { min: 10, max: 64 } as const;

export const secretBytesOf = (alg: TotpAlgorithm): number => SECRET_BYTES[alg];

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Without padding, as apps and their addresses have it. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}

/** As people copy it: in either case, with blanks, hyphens and padding. `undefined` if it is none. */
export function decodeBase32(text: string): Buffer | undefined {
  const digits = text
    .replace(/[\s-]/g, "")
    .replace(/={0,6}$/, "")
    .toUpperCase();
  // Of eight digits of a group there are never one, three or six.
  if (!/^[A-Z2-7]*$/.test(digits) || [1, 3, 6].includes(digits.length % 8)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const digit of digits) {
    value = (value << 5) | ALPHABET.indexOf(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(value >>> bits);
    value &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

/** The code of a counter: RFC 4226 §5.3, with the hashes of RFC 6238 §1.2. */
export function hotp(
  secret: Uint8Array,
  counter: number,
  { alg, codeLength }: Pick<TotpConfig, "alg" | "codeLength">,
): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(alg, secret).update(message).digest();
  const offset = (mac.at(-1) as number) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return (number % 10 ** codeLength).toString().padStart(codeLength, "0");
}

export type TotpMatch = { kind: "fresh"; step: number } | { kind: "used" } | { kind: "wrong" };

/**
 * Looks for the time step that has this code, near `nowSeconds` (since 1970) and after `lastStep`, the last that was used: RFC 6238 §5.2
 * accepts none twice. All steps are compared, each in constant time.
 */
export function matchTotp(
  secret: Uint8Array,
  config: TotpConfig,
  code: string,
  { nowSeconds, lastStep }: { nowSeconds: number; lastStep: number },
): TotpMatch {
  const current = Math.floor(nowSeconds / config.timeStep);
  const given = Buffer.from(code);
  let fresh: number | undefined;
  let isUsed = false;
  for (let step = current + config.skew; step >= Math.max(current - config.skew, 0); step--) {
    const expected = Buffer.from(hotp(secret, step, config));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) continue;
    if (step > lastStep) fresh = step;
    else isUsed = true;
  }
  if (fresh !== undefined) return { kind: "fresh", step: fresh };
  return { kind: isUsed ? "used" : "wrong" };
}

/** The code that somebody typed or pasted, digits of any script; `undefined` if no code of an app looks like it. */
export function readTotpCode(typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const code = toPlainText(typed).replace(/[\s-]/g, "");
  return /^\d{3,8}$/.test(code) ? code : undefined;
}

/** What a QR code says: https://github.com/google/google-authenticator/wiki/Key-Uri-Format, which allows no colon in either name. */
export function otpauthUri(
  secret: Uint8Array,
  { issuer, account, config }: { issuer: string; account: string; config: TotpConfig },
): string {
  const [by, whose] = [issuer, account].map((name) => encodeURIComponent(name.replace(/\s*:\s*/g, " ").trim()));
  const { alg, codeLength, timeStep } = config;
  const fields = `algorithm=${alg.toUpperCase()}&digits=${codeLength}&period=${timeStep}`;
  return `otpauth://totp/${by}:${whose}?secret=${encodeBase32(secret)}&issuer=${by}&${fields}`;
}
