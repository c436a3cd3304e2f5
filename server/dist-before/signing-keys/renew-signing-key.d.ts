/** @module What time does to signing keys: a new one after so many days, and an end to what is kept of old ones. */
import type { SigningKeyCache } from "./cache-signing-keys.js";
import { type KeyMaker } from "./rotate-signing-key.js";
/** `days` after a key began to sign its successor is published; 0: never. Any number of processes may do this at once. */
export declare function renewSigningKey(maker: KeyMaker, cache: SigningKeyCache, days: number): Promise<void>;
