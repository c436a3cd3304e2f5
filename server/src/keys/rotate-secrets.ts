/** @module Encrypts the private halves of signing keys anew under the current key of `MUNJIGI_SECRET_KEY`. */

import { reseal } from "../secrets.js";
import type { KeyMaker } from "./rotate-signing-key.js";
import { replaceSealedKey, selectPublishedKeys } from "./store.js";

/** May be run at any time, and again. `lost`: sealed by a key the ring no longer has. */
export async function rotateKeySecrets({
  sql,
  keyring,
  random,
}: Pick<KeyMaker, "sql" | "keyring" | "random">): Promise<{ rotated: number; lost: number }> {
  const rotation = { rotated: 0, lost: 0 };
  for (const { kid, sealedPrivateKey } of await selectPublishedKeys(sql)) {
    if (sealedPrivateKey.startsWith(`${keyring.current.id}.`)) continue;
    const sealed = reseal(keyring, sealedPrivateKey, kid, random);
    if (sealed !== undefined) await replaceSealedKey(sql, kid, sealedPrivateKey, sealed);
    rotation[sealed === undefined ? "lost" : "rotated"] += 1;
  }
  return rotation;
}
