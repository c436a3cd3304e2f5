/** @module The SQL of programmable rate limits and their buckets. */
import { inTransaction } from "../db/open.js";
import { pageClause } from "../db/page.js";
import { MAX_BUCKETS, MAX_RATE_LIMITS, } from "./rate-limit.js";
const limitColumns = (sql) => sql `sid, service_sid, unique_name, description, created_at, updated_at`;
const bucketColumns = (sql) => sql `b.sid, b.rate_limit_sid, l.service_sid, b.max, b.interval_seconds,
  b.created_at, b.updated_at`;
/** Its service is locked first, so that what is counted stays true until the row is there. */
export async function insertRateLimit(sql, limit) {
    const { sid, serviceSid, uniqueName, description } = limit;
    return await inTransaction(sql, async (tx) => {
        const parents = await tx `select from services where sid = ${serviceSid} and deleted_at is null for no key update`;
        if (parents.length === 0)
            return "no_parent";
        const [others] = await tx `
      select count(*)::int as count, coalesce(bool_or(unique_name = ${uniqueName}), false) as taken
      from rate_limits where service_sid = ${serviceSid}`;
        if (others.taken)
            return "taken";
        if (others.count >= MAX_RATE_LIMITS)
            return "full";
        const [row] = await tx `
      insert into rate_limits (sid, service_sid, unique_name, description)
      values (${sid}, ${serviceSid}, ${uniqueName}, ${description}) returning ${limitColumns(tx)}`;
        return row;
    });
}
/** In the order of `pageClause`. */
export async function selectRateLimits(sql, serviceSid, page) {
    return await sql `
    select ${limitColumns(sql)} from rate_limits where service_sid = ${serviceSid} ${pageClause(sql, page)}`;
}
export async function selectRateLimit(sql, serviceSid, sid) {
    const [row] = await sql `
    select ${limitColumns(sql)} from rate_limits where sid = ${sid} and service_sid = ${serviceSid}`;
    return row;
}
export async function updateRateLimitRow(sql, serviceSid, sid, description) {
    const [row] = await sql `
    update rate_limits set description = coalesce(${description ?? null}::text, description), updated_at = clock_timestamp()
    where sid = ${sid} and service_sid = ${serviceSid} returning ${limitColumns(sql)}`;
    return row;
}
/** Its buckets go with it. */
export async function deleteRateLimitRow(sql, serviceSid, sid) {
    const rows = await sql `delete from rate_limits where sid = ${sid} and service_sid = ${serviceSid} returning 1`;
    return rows.length > 0;
}
/** Its limit is locked first, as a limit's service is. */
export async function insertBucket(sql, { serviceSid, rateLimitSid }, { sid, max, intervalSeconds }) {
    return await inTransaction(sql, async (tx) => {
        const parents = await tx `
      select from rate_limits where sid = ${rateLimitSid} and service_sid = ${serviceSid} for no key update`;
        if (parents.length === 0)
            return "no_parent";
        const [others] = await tx `
      select count(*)::int as count, coalesce(bool_or(interval_seconds = ${intervalSeconds}::int), false) as taken
      from rate_limit_buckets where rate_limit_sid = ${rateLimitSid}`;
        if (others.taken)
            return "taken";
        if (others.count >= MAX_BUCKETS)
            return "full";
        const [row] = await tx `
      insert into rate_limit_buckets (sid, rate_limit_sid, max, interval_seconds)
      values (${sid}, ${rateLimitSid}, ${max}::int, ${intervalSeconds}::int)
      returning sid, rate_limit_sid, max, interval_seconds, created_at, updated_at`;
        return { ...row, serviceSid };
    });
}
/** In the order of `pageClause`; `undefined` if there is no such limit. */
export async function selectBuckets(sql, path, page) {
    const rows = await sql `
    select * from (
      select ${bucketColumns(sql)} from rate_limit_buckets b join rate_limits l on l.sid = b.rate_limit_sid
      where l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    ) as found where true ${pageClause(sql, page)}`;
    if (rows.length > 0)
        return rows;
    return (await selectRateLimit(sql, path.serviceSid, path.rateLimitSid)) && [];
}
/** `lock`: it stays as it is until the transaction ends. */
export async function selectBucket(sql, path, sid, lock) {
    const [row] = await sql `
    select ${bucketColumns(sql)} from rate_limit_buckets b join rate_limits l on l.sid = b.rate_limit_sid
    where b.sid = ${sid} and l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    ${lock ? sql `for update of b` : sql ``}`;
    return row;
}
/** Whether a statement failed because there is such a row already. */
export const isTaken = (error) => error?.code === "23505";
/** Fails with an error of `isTaken` if another bucket of the limit has the interval. */
export async function updateBucketRow(sql, path, sid, { max, intervalSeconds }) {
    const [row] = await sql `
    update rate_limit_buckets b set max = coalesce(${max ?? null}::int, b.max),
      interval_seconds = coalesce(${intervalSeconds ?? null}::int, b.interval_seconds), updated_at = clock_timestamp()
    from rate_limits l
    where b.sid = ${sid} and l.sid = b.rate_limit_sid and l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    returning ${bucketColumns(sql)}`;
    return row;
}
export async function deleteBucketRow(sql, path, sid) {
    const rows = await sql `
    delete from rate_limit_buckets b using rate_limits l
    where b.sid = ${sid} and l.sid = b.rate_limit_sid and l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    returning 1`;
    return rows.length > 0;
}
/** The limits of a service that have buckets. */
export async function selectEnforced(sql, serviceSid) {
    return await sql `
    select l.sid, l.unique_name,
      jsonb_agg(jsonb_build_object('n', b.max, 'seconds', b.interval_seconds) order by b.interval_seconds) as windows
    from rate_limits l join rate_limit_buckets b on b.rate_limit_sid = l.sid
    where l.service_sid = ${serviceSid} group by l.sid`;
}
//# sourceMappingURL=store.js.map