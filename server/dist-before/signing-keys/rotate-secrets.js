/** @module Encrypts the private halves of signing keys anew under the current key of `MUNJIGI_SECRET_KEY`. */
import { seal, unseal } from "../secrets.js";
import { replaceSealedKey, selectPublishedKeys } from "./store.js";
/** May be run at any time, and again. `lost`: sealed by a key the ring no longer has. */
export async function rotateKeySecrets({ sql, keyring, random, }) {
    const rotation = { rotated: 0, lost: 0 };
    for (const { kid, sealedPrivateKey } of await selectPublishedKeys(sql)) {
        if (sealedPrivateKey.startsWith(`${keyring.current.id}.`))
            continue;
        let privateKey;
        try {
            privateKey = unseal(keyring, sealedPrivateKey, kid);
        }
        catch {
            rotation.lost += 1;
            continue;
        }
        await replaceSealedKey(sql, kid, sealedPrivateKey, seal(keyring, privateKey, kid, random));
        rotation.rotated += 1;
    }
    return rotation;
}
//# sourceMappingURL=rotate-secrets.js.map