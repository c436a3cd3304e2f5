/** @module The buckets of a rate limit: so many starts with one value in so many seconds. */
import { changesBetween } from "../audit/changes.js";
import { recordChange, recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { deleteBucketRow, insertBucket, isTaken, selectBucket, selectBuckets, updateBucketRow, } from "./store.js";
export function createBuckets({ sql, clock, random, forget }) {
    function requireFound(found) {
        if (found === undefined)
            throw new AppError("rate_limit.not_found");
        return found;
    }
    async function updateBucket(path, sid, changes, by) {
        try {
            return await inTransaction(sql, async (tx) => {
                const before = await selectBucket(tx, path, sid, "lock");
                const after = before && (await updateBucketRow(tx, path, sid, changes));
                const told = after && changesBetween(figuresOf(before), figuresOf(after));
                if (told)
                    await recordEvent(tx, { ...eventOf("rate_limit.bucket.updated", path, sid, by), ...told, ...bucketOf(sid) });
                return after;
            });
        }
        catch (error) {
            // A transaction in which a statement failed cannot go on, so this is not the statement's own to catch.
            if (isTaken(error))
                return "taken";
            throw error;
        }
    }
    return {
        async list(path, page) {
            return cutPage(requireFound(await selectBuckets(sql, path, page)), page);
        },
        async fetch(path, sid) {
            return requireFound(await selectBucket(sql, path, sid));
        },
        async create(path, bucket, by) {
            const made = await recordChange(sql, (tx) => insertBucket(tx, path, { ...bucket, sid: createSid("BL", clock, random) }), (row) => typeof row === "string"
                ? undefined
                : { ...eventOf("rate_limit.bucket.created", path, row.sid, by), after: figuresOf(row) });
            forget(path.serviceSid);
            if (made === "no_parent")
                throw new AppError("rate_limit.not_found");
            if (made === "taken")
                throw new AppError("rate_limit.interval_taken");
            if (made === "full")
                throw new AppError("rate_limit.too_many_buckets");
            return made;
        },
        async update(path, sid, changes, by) {
            const bucket = await updateBucket(path, sid, changes, by);
            forget(path.serviceSid);
            if (bucket === "taken")
                throw new AppError("rate_limit.interval_taken");
            return requireFound(bucket);
        },
        async delete(path, sid, by) {
            const deleted = await recordChange(sql, (tx) => deleteBucketRow(tx, path, sid), (gone) => (gone ? eventOf("rate_limit.bucket.deleted", path, sid, by) : undefined));
            forget(path.serviceSid);
            requireFound(deleted || undefined);
        },
    };
}
const figuresOf = ({ max, intervalSeconds }) => ({ max, intervalSeconds });
const bucketOf = (bucket) => ({ data: { bucket } });
const eventOf = (type, path, bucket, actor) => ({
    ...{ type, actor, serviceSid: path.serviceSid, subject: { kind: "rate_limit", id: path.rateLimitSid } },
    ...bucketOf(bucket),
});
//# sourceMappingURL=buckets.js.map