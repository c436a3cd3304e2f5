/**
 * @module The key ring behind `MUNJIGI_SECRET_KEY`: subkeys for each use, sealing of what must be read again, hashing
 * of what must only be recognised.
 */
import { type KeyObject } from "node:crypto";
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
/**
 * Reads `kid:base64(32 bytes)[,older…]`, the first key being the current one.
 * Throws an Error in words when it is something else; the message never contains key material.
 */
export declare function parseKeyring(text: string): Keyring;
/** A new ring of one key, in the form `MUNJIGI_SECRET_KEY` takes. */
export declare function generateKeyring(random: Random): string;
/**
 * Encrypts a text with AES-256-GCM under the current key: `kid.base64url(nonce ‖ ciphertext ‖ tag)`.
 * `context` (say, the row's identifier) is authenticated with it, so a value cannot be moved to another row.
 */
export declare function seal(ring: Pick<Keyring, "current">, plaintext: string, context: string, random: Random): string;
/** Decrypts what `seal` made. Throws when the value was changed, moved, or sealed by a key the ring has lost. */
export declare function unseal(ring: Keyring, sealed: string, context: string): string;
/** SHA-256 of a token of at least 128 random bits: such a token cannot be guessed from its hash, salted or not. */
export declare function hashToken(token: string): string;
/** A counter's name for a recipient: recognisable to us, of no use to a reader of the table. By `Keyring.naming`. */
export declare function hashLimitKey(keys: Pick<KeySet, "limit">, ...parts: readonly string[]): string;
