/**
 * @module The SQL of messages. It reads `verifications` by name, a table of a room further down: what is sent must be
 * decided by the live row, in the statement that takes the lease.
 */
import type { Database } from "../db/open.js";
import { fragment, inline } from "../db/statement.js";
import { announceMessages, outcomeColumns } from "./announce-outcomes.js";
import { LEASE_SECONDS, type LeasedMessage, MIN_LIFE_SECONDS, type Outcome } from "./outcome.js";
import type { RenderableRow } from "./render-message.js";

/**
 * Takes messages that are due, of each channel up to its limit, the oldest first. A message whose lease has run out was in somebody's hands: its outcome is
 * unknown, and it gets one more try, no second one. A message whose verification or notice is over, or nearly, fails at once.
 *
 * Notices come after codes, for which somebody waits, and wait in a queue of their own (see `schema.ts`); but one of them is taken
 * each time, since codes might never end.
 *
 * The planner must be told that there are one or two channels, and each message must fetch its own verification: with joins and a guess
 * of a hundred channels it read all messages and verifications there are (a lease of 5 took 98 ms with 200 000 of each, and takes 1).
 */
export async function leaseMessages(sql: Database, limits: ReadonlyMap<string, number>): Promise<LeasedMessage[]> {
  const channels = Array.from(limits, ([channel, n]) => ({ channel, n })).filter(({ n }) => n > 0);
  if (channels.length === 0) return [];
  return await sql<LeasedMessage[]>`
    with wanted as (
      select * from jsonb_to_recordset(${sql.json(channels)}) as c(channel text, n int) limit ${sql.unsafe(String(channels.length))}
    ), codes as (
      select c.channel, m.* from wanted c cross join lateral (
        select sid, verification_sid, notice_sid, status = 'sending' as lapsed, unknown_outcomes
        from messages
        where channel = c.channel and status in ('queued', 'sending') and next_at <= clock_timestamp()
        order by next_at limit c.n for update skip locked
      ) m
    ), due as (
      select * from codes union all
      select c.channel, m.* from wanted c cross join lateral (
        select sid, verification_sid, notice_sid, status = 'sending' as lapsed, unknown_outcomes
        from messages
        where channel = c.channel || '-notice' and status in ('queued', 'sending') and next_at <= clock_timestamp()
        order by next_at limit greatest(1, c.n - (select count(*) from codes where codes.channel = c.channel))
        for update skip locked
      ) m
    ), judged as (
      select due.*, case
          when s.sid is null or coalesce(v.status, n.status) is distinct from 'pending' then 'not_needed'
          when coalesce(v.expires_at, n.expires_at) < clock_timestamp() + ${MIN_LIFE_SECONDS}::int * interval '1 second' then 'expired'
          when lapsed and unknown_outcomes >= 1 then 'unknown'
        end as dead_because,
        coalesce(v.recipient, n.recipient) as recipient, coalesce(v.country, n.country) as country,
        v.purpose, v.key_id, v.code_length, v.caller_code, v.custom_code, v.wording, n.notice,
        ceil(extract(epoch from coalesce(v.expires_at, n.expires_at) - clock_timestamp()))::int as seconds_left
      from due left join lateral (select * from verifications where sid = due.verification_sid limit 1) v on true
        left join lateral (
          select service_sid, recipient, country, expires_at, ${noticeText(sql)} as notice, 'pending' as status
          from notices where sid = due.notice_sid and recipient is not null limit 1
        ) n on true
        left join services s on s.sid = coalesce(v.service_sid, n.service_sid) and s.deleted_at is null
    ), leased as (
    update messages m set
      status = case when dead_because is null then 'sending' else 'failed' end,
      tries = m.tries + (dead_because is null)::int,
      unknown_outcomes = m.unknown_outcomes + lapsed::int,
      error_class = coalesce(dead_because, m.error_class),
      error_code = case when dead_because is null or dead_because = 'expired' then m.error_code end,
      next_at = clock_timestamp() + (case when dead_because is null then ${LEASE_SECONDS}::int else 0 end) * interval '1 second'
    from judged where m.sid = judged.sid
    returning m.sid, judged.channel, m.tries, m.unknown_outcomes, m.failures, m.verification_sid, dead_because, recipient, country, purpose,
      key_id, code_length, caller_code, custom_code, wording, notice, seconds_left,
      (extract(epoch from clock_timestamp() - m.created_at) * 1000)::int as age_ms,
      m.status, m.notice_sid, m.connector, m.error_class, m.error_code
    ), announced as (${inline(sql, announceMessages(fragment`leased`))})
    select * from leased`;
}

/** What the text of a notice is written from, as `RenderableNotice` has it. */
const noticeText = (sql: Database) =>
  sql`jsonb_build_object('kind', kind, 'locale', locale, 'brand', brand, 'values', "values")`;

/**
 * A lease anew for a message that has waited in a worker's hands, if its code or notice is still to be sent: what the lease looked at may
 * have changed.
 */
export async function renewLease(
  sql: Database,
  { sid, tries }: Pick<LeasedMessage, "sid" | "tries">,
): Promise<boolean> {
  const rows = await sql`
    update messages m set next_at = clock_timestamp() + ${LEASE_SECONDS}::int * interval '1 second'
    where m.sid = ${sid} and m.tries = ${tries} and m.status = 'sending' and exists (
      select from (
        select service_sid, expires_at from verifications where sid = m.verification_sid and status = 'pending'
        union all
        select service_sid, expires_at from notices where sid = m.notice_sid and recipient is not null
      ) subject join services s on s.sid = subject.service_sid and s.deleted_at is null
      where subject.expires_at >= clock_timestamp() + ${MIN_LIFE_SECONDS}::int * interval '1 second')
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
    with finished as (
    update messages m set
      status = o.status,
      connector = coalesce(o.connector, m.connector),
      connector_id = coalesce(o.connector_id, m.connector_id),
      price = coalesce(o.price, m.price),
      currency = coalesce(o.currency, m.currency),
      price_class = coalesce(o.price_class, m.price_class),
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
      connector_id text, vendor_message_id text, parts int, price text, currency text, price_class text, error_class text, error_code text,
      failure jsonb, delay_ms int, ask_delay_ms int, unknown int),
      set_config('synchronous_commit', 'off', true)
    where m.sid = o.sid and m.tries = o.tries and m.status = 'sending'
    returning ${inline(sql, outcomeColumns)}
    ), announced as (${inline(sql, announceMessages(fragment`finished`))})
    select from finished`;
}

/** Without what is null: most outcomes are a success of few words. */
function toRecord(outcome: Outcome) {
  const { vendorMessageId, connectorId, priceClass, errorClass, errorCode, delayMs, askDelayMs, ...same } = outcome;
  const record = {
    ...same,
    connector_id: connectorId,
    ask_delay_ms: askDelayMs,
    vendor_message_id: vendorMessageId,
    price_class: priceClass,
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

export type InboxRow = RenderableRow & {
  sid: string;
  channel: string;
  status: string;
  connector: string | null;
  createdAt: Date;
};

/** The newest messages that an inbox connector took or is about to take, of one recipient or of all. */
export async function selectInbox(
  sql: Database,
  filter: { connectors: readonly string[]; recipient: string | undefined; limit: number },
): Promise<InboxRow[]> {
  const { recipient } = filter;
  const source = recipient === undefined ? sql`messages` : messagesTo(sql, recipient);
  return await sql<InboxRow[]>`
    select m.sid, coalesce(n.channel, m.channel) as channel, m.status, m.connector, m.created_at, v.sid as verification_sid,
      coalesce(v.recipient, n.recipient) as recipient, coalesce(v.country, n.country) as country, v.purpose, v.key_id,
      v.code_length, v.caller_code, v.custom_code, v.wording, n.notice
    from ${source} m
      left join lateral (select * from verifications where sid = m.verification_sid limit 1) v on true
      left join lateral (select *, ${noticeText(sql)} as notice from notices where sid = m.notice_sid limit 1) n on true
    where (m.connector in ${sql(filter.connectors)} or m.status in ('queued', 'sending'))
      and coalesce(v.recipient, n.recipient) is not null
    order by m.sid desc limit ${filter.limit}::int`;
}

/**
 * The messages of a recipient, found by way of its verifications, whose sends name them, and of its notices, whose digits they have:
 * messages need no index for it. Each is fetched by itself: a join would be hashed, which reads them all.
 */
export const messagesTo = (sql: Database, recipient: string) => sql`(
  select message.* from (
    select s.attempt_sid as sid from verifications v cross join jsonb_to_recordset(v.sends) as s(attempt_sid text)
      where v.recipient = ${recipient}
    union all
    select 'VL' || substr(sid, 3) from notices where recipient = ${recipient}
  ) as named cross join lateral (select * from messages where sid = named.sid limit 1) as message)`;
