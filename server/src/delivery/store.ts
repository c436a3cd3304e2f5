/**
 * @module The SQL of messages. It reads `verifications` by name, a table of a room further down: what is sent must be
 * decided by the live row, in the statement that takes the lease.
 */
import type { Database } from "../db/open.js";
import { LEASE_SECONDS, type LeasedMessage, MIN_LIFE_SECONDS, type Outcome } from "./outcome.js";
import type { RenderableRow } from "./render-message.js";

/**
 * Takes messages that are due, of each channel up to its limit, the oldest first. A message whose lease has run out was in somebody's hands: its outcome is
 * unknown, and it gets one more try, no second one. A message whose verification is over, or nearly, fails at once.
 */
export async function leaseMessages(sql: Database, limits: ReadonlyMap<string, number>): Promise<LeasedMessage[]> {
  const channels = Array.from(limits, ([channel, n]) => ({ channel, n }));
  return await sql<LeasedMessage[]>`
    with due as (
      select m.* from jsonb_to_recordset(${sql.json(channels)}) as c(channel text, n int)
        cross join lateral (
          select sid, verification_sid, status = 'sending' as lapsed, unknown_outcomes
          from messages
          where channel = c.channel and status in ('queued', 'sending') and next_at <= clock_timestamp()
          order by next_at limit c.n for update skip locked
        ) m
    ), judged as (
      select due.*, case
          when v.status is distinct from 'pending' or s.sid is null then 'not_needed'
          when v.expires_at < clock_timestamp() + ${MIN_LIFE_SECONDS}::int * interval '1 second' then 'expired'
          when lapsed and unknown_outcomes >= 1 then 'unknown'
        end as dead_because,
        v.recipient, v.country, v.purpose, v.key_id, v.code_length, v.caller_code, v.custom_code, v.wording,
        ceil(extract(epoch from v.expires_at - clock_timestamp()))::int as seconds_left
      from due left join verifications v on v.sid = due.verification_sid
        left join services s on s.sid = v.service_sid and s.deleted_at is null
    )
    update messages m set
      status = case when dead_because is null then 'sending' else 'failed' end,
      tries = m.tries + (dead_because is null)::int,
      unknown_outcomes = m.unknown_outcomes + lapsed::int,
      error_class = coalesce(dead_because, m.error_class),
      error_code = case when dead_because is null or dead_because = 'expired' then m.error_code end,
      next_at = clock_timestamp() + (case when dead_because is null then ${LEASE_SECONDS}::int else 0 end) * interval '1 second'
    from judged where m.sid = judged.sid
    returning m.sid, m.channel, m.tries, m.unknown_outcomes, m.failures, m.verification_sid, dead_because, recipient, country, purpose, key_id,
      code_length, caller_code, custom_code, wording, seconds_left,
      (extract(epoch from clock_timestamp() - m.created_at) * 1000)::int as age_ms`;
}

/**
 * A lease anew for a message that has waited in a worker's hands, if its code is still to be sent: what the lease looked at may
 * have changed.
 */
export async function renewLease(
  sql: Database,
  { sid, tries }: Pick<LeasedMessage, "sid" | "tries">,
): Promise<boolean> {
  const rows = await sql`
    update messages m set next_at = clock_timestamp() + ${LEASE_SECONDS}::int * interval '1 second'
    where m.sid = ${sid} and m.tries = ${tries} and m.status = 'sending' and exists (
      select from verifications v join services s on s.sid = v.service_sid and s.deleted_at is null
      where v.sid = m.verification_sid and v.status = 'pending'
        and v.expires_at >= clock_timestamp() + ${MIN_LIFE_SECONDS}::int * interval '1 second')
    returning m.sid`;
  return rows.length > 0;
}

/**
 * Writes down what became of leased messages. A worker that lost its lease changes nothing. The
 * commit does not wait for the disk: a result that a crash of the database took back looks like a worker's crash, and is bounded
 * like one.
 */
export async function finishMessages(sql: Database, outcomes: readonly Outcome[]): Promise<void> {
  await sql`
    update messages m set
      status = o.status,
      connector = coalesce(o.connector, m.connector),
      connector_id = coalesce(o.connector_id, m.connector_id),
      price = coalesce(o.price, m.price),
      currency = coalesce(o.currency, m.currency),
      failures = case when o.failure is null then m.failures
        else coalesce(m.failures, '[]') || jsonb_build_array(o.failure) end,
      ask_at = clock_timestamp() + o.ask_delay_ms * interval '1 millisecond',
      vendor_message_id = coalesce(o.vendor_message_id, m.vendor_message_id),
      parts = coalesce(o.parts, m.parts),
      error_class = o.error_class,
      error_code = o.error_code,
      unknown_outcomes = m.unknown_outcomes + o.unknown,
      next_at = clock_timestamp() + o.delay_ms * interval '1 millisecond',
      sent_at = case when o.status = 'sent' then clock_timestamp() end
    from jsonb_to_recordset(${sql.json(outcomes.map(toRecord) as never)}) as o(sid text, tries int, status text, connector text,
      connector_id text, vendor_message_id text, parts int, price text, currency text, error_class text, error_code text,
      failure jsonb, delay_ms int, ask_delay_ms int, unknown int),
      set_config('synchronous_commit', 'off', true)
    where m.sid = o.sid and m.tries = o.tries and m.status = 'sending'`;
}

/** Without what is null: most outcomes are a success of few words. */
function toRecord(outcome: Outcome) {
  const { vendorMessageId, connectorId, errorClass, errorCode, delayMs, askDelayMs, ...same } = outcome;
  const record = {
    ...same,
    connector_id: connectorId,
    ask_delay_ms: askDelayMs,
    vendor_message_id: vendorMessageId,
    error_class: errorClass,
    error_code: errorCode,
    delay_ms: Math.round(delayMs),
  };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/** How many messages are waiting, and for how long the oldest is overdue, in seconds. */
export async function measureQueue(sql: Database): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await sql<[{ waiting: number; oldestSeconds: number }]>`
    select count(*)::int as waiting,
      coalesce(extract(epoch from clock_timestamp() - min(next_at) filter (where next_at < clock_timestamp())), 0)::float8
        as oldest_seconds
    from messages where status in ('queued', 'sending')`;
  return row;
}

export interface InboxRow extends RenderableRow {
  sid: string;
  channel: string;
  status: string;
  connector: string | null;
  createdAt: Date;
}

/** The newest messages that an inbox connector took or is about to take, of one recipient or of all. */
export async function selectInbox(
  sql: Database,
  filter: { connectors: readonly string[]; recipient: string | undefined; limit: number },
): Promise<InboxRow[]> {
  const columns = sql`m.sid, m.channel, m.status, m.connector, m.created_at, v.sid as verification_sid, v.recipient,
    v.country, v.purpose, v.key_id, v.code_length, v.caller_code, v.custom_code, v.wording`;
  const shown = sql`(m.connector in ${sql(filter.connectors)} or m.status in ('queued', 'sending'))
    and v.recipient is not null`;
  // A recipient's messages are found by way of its verifications, whose sends name them: no index more.
  return filter.recipient === undefined
    ? await sql<InboxRow[]>`select ${columns} from messages m join verifications v on v.sid = m.verification_sid
        where ${shown} order by m.sid desc limit ${filter.limit}::int`
    : await sql<InboxRow[]>`select ${columns}
        from verifications v cross join jsonb_to_recordset(v.sends) as s(attempt_sid text)
        join messages m on m.sid = s.attempt_sid
        where v.recipient = ${filter.recipient} and ${shown} order by m.sid desc limit ${filter.limit}::int`;
}
