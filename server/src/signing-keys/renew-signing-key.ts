/** @module What time does to signing keys: a new one after so many days, and an end to what is kept of old ones. */

import type { Algorithm } from "./algorithm.js";
import type { SigningKeyCache } from "./cache-signing-keys.js";
import { type KeyMaker, rotateSigningKey } from "./rotate-signing-key.js";
import { emptyRetiredKeys } from "./store.js";

/** `days` after a key began to sign its successor is published; 0: never. Any number of processes may do this at once. */
export async function renewSigningKey(
  maker: KeyMaker,
  cache: SigningKeyCache,
  days: number,
  algorithm: Algorithm = "ES256",
): Promise<void> {
  await emptyRetiredKeys(maker.sql);
  // Makes one where none can be used.
  await cache.signingKey(algorithm);
  if (days === 0) return;
  const { isNew } = await rotateSigningKey(maker, { why: "aged", days }, algorithm);
  if (isNew) cache.forget();
}
