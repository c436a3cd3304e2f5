/**
 * @module Passwords: argon2id with the figures of OWASP's Password Storage Cheat Sheet (19 MiB, two passes, one lane), kept in
 * PHC's form, which names them, so that they may change. Other systems' hashes, of people who were imported, open an account until
 * its owner has signed in by one: then it is ours.
 */
import { type Argon2Parameters, argon2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Random } from "../clock.js";
import { isCutOff, isForeign, isForeignPassword, type Open } from "./foreign-hash.js";

const FIGURES = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const SALT_BYTES = 16;
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const run = promisify(argon2) as (algorithm: "argon2id", parameters: Argon2Parameters) => Promise<Buffer>;
const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** The same characters however a keyboard composes them (NIST SP 800-63B-4 §3.1.1.2). */
const bytesOf = (password: string) => Buffer.from(password.normalize("NFKC"));

export async function hashPassword(password: string, random: Random): Promise<string> {
  const nonce = random(SALT_BYTES);
  const { memory, passes, parallelism } = FIGURES;
  const tag = await run("argon2id", { message: bytesOf(password), nonce, ...FIGURES });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/**
 * No wrong password is answered sooner than this: the dearest hash that is imported takes as long, so that nobody can tell from the time
 * whose account was imported.
 */
const WRONG_ANSWER_MS = 750;

/** Nobody can tell from the time whether somebody has a password, or whose it was before. */
export async function isPassword(password: string, hash: string | null, open: Open): Promise<boolean> {
  const noSooner = new Promise((done) => setTimeout(done, WRONG_ANSWER_MS));
  const isOther = hash !== null && !isOurs(hash) && isForeign(hash);
  const isRight = isOther ? await isForeignPassword(password, hash, open) : await isOwn(password, hash);
  if (!isRight) await noSooner;
  return isRight;
}

/** Whether a right password is to be hashed anew: by our figures, and what is known of it whole. */
export const isToBeRehashed = (password: string, hash: string): boolean => !isOurs(hash) && !isCutOff(password, hash);

function isOurs(hash: string): boolean {
  const [, memory, passes, parallelism] = FORM.exec(hash) ?? [];
  const { memory: m, passes: t, parallelism: p } = FIGURES;
  return Number(memory) === m && Number(passes) === t && Number(parallelism) === p;
}

/** Where there is no hash, one that nobody has is compared. */
async function isOwn(password: string, hash: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = "", tag = ""] = FORM.exec(hash ?? "") ?? [];
  const nonce = salt ? Buffer.from(salt, "base64") : Buffer.alloc(SALT_BYTES);
  const figures = memory
    ? { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    : { memory: FIGURES.memory, passes: FIGURES.passes, parallelism: FIGURES.parallelism };
  const expected = tag ? Buffer.from(tag, "base64") : Buffer.alloc(FIGURES.tagLength);
  const made = await run("argon2id", { message: bytesOf(password), nonce, ...figures, tagLength: expected.length });
  return timingSafeEqual(made, expected) && tag !== "";
}
