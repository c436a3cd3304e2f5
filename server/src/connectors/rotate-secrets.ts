/** @module Encrypts stored settings anew under the current key, so that an older one can be taken out of the ring. */
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring, reseal } from "../secrets.js";
import { replaceSealedSettings, selectVersionsNotSealedBy } from "./store.js";

/** May be run at any time, and again. `lost`: sealed by a key the ring no longer has. */
export async function rotateConnectorSecrets(parts: {
  sql: Database;
  keyring: Keyring;
  random: Random;
}): Promise<{ rotated: number; lost: number }> {
  const { sql, keyring, random } = parts;
  const rotation = { rotated: 0, lost: 0 };
  for (const { id, sealedSettings } of await selectVersionsNotSealedBy(sql, keyring.current.id)) {
    const sealed = reseal(keyring, sealedSettings, id, random);
    if (sealed !== undefined) await replaceSealedSettings(sql, id, sealedSettings, sealed);
    rotation[sealed === undefined ? "lost" : "rotated"] += 1;
  }
  return rotation;
}
