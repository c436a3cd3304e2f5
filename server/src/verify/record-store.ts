/** @module The SQL of verifications for administrators who look. It reads `messages` by name, of the room above. */
import type { Database } from "../db/open.js";
import { firstSid } from "../sid.js";
import type { VerificationRecord } from "./record.js";
import type { VerificationStatus } from "./schema.js";

export interface RecordFilter {
  /** E.164, or an e-mail address, normalized. */
  recipient?: string | undefined;
  status?: VerificationStatus | undefined;
  serviceSid?: string | undefined;
  /** Begun at this time or later… */
  since?: Date | undefined;
  /** …and before this one. */
  until?: Date | undefined;
  /** The identifier that the page before ended with. */
  after?: string | undefined;
  limit: number;
}

/**
 * How many verifications one page looks at where no recipient is given: a filter that matches few would otherwise read everything there
 * is. So a page may come back short, or empty, and say where to go on.
 */
export const MAX_WALK = 10_000;

/** A code whose time is up is expired before the sweep has written it down. */
const statusNow = (sql: Database) => sql`case when v.status in ('pending', 'max_attempts_reached')
  and v.expires_at <= clock_timestamp() then 'expired' else v.status end`;

/** The sweep comes later than the end; one that gave way to another while it was locked ended before its time. */
const endedAt = (sql: Database) => sql`case
  when v.status in ('pending', 'max_attempts_reached') and v.expires_at <= clock_timestamp() then v.expires_at
  when v.status = 'expired' then least(v.updated_at, v.expires_at)
  when v.status <> 'pending' then v.updated_at end`;

/** Verification `v` with the message of its last send, which is fetched by its key: a join would be hashed, which reads them all. */
const columns = (sql: Database) => sql`v.sid, v.service_sid, v.recipient, v.country, v.purpose, v.channel,
  ${statusNow(sql)} as status, v.sends, v.attempts + v.unbound_attempts as checks,
  v.extras ->> 'testNumber' is not null as is_test, m.connector, m.connector_id, v.created_at, v.expires_at, ${endedAt(sql)} as ended_at`;
const lastMessage = (sql: Database) => sql`left join lateral (
  select connector, connector_id from messages where sid = v.sends -> -1 ->> 'attempt_sid' limit 1) as m on true`;

const othersWhere = (sql: Database, { status, serviceSid }: RecordFilter) => sql`
  ${serviceSid === undefined ? sql`` : sql`and v.service_sid = ${serviceSid}`}
  ${status === undefined ? sql`` : sql`and ${statusNow(sql)} = ${status}`}`;

/** Newest first, by the index of recipients: whoever asks often is not read as a whole. */
export async function selectRecordsOf(
  sql: Database,
  recipient: string,
  filter: RecordFilter,
): Promise<VerificationRecord[]> {
  const { since, until, after, limit } = filter;
  return await sql<VerificationRecord[]>`
    select ${columns(sql)} from (
      select * from verifications v where v.recipient = ${recipient}
        ${since === undefined ? sql`` : sql`and v.created_at >= ${since}`}
        ${until === undefined ? sql`` : sql`and v.created_at < ${until}`}
        ${after === undefined ? sql`` : sql`and (v.created_at, v.sid) < (select created_at, sid from verifications where sid = ${after})`}
        ${othersWhere(sql, filter)}
      order by v.created_at desc, v.sid desc limit ${limit}::int
    ) as v ${lastMessage(sql)}
    order by v.created_at desc, v.sid desc`;
}

/** The newest within the bounds, at most as many as one page looks at: identifiers begin with the time. */
function walk(sql: Database, { since, until, after }: RecordFilter) {
  const [before] = [after, until && firstSid("VE", until)].filter((one) => one !== undefined).sort();
  return sql`select * from verifications where true
    ${before === undefined ? sql`` : sql`and sid < ${before}`}
    ${since === undefined ? sql`` : sql`and sid >= ${firstSid("VE", since)}`}
    order by sid desc limit ${MAX_WALK}::int`;
}

/** Newest first, of all recipients. */
export async function walkRecords(sql: Database, filter: RecordFilter): Promise<VerificationRecord[]> {
  return await sql<VerificationRecord[]>`
    select ${columns(sql)} from (
      select v.* from (${walk(sql, filter)}) as v where true ${othersWhere(sql, filter)}
      order by v.sid desc limit ${filter.limit}::int
    ) as v ${lastMessage(sql)}
    order by v.sid desc`;
}

/** Where a walk had to end; `undefined` if it came to the end of what there is. */
export async function selectRecordWalkEnd(sql: Database, filter: RecordFilter): Promise<string | undefined> {
  const [row] = await sql<{ sid: string }[]>`select sid from (${walk(sql, filter)}) as v
    order by sid desc offset ${MAX_WALK - 1}::int limit 1`;
  return row?.sid;
}

export async function selectRecord(sql: Database, sid: string): Promise<VerificationRecord | undefined> {
  const [row] = await sql<VerificationRecord[]>`
    select ${columns(sql)} from verifications v ${lastMessage(sql)} where v.sid = ${sid}`;
  return row;
}
