import { seal, unseal } from "../secrets.js";
import { fingerprintOf } from "./sealed-settings.js";
import { replaceSealedSettings, selectVersionsNotSealedBy } from "./store.js";
/** May be run at any time, also while the server runs, and again. `lost`: versions sealed by a key the ring no longer has. */
export async function rotateConnectorSecrets(parts) {
    const { sql, keyring, random } = parts;
    const rotation = { rotated: 0, lost: 0 };
    for (const { id, factoryId, sealedSettings } of await selectVersionsNotSealedBy(sql, keyring.current.id)) {
        let settings;
        try {
            settings = unseal(keyring, sealedSettings, id);
        }
        catch {
            rotation.lost += 1;
            continue;
        }
        // Releases before 2026-11-29 keyed the fingerprint by the secret key: by that, a test of the same settings would not be found.
        await replaceSealedSettings(sql, id, sealedSettings, {
            sealedSettings: seal(keyring, settings, id, random),
            fingerprint: fingerprintOf(keyring.naming, { id: factoryId }, JSON.parse(settings)),
        });
        rotation.rotated += 1;
    }
    return rotation;
}
//# sourceMappingURL=rotate-secrets.js.map