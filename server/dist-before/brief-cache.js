/** @module What is read at most once a second, so that no request pays for a statement of its own. */
import { LRUCache } from "lru-cache";
/** How long another process may still see what was changed here, in milliseconds. */
export const SETTINGS_AGE_MS = 1000;
/** Failures and `undefined` are not remembered: what is new works at once. */
export function cacheBriefly(select) {
    const cache = new LRUCache({ max: 10_000, ttl: SETTINGS_AGE_MS });
    // Callers that wait while `forget` is called get the value that was being read; later callers read again. (LRUCache's own
    // `fetch` would throw "deleted".)
    const read = (key) => {
        const reading = select(key);
        const drop = () => {
            if (cache.peek(key) === reading)
                cache.delete(key);
        };
        cache.set(key, reading);
        reading.then((value) => value ?? drop(), drop);
        return reading;
    };
    return {
        get: async (key) => await (cache.get(key) ?? read(key)),
        forget: (key) => {
            cache.delete(key);
        },
        forgetAll: () => cache.clear(),
    };
}
//# sourceMappingURL=brief-cache.js.map