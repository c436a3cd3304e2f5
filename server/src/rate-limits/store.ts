/** @module The SQL of programmable rate limits and their buckets. */
import { type Database, inTransaction } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import {
  type Bucket,
  type BucketChanges,
  type Enforced,
  MAX_BUCKETS,
  MAX_RATE_LIMITS,
  type RateLimit,
} from "./rate-limit.js";

const limitColumns = (sql: Database) => sql`sid, service_sid, unique_name, description, created_at, updated_at`;
const bucketColumns = (sql: Database) => sql`b.sid, b.rate_limit_sid, l.service_sid, b.max, b.interval_seconds,
  b.created_at, b.updated_at`;

/** What a bucket is named by, from the left of its path to the right. */
export interface BucketPath {
  serviceSid: string;
  rateLimitSid: string;
}

/** Why a row was not made. */
export type Refused = "no_parent" | "taken" | "full";

/** Its service is locked first, so that what is counted stays true until the row is there. */
export async function insertRateLimit(
  sql: Database,
  limit: Pick<RateLimit, "sid" | "serviceSid" | "uniqueName" | "description">,
): Promise<RateLimit | Refused> {
  const { sid, serviceSid, uniqueName, description } = limit;
  return await inTransaction(sql, async (tx) => {
    const parents = await tx`select from services where sid = ${serviceSid} and deleted_at is null for no key update`;
    if (parents.length === 0) return "no_parent";
    const [others] = await tx<[{ count: number; taken: boolean }]>`
      select count(*)::int as count, coalesce(bool_or(unique_name = ${uniqueName}), false) as taken
      from rate_limits where service_sid = ${serviceSid}`;
    if (others.taken) return "taken";
    if (others.count >= MAX_RATE_LIMITS) return "full";
    const [row] = await tx<[RateLimit]>`
      insert into rate_limits (sid, service_sid, unique_name, description)
      values (${sid}, ${serviceSid}, ${uniqueName}, ${description}) returning ${limitColumns(tx)}`;
    return row;
  });
}

/** In the order of `pageClause`. */
export async function selectRateLimits(sql: Database, serviceSid: string, page: PageRequest): Promise<RateLimit[]> {
  return await sql<RateLimit[]>`
    select ${limitColumns(sql)} from rate_limits where service_sid = ${serviceSid} ${pageClause(sql, page)}`;
}

export async function selectRateLimit(sql: Database, serviceSid: string, sid: string): Promise<RateLimit | undefined> {
  const [row] = await sql<RateLimit[]>`
    select ${limitColumns(sql)} from rate_limits where sid = ${sid} and service_sid = ${serviceSid}`;
  return row;
}

export async function updateRateLimitRow(
  sql: Database,
  serviceSid: string,
  sid: string,
  description: string | undefined,
): Promise<RateLimit | undefined> {
  const [row] = await sql<RateLimit[]>`
    update rate_limits set description = coalesce(${description ?? null}::text, description), updated_at = clock_timestamp()
    where sid = ${sid} and service_sid = ${serviceSid} returning ${limitColumns(sql)}`;
  return row;
}

/** Its buckets go with it. */
export async function deleteRateLimitRow(sql: Database, serviceSid: string, sid: string): Promise<boolean> {
  const rows = await sql`delete from rate_limits where sid = ${sid} and service_sid = ${serviceSid} returning 1`;
  return rows.length > 0;
}

/** Its limit is locked first, as a limit's service is. */
export async function insertBucket(
  sql: Database,
  { serviceSid, rateLimitSid }: BucketPath,
  { sid, max, intervalSeconds }: Pick<Bucket, "sid" | "max" | "intervalSeconds">,
): Promise<Bucket | Refused> {
  return await inTransaction(sql, async (tx) => {
    const parents = await tx`
      select from rate_limits where sid = ${rateLimitSid} and service_sid = ${serviceSid} for no key update`;
    if (parents.length === 0) return "no_parent";
    const [others] = await tx<[{ count: number; taken: boolean }]>`
      select count(*)::int as count, coalesce(bool_or(interval_seconds = ${intervalSeconds}::int), false) as taken
      from rate_limit_buckets where rate_limit_sid = ${rateLimitSid}`;
    if (others.taken) return "taken";
    if (others.count >= MAX_BUCKETS) return "full";
    const [row] = await tx<[Omit<Bucket, "serviceSid">]>`
      insert into rate_limit_buckets (sid, rate_limit_sid, max, interval_seconds)
      values (${sid}, ${rateLimitSid}, ${max}::int, ${intervalSeconds}::int)
      returning sid, rate_limit_sid, max, interval_seconds, created_at, updated_at`;
    return { ...row, serviceSid };
  });
}

/** In the order of `pageClause`; `undefined` if there is no such limit. */
export async function selectBuckets(sql: Database, path: BucketPath, page: PageRequest): Promise<Bucket[] | undefined> {
  const rows = await sql<Bucket[]>`
    select * from (
      select ${bucketColumns(sql)} from rate_limit_buckets b join rate_limits l on l.sid = b.rate_limit_sid
      where l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    ) as found where true ${pageClause(sql, page)}`;
  if (rows.length > 0) return rows;
  return (await selectRateLimit(sql, path.serviceSid, path.rateLimitSid)) && [];
}

/** `lock`: it stays as it is until the transaction ends. */
export async function selectBucket(
  sql: Database,
  path: BucketPath,
  sid: string,
  lock?: "lock",
): Promise<Bucket | undefined> {
  const [row] = await sql<Bucket[]>`
    select ${bucketColumns(sql)} from rate_limit_buckets b join rate_limits l on l.sid = b.rate_limit_sid
    where b.sid = ${sid} and l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    ${lock ? sql`for update of b` : sql``}`;
  return row;
}

/** Whether a statement failed because there is such a row already. */
export const isTaken = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === "23505";

/** Fails with an error of `isTaken` if another bucket of the limit has the interval. */
export async function updateBucketRow(
  sql: Database,
  path: BucketPath,
  sid: string,
  { max, intervalSeconds }: BucketChanges,
): Promise<Bucket | undefined> {
  const [row] = await sql<Bucket[]>`
    update rate_limit_buckets b set max = coalesce(${max ?? null}::int, b.max),
      interval_seconds = coalesce(${intervalSeconds ?? null}::int, b.interval_seconds), updated_at = clock_timestamp()
    from rate_limits l
    where b.sid = ${sid} and l.sid = b.rate_limit_sid and l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    returning ${bucketColumns(sql)}`;
  return row;
}

export async function deleteBucketRow(sql: Database, path: BucketPath, sid: string): Promise<boolean> {
  const rows = await sql`
    delete from rate_limit_buckets b using rate_limits l
    where b.sid = ${sid} and l.sid = b.rate_limit_sid and l.sid = ${path.rateLimitSid} and l.service_sid = ${path.serviceSid}
    returning 1`;
  return rows.length > 0;
}

/** The limits of a service that have buckets. */
export async function selectEnforced(sql: Database, serviceSid: string): Promise<Enforced[]> {
  return await sql<Enforced[]>`
    select l.sid, l.unique_name,
      jsonb_agg(jsonb_build_object('n', b.max, 'seconds', b.interval_seconds) order by b.interval_seconds) as windows
    from rate_limits l join rate_limit_buckets b on b.rate_limit_sid = l.sid
    where l.service_sid = ${serviceSid} group by l.sid`;
}
