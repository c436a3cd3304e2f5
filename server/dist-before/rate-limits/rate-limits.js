import { recordChange } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { createBuckets } from "./buckets.js";
import { isUniqueName } from "./rate-limit.js";
import { rulesFor } from "./rules.js";
import { deleteRateLimitRow, insertRateLimit, selectEnforced, selectRateLimit, selectRateLimits, updateRateLimitRow, } from "./store.js";
export function createRateLimits({ sql, keyring, clock, random }) {
    const enforced = cacheBriefly((serviceSid) => selectEnforced(sql, serviceSid));
    function requireFound(found) {
        if (found === undefined)
            throw new AppError("rate_limit.not_found");
        return found;
    }
    return {
        async rulesFor(serviceSid, values) {
            return rulesFor(keyring, await enforced.get(serviceSid), values);
        },
        async list(serviceSid, page) {
            return cutPage(await selectRateLimits(sql, serviceSid, page), page);
        },
        async fetch(serviceSid, sid) {
            return requireFound(await selectRateLimit(sql, serviceSid, sid));
        },
        async create(limit, by) {
            if (!isUniqueName(limit.uniqueName))
                throw new AppError("rate_limit.name_invalid");
            const made = await recordChange(sql, (tx) => insertRateLimit(tx, { ...limit, sid: createSid("RK", clock, random) }), (row) => (typeof row === "string" ? undefined : eventOf("rate_limit.created", row.serviceSid, row.sid, by)));
            if (made === "no_parent")
                throw new AppError("service.not_found");
            if (made === "taken")
                throw new AppError("rate_limit.name_taken");
            if (made === "full")
                throw new AppError("rate_limit.too_many");
            return made;
        },
        async update(serviceSid, sid, description, by) {
            const changed = await recordChange(sql, (tx) => updateRateLimitRow(tx, serviceSid, sid, description), (row) => row && description !== undefined
                ? { ...eventOf("rate_limit.updated", serviceSid, sid, by), data: { changed: ["description"] } }
                : undefined);
            return requireFound(changed);
        },
        async delete(serviceSid, sid, by) {
            const deleted = await recordChange(sql, (tx) => deleteRateLimitRow(tx, serviceSid, sid), (gone) => (gone ? eventOf("rate_limit.deleted", serviceSid, sid, by) : undefined));
            enforced.forget(serviceSid);
            requireFound(deleted || undefined);
        },
        buckets: createBuckets({ sql, clock, random, forget: enforced.forget }),
    };
}
const eventOf = (type, serviceSid, id, actor) => ({
    ...{ type, actor, serviceSid },
    subject: { kind: "rate_limit", id },
});
//# sourceMappingURL=rate-limits.js.map