/** @module The SQL of round trips, of connections to be ended, and of providers' notices. */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Take } from "../limits/rule.js";
import { takeHits } from "../limits/take.js";

/** How long an answer may wait for its ticket, and a ticket for its use. Apple's codes live as long. */
const TICKET_SECONDS = 300;
const KEPT_HOURS = 2;
const SWEEP_BATCH = 1000;

const counted = fragment`(select count(*) from taken) = jsonb_array_length(${param("takes")}::jsonb)`;

const begin = prepare<{ id: string }>()(fragment`
  with taken as (${takeHits})
  insert into social_trips (id, return_to) select ${param("id")}, ${param("returnTo")} where ${counted} returning id`);

/** A way back that has no room in the state. Resolves to whether all of `takes` had room. */
export async function insertTrip(
  sql: Database,
  { takes, ...trip }: { id: string; returnTo: string; takes: readonly Take[] },
): Promise<boolean> {
  return (await begin(sql, { ...trip, takes: sql.json(takes as never) })).length > 0;
}

const use = prepare<{ id: string; isCounted: boolean }>()(fragment`
  with taken as (${takeHits}), used as (
    insert into social_trips (id, redeemed_at) select ${param("id")}, clock_timestamp() where ${counted}
    on conflict do nothing returning id
  )
  select (select id from used) as id, ${counted} as is_counted`);

/** Of a trip that never leaves for a provider: it is used now, or was before. */
export async function useTrip(
  sql: Database,
  { id, takes }: { id: string; takes: readonly Take[] },
): Promise<"now" | "before" | "limited"> {
  const [row] = await use(sql, { id, takes: sql.json(takes as never) });
  if (!row?.isCounted) return "limited";
  return row.id === null ? "before" : "now";
}

const keepPosted = prepare<{ id: string }>()(fragment`
  with taken as (${takeHits})
  insert into social_trips as s (id, answer_hash, sealed_answer, created_at)
  select ${param("id")}, ${param("answerHash")}, ${param("sealedAnswer")}, clock_timestamp() where ${counted}
  on conflict (id) do update set answer_hash = excluded.answer_hash, sealed_answer = excluded.sealed_answer,
    created_at = excluded.created_at
    where s.answer_hash is null
  returning id`);

/** An answer that came without the browser's cookies, once. Resolves to whether it is kept now; the same one again is not. */
export async function insertPostedAnswer(
  sql: Database,
  { takes, ...answer }: { id: string; answerHash: string; sealedAnswer: string; takes: readonly Take[] },
): Promise<boolean> {
  return (await keepPosted(sql, { ...answer, takes: sql.json(takes as never) })).length > 0;
}

export interface Parked {
  /** The ticket is this answer's: now, or since it came the first time. */
  isOurs: boolean;
  /** One of `takes` had no room. */
  isLimited: boolean;
}

const park = prepare<Parked>()(fragment`
  with seen as (select ticket_hash, answer_hash from social_trips where id = ${param("id")}), taken as (${takeHits}), parked as (
    insert into social_trips as s (id, answer_hash, sealed_answer, ticket_hash, created_at)
    select ${param("id")}, ${param("answerHash")}, ${param("sealedAnswer")}, ${param("ticketHash")}, clock_timestamp()
    where ${counted} and (${param("answerHash")}::text is not null or exists (select from seen where answer_hash is not null))
    on conflict (id) do update set ticket_hash = excluded.ticket_hash, created_at = excluded.created_at,
      answer_hash = coalesce(s.answer_hash, excluded.answer_hash), sealed_answer = coalesce(s.sealed_answer, excluded.sealed_answer)
      where s.ticket_hash is null and (s.answer_hash is null or excluded.answer_hash is null or s.answer_hash = excluded.answer_hash)
        and s.created_at > clock_timestamp() - ${TICKET_SECONDS * 2}::int * interval '1 second'
    returning id
  )
  select exists (select from parked) or exists (select from seen where ticket_hash = ${param("ticketHash")}
      and (${param("answerHash")}::text is null or answer_hash = ${param("answerHash")})) as is_ours,
    not (${counted}) as is_limited`);

/**
 * Parks a provider's answer under its ticket. `answerHash` and `sealedAnswer` are `null` where the answer was posted before. Another
 * answer to the same trip is nobody's. Of several at once one is written and the others are told of it.
 */
export async function parkAnswer(
  sql: Database,
  given: {
    id: string;
    answerHash: string | null;
    sealedAnswer: string | null;
    ticketHash: string;
    takes: readonly Take[];
  },
): Promise<Parked> {
  const values = { ...given, takes: sql.json(given.takes as never) };
  const [row] = await park(sql, values);
  if (row?.isOurs || row?.isLimited || !row) return row ?? { isOurs: false, isLimited: false };
  // One that came at the same time may have been written after this statement looked.
  const [again] = await park(sql, { ...values, takes: sql.json([] as never) });
  return again ?? row;
}

export interface Redeemed {
  id: string;
  sealedAnswer: string;
  returnTo: string | null;
}

const redeem = prepare<Redeemed>()(fragment`
  update social_trips set redeemed_at = clock_timestamp()
  where ticket_hash = ${param("ticketHash")} and redeemed_at is null and sealed_answer is not null
    and created_at > clock_timestamp() - ${TICKET_SECONDS}::int * interval '1 second'
  returning id, sealed_answer, return_to`);

/** Takes an answer up, once. */
export async function redeemTicket(sql: Database, ticketHash: string): Promise<Redeemed | undefined> {
  const [row] = await redeem(sql, { ticketHash });
  return row;
}

/** An answer that could not be used, though not for its own fault, may be taken up again while its ticket lives. */
export async function releaseTicket(sql: Database, id: string): Promise<boolean> {
  const rows =
    await sql`update social_trips set redeemed_at = null where id = ${id} and landed_at is null and sealed_answer is not null
    and created_at > clock_timestamp() - ${TICKET_SECONDS}::int * interval '1 second' returning id`;
  return rows.length > 0;
}

export interface Landing {
  /** `null`: it is not settled yet. */
  landedAt: string | null;
  landedFlow: string | null;
  secondsSinceRedeemed: number | null;
}

const land = prepare<{ id: string }>()(fragment`
  update social_trips set landed_at = ${param("landedAt")}, landed_flow = ${param("landedFlow")}, sealed_answer = null
  where id = ${param("id")} returning id`);

export async function writeLanding(
  sql: Database,
  landing: { id: string; landedAt: string; landedFlow: string | null },
): Promise<void> {
  await land(sql, landing);
}

/** Where a ticket that was used led. */
export async function selectLanding(sql: Database, ticketHash: string): Promise<Landing | undefined> {
  const [row] = await sql<Landing[]>`select landed_at, landed_flow,
    extract(epoch from clock_timestamp() - redeemed_at)::float8 as seconds_since_redeemed
    from social_trips where ticket_hash = ${ticketHash}`;
  return row;
}

export async function sweepTrips(sql: Database): Promise<number> {
  const rows = await sql`delete from social_trips where id in (
    select id from social_trips where created_at < clock_timestamp() - ${KEPT_HOURS}::int * interval '1 hour'
    limit ${SWEEP_BATCH}::int) returning 1`;
  return rows.length;
}

// ---- connections to be ended ----

export interface NewRevocation {
  sid: string;
  connectorId: string;
  sealedSubject: string;
}

export async function insertRevocations(sql: Database, revocations: readonly NewRevocation[]): Promise<void> {
  if (revocations.length === 0) return;
  await sql`insert into social_revocations (sid, connector_id, sealed_subject)
    select sid, "connectorId", "sealedSubject" from jsonb_to_recordset(${sql.json(revocations as never)}::jsonb)
      as n(sid text, "connectorId" text, "sealedSubject" text)`;
}

export interface DueRevocation extends NewRevocation {
  attempts: number;
}

/** Those that are due, for this process alone: the next try of each is `seconds` × 2ⁿ from now. */
export async function leaseRevocations(sql: Database, limit: number, seconds: number): Promise<DueRevocation[]> {
  return await sql<DueRevocation[]>`update social_revocations r set attempts = attempts + 1,
      next_at = clock_timestamp() + ${seconds}::int * power(2, least(attempts, 12)) * interval '1 second'
    from (select sid from social_revocations where next_at <= clock_timestamp() order by next_at
      limit ${limit}::int for update skip locked) due
    where r.sid = due.sid returning r.sid, r.connector_id, r.sealed_subject, r.attempts`;
}

export async function deleteRevocations(sql: Database, sids: readonly string[]): Promise<void> {
  if (sids.length === 0) return;
  await sql`delete from social_revocations where sid in ${sql(sids)}`;
}

// ---- notices ----

/** Of these, those that were not heard before. */
export async function insertNotices(
  tx: Database,
  connectorId: string,
  idHashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx<{ idHash: string }[]>`insert into social_notices (connector_id, id_hash)
    select ${connectorId}, value from jsonb_array_elements_text(${tx.json(idHashes as never)}::jsonb) as value
    order by value on conflict do nothing returning id_hash`;
  return new Set(rows.map(({ idHash }) => idHash));
}

const NOTICES_KEPT_DAYS = 30;

export async function sweepNotices(sql: Database): Promise<number> {
  const rows = await sql`delete from social_notices where (connector_id, id_hash) in (
    select connector_id, id_hash from social_notices
    where created_at < clock_timestamp() - ${NOTICES_KEPT_DAYS}::int * interval '1 day' limit ${SWEEP_BATCH}::int) returning 1`;
  return rows.length;
}
