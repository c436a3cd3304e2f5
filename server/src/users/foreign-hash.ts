/**
 * @module Hashes of passwords that other systems have made: which of them are read, what they may cost at each sign-in, and whether a
 * password is theirs. All run in libuv's threads: none holds the server up.
 *
 * - argon2id, argon2i, argon2d in PHC's form (RFC 9106)
 * - bcrypt, `$2a$`, `$2b$`, `$2y$`
 * - Firebase's scrypt, which encrypts a project's key under what scrypt makes of the password:
 *   https://github.com/firebase/scrypt. Kept as `$firescrypt$ln=14,r=8,p=1$salt$hash$separator$sealed key`.
 */
import { type Argon2Parameters, argon2, createCipheriv, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import * as bcrypt from "@node-rs/bcrypt";

/** What a hash of these figures may cost: three quarters of a second of one core, about. */
const MAX_BCRYPT_COST = 13;
const MAX_ARGON2_KIB = 262_144;
const MAX_ARGON2_WORK_KIB = 524_288;
const MAX_ARGON2_LANES = 16;

/** bcrypt reads no more of a password. */
const MAX_BCRYPT_BYTES = 72;

const ARGON2 = /^\$(argon2(?:id|i|d))\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const FIRESCRYPT = /^\$firescrypt\$ln=(\d+),r=(\d+),p=1\$([\w+/=-]*)\$([\w+/=-]+)\$([\w+/=-]*)\$([\w.-]+)$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** Firebase's own bounds: https://firebase.google.com/docs/auth/admin/import-users */
export const FIREBASE_BOUNDS = { rounds: 8, memCost: 14 } as const;

/** What a project of Firebase hashes with; `sealedSignerKey`: encrypted, for this context. */
export interface FirebaseSettings {
  sealedSignerKey: string;
  saltSeparator: string;
  rounds: number;
  memCost: number;
}

export const SIGNER_CONTEXT = "firebase-scrypt signer key";

/** What opens what was sealed for a context; throws if the key is lost. */
export type Open = (sealed: string, context: string) => string;

export type HashProblem = "unknown" | "too_costly";

const runArgon2 = promisify(argon2) as (
  algorithm: "argon2id" | "argon2i" | "argon2d",
  parameters: Argon2Parameters,
) => Promise<Buffer>;
const runScrypt = promisify(scrypt) as (
  password: Buffer,
  salt: Buffer,
  length: number,
  options: object,
) => Promise<Buffer>;

/** Why a hash in PHC's or bcrypt's form is not taken; `undefined`: it is. */
export function hashProblem(hash: string): HashProblem | undefined {
  const [, cost] = BCRYPT.exec(hash) ?? [];
  if (cost !== undefined) {
    if (Number(cost) < 4 || Number(cost) > 31) return "unknown";
    return Number(cost) > MAX_BCRYPT_COST ? "too_costly" : undefined;
  }
  const [, , m, t, p, salt = "", tag = ""] = ARGON2.exec(hash) ?? [];
  const [memory, passes, lanes] = [Number(m), Number(t), Number(p)];
  const bytes = (text: string) => Buffer.from(text, "base64").length;
  if (!(passes >= 1 && lanes >= 1 && memory >= 8 * lanes) || bytes(salt) < 8 || bytes(salt) > 64) return "unknown";
  if (bytes(tag) < 16 || bytes(tag) > 128) return "unknown";
  const isCostly = memory > MAX_ARGON2_KIB || memory * passes > MAX_ARGON2_WORK_KIB || lanes > MAX_ARGON2_LANES;
  return isCostly ? "too_costly" : undefined;
}

/** Firebase's hash and salt as they are kept; `undefined`: they are none. */
export function writeFirebaseHash(settings: FirebaseSettings, hash: string, salt: string): string | undefined {
  const { memCost, rounds, saltSeparator, sealedSignerKey } = settings;
  if (hash === "" || !BASE64.test(hash) || !BASE64.test(salt)) return undefined;
  return `$firescrypt$ln=${memCost},r=${rounds},p=1$${salt}$${hash}$${saltSeparator}$${sealedSignerKey}`;
}

/** Whether it is one that `isForeignPassword` reads. Ours is argon2id with figures of its own, and is not. */
export const isForeign = (hash: string): boolean => BCRYPT.test(hash) || FIRESCRYPT.test(hash) || ARGON2.test(hash);

/**
 * Whether a password is the one that was hashed: as it was typed, or with its characters composed (NFC), as other systems took it.
 */
export async function isForeignPassword(password: string, hash: string, open: Open): Promise<boolean> {
  const composed = password.normalize("NFC");
  if (await isOne(Buffer.from(password), hash, open)) return true;
  return composed !== password && (await isOne(Buffer.from(composed), hash, open));
}

/**
 * Whether whoever typed it may have typed more than was compared: then the whole of it is not known to be right, and it is not to be
 * hashed anew.
 */
export const isCutOff = (password: string, hash: string): boolean =>
  BCRYPT.test(hash) && (Buffer.byteLength(password) > MAX_BCRYPT_BYTES || password.includes("\0"));

async function isOne(password: Buffer, hash: string, open: Open): Promise<boolean> {
  if (BCRYPT.test(hash)) return await bcrypt.verify(password.subarray(0, MAX_BCRYPT_BYTES), hash);
  const [, ln, rounds, salt = "", kept = "", separator = "", sealedKey = ""] = FIRESCRYPT.exec(hash) ?? [];
  if (ln !== undefined) {
    const signerKey = openKey(open, sealedKey);
    if (!signerKey) return false;
    const bytes = Buffer.concat([Buffer.from(salt, "base64"), Buffer.from(separator, "base64")]);
    const [N, r] = [2 ** Number(ln), Number(rounds)];
    const key = await runScrypt(password, bytes, 32, { N, r, p: 1, maxmem: 256 * N * r });
    const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
    return isSame(Buffer.concat([cipher.update(signerKey), cipher.final()]), Buffer.from(kept, "base64"));
  }
  const [, algorithm, m, t, p, nonce = "", tag = ""] = ARGON2.exec(hash) ?? [];
  if (algorithm === undefined) return false;
  const expected = Buffer.from(tag, "base64");
  const made = await runArgon2(algorithm as "argon2id", {
    ...{ message: password, nonce: Buffer.from(nonce, "base64"), tagLength: expected.length },
    ...{ memory: Number(m), passes: Number(t), parallelism: Number(p) },
  });
  return isSame(made, expected);
}

/** A key that the ring has lost opens nothing: the person resets their password, as whoever has forgotten it. */
function openKey(open: Open, sealed: string): Buffer | undefined {
  try {
    return Buffer.from(open(sealed, SIGNER_CONTEXT), "base64");
  } catch {
    return undefined;
  }
}

const isSame = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other);
