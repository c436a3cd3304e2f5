import { cacheKeys } from "./authenticate-key.js";
import { createApiKey } from "./create-api-key.js";
import { replaceAuthToken } from "./replace-auth-token.js";
import { revokeApiKey } from "./revoke-api-key.js";
import { selectApiKeys } from "./store.js";
import { updateApiKey } from "./update-api-key.js";
const SECONDS_BETWEEN_RECORDS = 60;
export function createApiKeys({ sql, clock, random }) {
    const { authenticate, forget, recordUses } = cacheKeys(sql);
    return {
        authenticate,
        list: () => selectApiKeys(sql),
        create: (key, by) => createApiKey({ sql, clock, random }, key, by),
        update: (id, changes, by) => updateApiKey({ sql, forget }, id, changes, by),
        revoke: (id, by) => revokeApiKey({ sql, forget }, id, by),
        replaceAuthToken: (name, by) => replaceAuthToken({ sql, random, forget }, name, by),
        recordUses,
        jobs: [{ name: "record use of keys", seconds: SECONDS_BETWEEN_RECORDS, work: recordUses }],
    };
}
//# sourceMappingURL=api-keys.js.map