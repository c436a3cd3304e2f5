/** @module Who is asking: the key behind a secret, at most a second after it was revoked; and when each was used last. */
import { cacheBriefly } from "../brief-cache.js";
import { hashToken } from "../secrets.js";
import { markKeysUsed, selectApiKey } from "./store.js";
export function cacheKeys(sql) {
    const cache = cacheBriefly((hash) => selectApiKey(sql, hash));
    const used = new Set();
    return {
        async authenticate(secret) {
            const key = await cache.get(hashToken(secret));
            if (key)
                used.add(key.id);
            return key;
        },
        forget: cache.forgetAll,
        async recordUses() {
            if (used.size === 0)
                return;
            const ids = [...used];
            used.clear();
            try {
                await markKeysUsed(sql, ids);
            }
            catch (error) {
                for (const id of ids)
                    used.add(id);
                throw error;
            }
        },
    };
}
//# sourceMappingURL=authenticate-key.js.map