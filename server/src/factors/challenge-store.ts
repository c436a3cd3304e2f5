/** @module The SQL of challenges; what a code does to one stands with the factor's, in `store.ts`. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import { fragment, inline } from "../db/statement.js";
import { announceEnds, endColumns } from "./announce-outcomes.js";
import type { Challenge, ChallengeDetails, ChallengeStatus, EntityPath } from "./factor.js";

/** With what its tries need to know. */
export type ChallengeRow = Challenge & { attempts: number; secondsLeft: number };

const columns = (sql: Database) => sql`c.sid, c.entity_sid, e.identity, e.service_sid, c.factor_sid,
  case when c.status = 'pending' and c.expires_at <= clock_timestamp() then 'expired' else c.status end as status,
  c.attempts, greatest(ceil(extract(epoch from c.expires_at - clock_timestamp())), 0)::int as seconds_left,
  c.details, c.hidden_details, c.metadata, c.expires_at, c.responded_at, c.created_at, c.updated_at`;

export async function selectChallenge(
  sql: Database,
  { serviceSid, identity }: EntityPath,
  sid: string,
): Promise<ChallengeRow | undefined> {
  const [row] = await sql<ChallengeRow[]>`
    select ${columns(sql)} from challenges c join entities e on e.sid = c.entity_sid
    where c.sid = ${sid} and e.service_sid = ${serviceSid} and e.identity = ${identity}`;
  return row;
}

export interface ChallengeFilter {
  factorSid?: string | undefined;
  status?: ChallengeStatus | "denied" | undefined;
}

/** In the order of `pageClause`. */
export async function selectChallenges(
  sql: Database,
  entitySid: string,
  { factorSid, status }: ChallengeFilter,
  page: PageRequest,
): Promise<ChallengeRow[]> {
  return await sql<ChallengeRow[]>`
    select * from (
      select ${columns(sql)} from challenges c join entities e on e.sid = c.entity_sid
      where c.entity_sid = ${entitySid} ${factorSid ? sql`and c.factor_sid = ${factorSid}` : sql``}
    ) as found where ${status ? sql`status = ${status}` : sql`true`} ${pageClause(sql, page)}`;
}

/** Seconds until a factor, which is locked, may have one more; null if it may now. */
export async function secondsToChallenge(
  tx: Database,
  factorSid: string,
  limits: readonly { n: number; seconds: number }[],
): Promise<number | null> {
  const [row] = await tx<[{ seconds: number | null }]>`
    select ceil(max(extract(epoch from c.created_at - clock_timestamp()) + l.seconds))::int as seconds
    from jsonb_to_recordset(${tx.json(limits as never)}::jsonb) as l(n int, seconds int),
      lateral (select created_at from challenges
        where factor_sid = ${factorSid} and created_at > (select clock_timestamp()) - l.seconds * interval '1 second'
        order by created_at desc offset l.n - 1 limit 1) as c`;
  return row.seconds;
}

export interface NewChallengeRow {
  sid: string;
  factorSid: string;
  entitySid: string;
  ttlSeconds: number;
  details: ChallengeDetails | null;
  hiddenDetails: Record<string, string> | null;
}

export async function insertChallenge(tx: Database, row: NewChallengeRow): Promise<void> {
  const { sid, factorSid, entitySid, ttlSeconds, details, hiddenDetails } = row;
  await tx`
    insert into challenges (sid, factor_sid, entity_sid, details, hidden_details, expires_at, created_at, updated_at)
    select ${sid}, ${factorSid}, ${entitySid}, ${details && tx.json(details as never)}::jsonb,
      ${hiddenDetails && tx.json(hiddenDetails)}::jsonb, at + ${ttlSeconds}::float8 * interval '1 second', at, at
    from (select clock_timestamp() as at) as clock`;
}

export async function updateChallengeMetadata(
  sql: Database,
  sid: string,
  metadata: Record<string, string>,
): Promise<void> {
  await sql`update challenges set metadata = ${sql.json(metadata)}, updated_at = clock_timestamp() where sid = ${sid}`;
}

/** Marks what has run out, at most `limit`; resolves to how many did. Nothing depends on it: every statement looks at the clock itself. */
export async function expireChallenges(sql: Database, limit: number): Promise<number> {
  const rows = await sql`
    with ended as (
      update challenges c set status = 'expired' where c.sid in (
        select sid from challenges where status = 'pending' and expires_at <= clock_timestamp()
        order by expires_at limit ${limit}::int for update skip locked)
      returning ${inline(sql, endColumns)}
    ), announced as (${inline(sql, announceEnds(fragment`ended`))})
    select from ended`;
  return rows.length;
}

/** Those older than `days`, at most `limit`; resolves to how many went. A time that is asked for once may be looked up in the index. */
export async function deleteOldChallenges(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`
    delete from challenges where sid in (
      select sid from challenges where created_at < (select clock_timestamp()) - ${days}::int * interval '1 day'
      limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}
