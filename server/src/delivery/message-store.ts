/** @module The SQL of messages for those who look at them, and of what vendors report. It reads `verifications` by name. */
import type { Carrier } from "@munjigi/connectors/kit/carrier";
import type { Database } from "../db/open.js";
import { fragment, inline } from "../db/statement.js";
import { announceMessages, outcomeColumns } from "./announce-outcomes.js";
import type { MessageRecord, MessageStatus } from "./message.js";
import { messagesTo } from "./store.js";

const columns = (
  sql: Database,
) => sql`m.sid, m.verification_sid, m.notice_sid, n.kind as notice_kind, coalesce(n.channel, m.channel) as channel, m.status, m.connector, m.connector_id,
  m.vendor_message_id, m.parts, m.price, m.currency, m.price_class, m.carrier, m.error_class, m.error_code, m.failures, m.next_at, m.created_at, m.sent_at,
  m.reported_at, coalesce(v.recipient, n.recipient) as recipient, coalesce(v.country, n.country) as country,
  coalesce(v.service_sid, n.service_sid) as service_sid, v.status as verification_status, v.updated_at as verification_updated_at`;

export interface MessageFilter {
  recipient?: string | undefined;
  status?: MessageStatus | undefined;
  /** A stored connector, or a kind of connector. */
  connector?: string | undefined;
  /** Identifiers older than this. */
  before?: string | undefined;
  /** Identifiers not older than this: times as identifiers. */
  from?: string | undefined;
  limit: number;
}

/**
 * How many messages one page looks at: a filter that matches few would otherwise read everything there is. So a page may come
 * back short, or empty, and say where to go on.
 */
export const MAX_WALK = 10_000;

/** The newest messages within the bounds, at most as many as one page looks at. */
const walk = (sql: Database, { before, from }: MessageFilter) => sql`select * from messages where true
  ${before === undefined ? sql`` : sql`and sid < ${before}`}
  ${from === undefined ? sql`` : sql`and sid >= ${from}`}
  order by sid desc limit ${MAX_WALK}::int`;

/** What message `m` sends, fetched by each for itself: a join would be hashed, which reads them all. */
const itsSubject = (sql: Database) =>
  sql`left join lateral (select * from verifications where sid = m.verification_sid limit 1) as v on true
    left join lateral (select * from notices where sid = m.notice_sid limit 1) as n on true`;

/** Newest first. A recipient's are found by way of its verifications and notices; all others by walking. */
export async function selectMessages(sql: Database, filter: MessageFilter): Promise<MessageRecord[]> {
  const { recipient, status, connector, before, from, limit } = filter;
  const source =
    recipient === undefined
      ? sql`(${walk(sql, filter)}) as m ${itsSubject(sql)} where true`
      : sql`${messagesTo(sql, recipient)} as m ${itsSubject(sql)} where true
          ${before === undefined ? sql`` : sql`and m.sid < ${before}`}
          ${from === undefined ? sql`` : sql`and m.sid >= ${from}`}`;
  return await sql<MessageRecord[]>`select ${columns(sql)} from ${source}
    ${status === undefined ? sql`` : sql`and m.status = ${status}`}
    ${connector === undefined ? sql`` : sql`and (m.connector_id = ${connector} or m.connector = ${connector})`}
    order by m.sid desc limit ${limit}::int`;
}

/** Where a walk had to end; `undefined` if it came to the end of what there is. */
export async function selectWalkEnd(sql: Database, filter: MessageFilter): Promise<string | undefined> {
  if (filter.recipient !== undefined) return undefined;
  const [row] = await sql<{ sid: string }[]>`select sid from (${walk(sql, filter)}) as m
    order by sid desc offset ${MAX_WALK - 1}::int limit 1`;
  return row?.sid;
}

export async function selectMessage(sql: Database, sid: string): Promise<MessageRecord | undefined> {
  const [row] = await sql<MessageRecord[]>`select ${columns(sql)}
    from messages m ${itsSubject(sql)} where m.sid = ${sid}`;
  return row;
}

/** In the order they were made. */
export async function selectMessagesNamed(sql: Database, sids: readonly string[]): Promise<MessageRecord[]> {
  if (sids.length === 0) return [];
  return await sql<MessageRecord[]>`select ${columns(sql)}
    from messages m ${itsSubject(sql)} where m.sid in ${sql(sids)} order by m.sid`;
}

export interface StoredReport {
  vendorMessageId: string;
  status: "delivered" | "failed";
  errorClass: string | null;
  errorCode: string | null;
  carrier: Carrier | null;
}

/**
 * Writes down what a vendor tells of a message of this connector's. What arrived stays arrived, whatever comes later or again.
 * Returns how many messages of this name there are, and how many changed.
 */
export async function updateReported(
  sql: Database,
  connectorId: string,
  report: StoredReport,
): Promise<{ known: number; changed: number }> {
  const [row] = await sql<[{ known: number; changed: number }]>`
    with found as (
      select sid from messages where vendor_message_id = ${report.vendorMessageId} and connector_id = ${connectorId}
    ), changed as (
      update messages m set status = ${report.status}, reported_at = clock_timestamp(), ask_at = null,
        error_class = ${report.errorClass}, error_code = ${report.errorCode},
        carrier = coalesce(${report.carrier}::text, m.carrier)
      from found f where m.sid = f.sid and (m.status = 'sent' or (m.status = 'failed' and ${report.status} = 'delivered'
        and m.reported_at is not null))
      returning ${inline(sql, outcomeColumns)}
    ), announced as (${inline(sql, announceMessages(fragment`changed`))})
    select (select count(*)::int from found) as known, (select count(*)::int from changed) as changed`;
  return row;
}

export interface Asked {
  sid: string;
  connectorId: string;
  vendorMessageId: string;
  sentAt: Date;
}

/** Takes messages whose vendors are to be asked: by one process at a time, and not again within a minute. */
export async function leaseAsks(sql: Database, limit: number): Promise<Asked[]> {
  return await sql<Asked[]>`
    with due as (
      select sid from messages where ask_at <= clock_timestamp() order by ask_at limit ${limit}::int for update skip locked
    )
    update messages m set ask_at = case when m.status = 'sent' then clock_timestamp() + interval '1 minute' end
    from due where m.sid = due.sid and m.connector_id is not null and m.vendor_message_id is not null
    returning m.sid, m.connector_id, m.vendor_message_id, m.sent_at`;
}

/** Sets when the vendor is asked next; `undefined`: it is asked no more. */
export async function scheduleAsk(sql: Database, sid: string, inMs: number | undefined): Promise<void> {
  await sql`update messages set ask_at = clock_timestamp() + ${inMs ?? null}::float8 * interval '1 millisecond'
    where sid = ${sid} and status = 'sent'`;
}

/** The connectors by which a code may have arrived with any of these messages, also by a try whose outcome is unknown. */
export async function selectCarriers(sql: Database, sids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ connectorId: string }[]>`
    select connector_id from messages
    where sid in ${sql(sids)} and connector_id is not null and (status in ('sent', 'delivered') or reported_at is not null)
    union
    select failure ->> 'connector_id' from messages cross join jsonb_array_elements(coalesce(failures, '[]')) as failure
    where sid in ${sql(sids)} and failure ->> 'connector_id' is not null and (failure ->> 'unknown')::boolean`;
  return rows.map(({ connectorId }) => connectorId);
}
