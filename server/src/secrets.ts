/**
 * @module The key ring behind `MUNJIGI_SECRET_KEY`: subkeys for each use, sealing of what must be read again, hashing
 * of what must only be recognised.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import type { Random } from "./clock.js";

/** One key of the ring and what HKDF-SHA256 (RFC 5869) makes of it: a key is never used for two things. */
export interface KeySet {
  id: string;
  /** Derives codes from identifiers. */
  code: KeyObject;
  /** Hashes codes for the table. */
  codeMac: KeyObject;
  /** Hashes recipients into names of counters: the first secret key's does, see `Keyring.naming`. */
  limit: KeyObject;
  /** Signs challenges. */
  challenge: KeyObject;
  /** Derives tokens of sessions. */
  session: KeyObject;
  /** Derives the successors of refresh tokens. */
  refresh: KeyObject;
  /** Derives the tokens in the links of invitations, and which browser has opened one. */
  invitation: KeyObject;
  /** Derives what round trips to social providers need. */
  social: KeyObject;
  /** The private key that secrets in files with settings are encrypted to. */
  importKey: KeyObject;
  /** Encrypts (AES-256-GCM) values that must be read again. */
  seal: KeyObject;
}

export interface Keyring {
  current: KeySet;
  /** All keys, the current one first. */
  all: readonly KeySet[];
  /**
   * Makes names by which something is found again: counters, alarms, streaks, tests. It stays when the current key changes, since
   * names would change with it; `adoptNamingKey` reads it from the database. Until then it is the current key's own.
   */
  naming: Pick<KeySet, "limit">;
  /** The key with this id. Throws if the ring has lost it: its values cannot be read any more. */
  get(id: string): KeySet;
  has(id: string): boolean;
}

const KEY_BYTES = 32;

/**
 * Reads `kid:base64(32 bytes)[,older…]`, the first key being the current one.
 * Throws an Error in words when it is something else; the message never contains key material.
 */
export function parseKeyring(text: string): Keyring {
  const all = text.split(",").map((entry, index) => {
    const at = entry.indexOf(":");
    const id = entry.slice(0, Math.max(at, 0)).trim();
    const key = Buffer.from(entry.slice(at + 1).trim(), "base64");
    if (!/^[A-Za-z0-9_-]{1,16}$/.test(id))
      throw new Error(`key ${index + 1} needs an id of 1 to 16 letters, digits, - or _ before a colon`);
    if (key.length !== KEY_BYTES) throw new Error(`key "${id}" must be base64 of exactly ${KEY_BYTES} bytes`);
    return deriveKeySet(id, key);
  });
  const byId = new Map(all.map((keys) => [keys.id, keys]));
  if (byId.size !== all.length) throw new Error("two keys have the same id");
  const current = all[0] as KeySet;
  return {
    current,
    all,
    naming: current,
    has: (id) => byId.has(id),
    get(id) {
      const keys = byId.get(id);
      if (!keys) throw new Error(`MUNJIGI_SECRET_KEY no longer has the key "${id}"`);
      return keys;
    },
  };
}

/** A new ring of one key, in the form `MUNJIGI_SECRET_KEY` takes. */
export function generateKeyring(random: Random): string {
  return `k1:${random(KEY_BYTES).toString("base64")}`;
}

function deriveKeySet(id: string, key: Buffer): KeySet {
  const subkey = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync("sha256", key, "", `munjigi/v1/${use}`, KEY_BYTES)));
  return {
    id,
    code: subkey("code"),
    codeMac: subkey("code-mac"),
    limit: subkey("limit"),
    challenge: subkey("challenge"),
    session: subkey("session"),
    refresh: subkey("refresh"),
    invitation: subkey("invitation"),
    social: subkey("social"),
    importKey: toX25519(subkey("import-key")),
    seal: subkey("seal"),
  };
}

/** What stands before the 32 bytes of a private key of X25519 in PKCS#8 (RFC 8410, 7). Any 32 bytes are one (RFC 7748, 5). */
const X25519_PREFIX = Buffer.from("302e020100300506032b656e04220420", "hex");

const toX25519 = (seed: KeyObject): KeyObject =>
  createPrivateKey({ key: Buffer.concat([X25519_PREFIX, seed.export()]), format: "der", type: "pkcs8" });

/**
 * Encrypts a text with AES-256-GCM under the current key: `kid.base64url(nonce ‖ ciphertext ‖ tag)`.
 * `context` (say, the row's identifier) is authenticated with it, so a value cannot be moved to another row.
 */
export function seal(ring: Pick<Keyring, "current">, plaintext: string, context: string, random: Random): string {
  const nonce = random(12);
  const cipher = createCipheriv("aes-256-gcm", ring.current.seal, nonce).setAAD(Buffer.from(context));
  const box = Buffer.concat([nonce, cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${ring.current.id}.${box.toString("base64url")}`;
}

/** Decrypts what `seal` made. Throws when the value was changed, moved, or sealed by a key the ring has lost. */
export function unseal(ring: Keyring, sealed: string, context: string): string {
  const dot = sealed.indexOf(".");
  const box = Buffer.from(sealed.slice(dot + 1), "base64url");
  const decipher = createDecipheriv("aes-256-gcm", ring.get(sealed.slice(0, dot)).seal, box.subarray(0, 12));
  decipher.setAAD(Buffer.from(context)).setAuthTag(box.subarray(-16));
  return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]).toString("utf8");
}

/** SHA-256 of a token of at least 128 random bits: such a token cannot be guessed from its hash, salted or not. */
export function hashToken(token: string): string {
  return hash("sha256", token, "base64url");
}

/** A counter's name for a recipient: recognisable to us, of no use to a reader of the table. By `Keyring.naming`. */
export function hashLimitKey(keys: Pick<KeySet, "limit">, ...parts: readonly string[]): string {
  return createHmac("sha256", keys.limit).update(parts.join("\n")).digest("base64url");
}
