/** @module Encrypts the secrets of factors anew under the current key, so that an older one can be taken out of the ring. */
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import { replaceSecret, selectSecretsNotSealedBy } from "./store.js";

const BATCH = 1000;

/** May be run at any time, also while the server runs, and again. `lost`: sealed by a key the ring no longer has. */
export async function rotateFactorSecrets({
  sql,
  keyring,
  random,
}: {
  sql: Database;
  keyring: Keyring;
  random: Random;
}): Promise<{ rotated: number; lost: number }> {
  const rotation = { rotated: 0, lost: 0 };
  for (let after = ""; ; ) {
    const rows = await selectSecretsNotSealedBy(sql, keyring.current.id, after, BATCH);
    for (const { sid, sealed } of rows) {
      let secret: string;
      try {
        secret = unseal(keyring, sealed, sid);
      } catch {
        rotation.lost += 1;
        continue;
      }
      await replaceSecret(sql, sid, sealed, seal(keyring, secret, sid, random));
      rotation.rotated += 1;
    }
    if (rows.length < BATCH) return rotation;
    after = (rows.at(-1) as { sid: string }).sid;
  }
}
