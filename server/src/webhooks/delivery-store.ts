/** @module The SQL of deliveries: leasing them in order, writing down what became of them, and showing them. */
import { recordEventsOf } from "../audit/record.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Delivery, DeliveryRow, DeliveryStatus } from "./endpoint.js";
import type { DeliveryProblem } from "./schema.js";

/** The lease of a worker; a try takes ten seconds at most. */
const LEASE_SECONDS = 20;
/** Tries at one endpoint at a time, of all processes together; one at an endpoint that seems to be down. */
const CONCURRENCY = 8;
/** Deliveries whose first try failed, in a row: then it is the endpoint, not the event. */
const DOWN_AFTER = 3;
/** Due deliveries of an endpoint that one lease looks at. */
const LOOKED_AT = 100;
/** How long one that has to wait for another of its subject is not looked at. */
const HELD_SECONDS = 1;
const PAUSED_AFTER_DAYS = 3;
/** Waiting deliveries that are due at once when their endpoint is up again; the others keep their time. */
const HURRIED = 5000;

/** A delivery in the hands of this process. */
export interface LeasedDelivery
  extends Pick<
    DeliveryRow,
    | "sid"
    | "endpointSid"
    | "eventSid"
    | "type"
    | "subjectKind"
    | "subjectId"
    | "serviceSid"
    | "facts"
    | "happenedAt"
    | "tries"
    | "failures"
  > {
  url: string;
  includeNumbers: boolean;
  sealedSecret: string;
  /** Only while it signs too. */
  sealedOldSecret: string | null;
}

/**
 * Takes deliveries that are due, of each endpoint as many as it may have under way, the longest due first. One is taken only when none of
 * its subject that came before is still to be told at this endpoint; what has to wait for that is put off, so that it does not stand in
 * front of the others again and again. (A failing event of one person with a thousand behind it would be a thousand rows to
 * look at, twice a second.)
 *
 * The rows are judged by the statement's snapshot: an earlier one that another process has finished meanwhile looks unfinished, which
 * only costs a moment. An earlier one that the snapshot does not show cannot be, since numbers are given by one process at a time.
 */
const lease = prepare<LeasedDelivery & { isHeld: boolean }>()(fragment`
  with free as (
    select w.sid, w.url, w.include_numbers, w.sealed_secret,
      case when w.old_secret_until > clock_timestamp() then w.sealed_old_secret end as sealed_old_secret,
      case when w.failures >= ${DOWN_AFTER} then 1 else ${CONCURRENCY} end - busy.n as n
    from webhook_endpoints w cross join lateral (
      select count(*)::int as n from webhook_deliveries d
      where d.endpoint_sid = w.sid and d.status = 'sending' and d.next_at > clock_timestamp()
    ) as busy
    where w.status = 'enabled'
  ), due as (
    select free.n, d.* from free cross join lateral (
      select sid, endpoint_sid, subject_id, seq, next_at from webhook_deliveries
      where endpoint_sid = free.sid and status in ('waiting', 'sending') and next_at <= clock_timestamp()
      order by next_at, seq limit ${param("lookedAt")}::int for update skip locked
    ) as d where free.n > 0
  ), judged as (
    select due.*, earlier.next_at as held_until,
      row_number() over (partition by due.endpoint_sid, earlier.next_at is null order by due.next_at, due.seq) as place
    from due left join lateral (
      select next_at from webhook_deliveries e
      where e.endpoint_sid = due.endpoint_sid and e.subject_id = due.subject_id and e.seq < due.seq
        and e.status in ('waiting', 'sending')
      order by e.seq limit 1
    ) as earlier on true
  )
  update webhook_deliveries d set
    status = case when held_until is null then 'sending' else 'waiting' end,
    tries = d.tries + (held_until is null)::int,
    next_at = case when held_until is null then clock_timestamp() + interval '${LEASE_SECONDS} seconds'
      else greatest(held_until, clock_timestamp() + interval '${HELD_SECONDS} seconds') end
  from judged join free on free.sid = judged.endpoint_sid
  where d.sid = judged.sid and (held_until is not null or place <= judged.n)
  returning d.sid, d.endpoint_sid, d.event_sid, d.type, d.subject_kind, d.subject_id, d.service_sid, d.facts, d.happened_at, d.tries,
    d.failures, free.url, free.include_numbers, free.sealed_secret, free.sealed_old_secret, held_until is not null as is_held`);

/** Resolves to what is in this process's hands now, and how many were put off. */
export async function leaseDeliveries(sql: Database): Promise<{ leased: LeasedDelivery[]; held: number }> {
  const rows = await lease(sql, { lookedAt: LOOKED_AT });
  const leased = rows.filter(({ isHeld }) => !isHeld);
  return { leased, held: rows.length - leased.length };
}

/** What became of one try. */
export interface Outcome {
  sid: string;
  /** The fencing number. */
  tries: number;
  status: Exclude<DeliveryStatus, "sending">;
  delayMs: number;
  answer: number | null;
  problem: DeliveryProblem | null;
  isGone: boolean;
}

/**
 * A worker that lost its lease changes nothing. What comes next of the same subject is due. (The status of those is looked at again under
 * their lock: another process may have leased them meanwhile, and its lease must not be cut short.) The endpoint's row is written only where it
 * fails, or has failed: in good times no row is everybody's.
 */
const finish = prepare<{ n: number }>()(fragment`
  with outcomes as (
    select * from jsonb_to_recordset(${param("outcomes")}::jsonb)
      as o(sid text, tries int, status text, "delayMs" int, answer int, problem text, "isGone" boolean)
  ), done as (
    update webhook_deliveries d set status = o.status, answer = o.answer, problem = o.problem, tried_at = clock_timestamp(),
      failures = d.failures + (o.status <> 'delivered')::int, next_at = clock_timestamp() + o."delayMs" * interval '1 millisecond'
    from outcomes o where d.sid = o.sid and d.tries = o.tries and d.status = 'sending'
    returning d.sid, d.endpoint_sid, d.subject_id, d.seq, d.status, d.failures, o."isGone" as is_gone
  ), next as (
    update webhook_deliveries d set next_at = clock_timestamp()
    from done cross join lateral (
      select e.sid from webhook_deliveries e
      where e.endpoint_sid = done.endpoint_sid and e.subject_id = done.subject_id and e.seq > done.seq and e.status = 'waiting'
      order by e.seq limit 1
    ) as follower
    where done.status <> 'waiting' and d.sid = follower.sid and d.status = 'waiting'
  ), seen as (
    select endpoint_sid, bool_or(status = 'delivered') as is_up, bool_or(is_gone) as is_gone,
      (count(*) filter (where status <> 'delivered' and failures = 1))::int as fresh
    from done group by endpoint_sid
  ), before as (
    select sid, failures from webhook_endpoints where sid in (select endpoint_sid from seen)
  ), changed as (
    update webhook_endpoints w set
      failing_since = case when seen.is_up then null else coalesce(w.failing_since, clock_timestamp()) end,
      failures = case when seen.is_up then 0 else w.failures + seen.fresh end,
      status = case when seen.is_gone then 'disabled'
        when not seen.is_up and w.failing_since < clock_timestamp() - interval '${PAUSED_AFTER_DAYS} days' then 'paused'
        else w.status end,
      paused_at = case when not seen.is_gone and not seen.is_up
        and w.failing_since < clock_timestamp() - interval '${PAUSED_AFTER_DAYS} days' then clock_timestamp() end
    from seen where w.sid = seen.endpoint_sid and w.status = 'enabled'
      and (not seen.is_up or seen.is_gone or w.failing_since is not null)
    returning w.sid, w.service_sid, w.status, seen.is_up, w.failing_since
  ), hurried as (
    update webhook_deliveries d set next_at = clock_timestamp() where d.status = 'waiting' and d.sid in (
      select e.sid from changed join before on before.sid = changed.sid and before.failures >= ${DOWN_AFTER} cross join lateral (
        select sid from webhook_deliveries where endpoint_sid = changed.sid and status = 'waiting' and next_at > clock_timestamp()
        order by next_at limit ${HURRIED}
      ) as e where changed.is_up)
  ), recorded as (
    ${recordEventsOf(fragment`(select coalesce(jsonb_agg(jsonb_build_object('type', 'webhook.' || status, 'actor_kind', 'server',
      'subject_kind', 'webhook', 'subject_id', sid, 'service_sid', service_sid,
      'data', jsonb_build_object('failingSince', failing_since, 'reason', case when status = 'paused' then 'failing' else 'gone' end))), '[]')
      from changed where status <> 'enabled')`)}
  )
  select count(*)::int as n from done`);

export async function finishDeliveries(sql: Database, outcomes: readonly Outcome[]): Promise<void> {
  await finish(sql, { outcomes: sql.json(outcomes as never) });
}

/** The numbers and addresses that an event is about, as they are now. They are in no table of ours. */
export interface AddressRow {
  sid: string;
  recipient: string | null;
  phoneNumber: string | null;
  email: string | null;
}

const findAddresses = prepare<AddressRow>()(fragment`
  select d.sid, coalesce(v.recipient, n.recipient) as recipient, p.value as phone_number, m.value as email
  from jsonb_to_recordset(${param("deliveries")}::jsonb) as d(sid text, verification text, notice text, "user" text)
    left join lateral (select recipient from verifications where sid = d.verification limit 1) v on true
    left join lateral (select recipient from notices where sid = d.notice limit 1) n on true
    left join lateral (select value from identifiers where user_sid = d."user" and kind = 'phone' order by sid limit 1) p on true
    left join lateral (select value from identifiers where user_sid = d."user" and kind = 'email' order by sid limit 1) m on true`);

export async function selectAddresses(
  sql: Database,
  deliveries: readonly { sid: string; verification?: string; notice?: string; user?: string }[],
): Promise<AddressRow[]> {
  return await findAddresses(sql, { deliveries: sql.json(deliveries as never) });
}

// ---- for those who look ----

const SHOWN = (
  sql: Database,
) => sql`sid, endpoint_sid, event_sid, type, subject_kind, subject_id, service_sid, happened_at, status,
  next_at, tries, failures, tried_at, answer, problem, replayed_at, created_at`;

/** In the statement, not in a parameter: only so PostgreSQL knows which indexes have it, and that few are dead (half a second at a million). */
const statusIs = (sql: Database, status: DeliveryStatus) =>
  sql.unsafe(
    {
      waiting: "and status = 'waiting'",
      sending: "and status = 'sending'",
      delivered: "and status = 'delivered'",
      dead: "and status = 'dead'",
    }[status],
  );

/** Newest first. */
export async function selectDeliveries(
  sql: Database,
  endpointSid: string,
  filter: { status: DeliveryStatus | undefined; after: string | undefined; limit: number },
): Promise<Delivery[]> {
  const { status, after, limit } = filter;
  return await sql<Delivery[]>`select ${SHOWN(sql)} from webhook_deliveries where endpoint_sid = ${endpointSid}
    ${status === undefined ? sql`` : statusIs(sql, status)} ${after === undefined ? sql`` : sql`and sid < ${after}`}
    order by sid desc limit ${limit}::int`;
}

export async function selectDelivery(sql: Database, endpointSid: string, sid: string): Promise<Delivery | undefined> {
  const [row] = await sql<Delivery[]>`
    select ${SHOWN(sql)} from webhook_deliveries where sid = ${sid} and endpoint_sid = ${endpointSid}`;
  return row;
}

/** Two replays of one delivery within this time are the same one. */
const SAME_REPLAY_SECONDS = 60;

/** Sends it anew, however it ended. Resolves to whether it does; what is under way, or was replayed a moment ago, does already. */
export async function replayRow(tx: Database, endpointSid: string, sid: string): Promise<boolean> {
  const rows = await tx`
    update webhook_deliveries set status = 'waiting', failures = 0, next_at = clock_timestamp(), replayed_at = clock_timestamp()
    where sid = ${sid} and endpoint_sid = ${endpointSid} and status in ('dead', 'delivered')
      and (replayed_at is null or replayed_at < clock_timestamp() - ${SAME_REPLAY_SECONDS}::int * interval '1 second')
    returning 1`;
  return rows.length > 0;
}

/** Those that were given up, the oldest first, at most `limit`. */
export async function replayDeadRows(tx: Database, endpointSid: string, limit: number): Promise<number> {
  const rows = await tx`
    update webhook_deliveries set status = 'waiting', failures = 0, next_at = clock_timestamp(), replayed_at = clock_timestamp()
    where sid in (select sid from webhook_deliveries where endpoint_sid = ${endpointSid} and status = 'dead'
      order by seq limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}

/** Forgets what was told so many days ago, and what never could be; oldest first. Resolves to how many. */
export async function deleteDeliveries(
  sql: Database,
  days: { delivered: number; others: number },
  limit: number,
): Promise<number> {
  const rows = await sql`delete from webhook_deliveries where sid in (
    select sid from webhook_deliveries
    where created_at < clock_timestamp() - ${days.delivered}::int * interval '1 day'
      and (status = 'delivered' or created_at < clock_timestamp() - ${days.others}::int * interval '1 day')
    order by created_at limit ${limit}::int for update skip locked) returning 1`;
  return rows.length;
}
