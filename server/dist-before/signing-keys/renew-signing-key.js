/** @module What time does to signing keys: a new one after so many days, and an end to what is kept of old ones. */
import { rotateSigningKey } from "./rotate-signing-key.js";
import { emptyRetiredKeys } from "./store.js";
/** `days` after a key began to sign its successor is published; 0: never. Any number of processes may do this at once. */
export async function renewSigningKey(maker, cache, days) {
    await emptyRetiredKeys(maker.sql);
    // Makes one where none can be used.
    await cache.signingKey();
    if (days === 0)
        return;
    const { isNew } = await rotateSigningKey(maker, { why: "aged", days });
    if (isNew)
        cache.forget();
}
//# sourceMappingURL=renew-signing-key.js.map