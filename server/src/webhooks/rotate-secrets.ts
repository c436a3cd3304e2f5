/** @module Encrypts the secrets of endpoints anew under the current key of `MUNJIGI_SECRET_KEY`. */
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import { replaceSealedSecrets, selectSecretsNotSealedBy } from "./store.js";

/** May be run at any time, and again. `lost`: sealed by a key the ring no longer has. */
export async function rotateWebhookSecrets(parts: {
  sql: Database;
  keyring: Keyring;
  random: Random;
}): Promise<{ rotated: number; lost: number }> {
  const { sql, keyring, random } = parts;
  const rotation = { rotated: 0, lost: 0 };
  for (const before of await selectSecretsNotSealedBy(sql, keyring.current.id)) {
    const { sid, sealedSecret, sealedOldSecret } = before;
    const again = (sealed: string) => seal(keyring, unseal(keyring, sealed, sid), sid, random);
    try {
      const after = {
        sid,
        sealedSecret: again(sealedSecret),
        sealedOldSecret: sealedOldSecret && again(sealedOldSecret),
      };
      await replaceSealedSecrets(sql, before, after);
      rotation.rotated += 1;
    } catch {
      rotation.lost += 1;
    }
  }
  return rotation;
}
