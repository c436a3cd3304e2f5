/** @module The SQL about many verifications at once: tidying up, and what a watch over abuse counts. */
import type { Database } from "../db/open.js";
import { fragment, inline } from "../db/statement.js";
import { announceEnds, endColumns, wasPending } from "./announce-outcomes.js";

const endedColumns = fragment`sid, service_sid, channel, status, tags, ${endColumns}, ${wasPending}`;

/** Checks of a service's codes in the last ten minutes. */
export interface CheckCounts {
  serviceSid: string;
  checks: number;
  failed: number;
}

/** Verifications begun in the hour that ended ten minutes ago, by service and country, and by prefix. */
export interface ConversionCounts {
  serviceSid: string;
  country: string;
  /** The number without its last four digits; null: the whole country. */
  prefix: string | null;
  sends: number;
  converted: number;
}

/** Marks what has run out; at most `limit` rows. Nothing depends on it: every statement looks at the clock itself. */
export async function expireVerifications(sql: Database, limit: number): Promise<number> {
  const rows = await sql`
    with ended as (
      update verifications set status = 'expired', custom_code = null, updated_at = clock_timestamp()
      where sid in (
        select sid from verifications where status in ('pending', 'max_attempts_reached') and expires_at <= clock_timestamp()
        order by expires_at limit ${limit}::int for update skip locked)
      returning ${inline(sql, endedColumns)}
    ), announced as (${inline(sql, announceEnds(fragment`ended where was_pending`))})
    select from ended`;
  return rows.length;
}

/** A recipient, and what callers wrote to it. */
const emptied = (sql: Database) =>
  sql`recipient = null, binding = '', limit_key = null, extras = null, wording = wording - 'template'`;

/** Empties verifications older than `days`, and those to be forgotten that are over; at most `limit` rows. */
export async function emptyRecipients(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`
    update verifications set ${emptied(sql)}
    where sid in (
      select sid from verifications
      where recipient is not null
        and (created_at < clock_timestamp() - ${days}::int * interval '1 day' or extras ? 'forget')
        and expires_at <= clock_timestamp() and status not in ('pending', 'max_attempts_reached')
      limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}

/**
 * Empties the verifications of these numbers and addresses: at once, or, while a code can still be checked or is locked, when that is
 * over. One time for all of it, so that no row falls between. Resolves to the bindings that those emptied had.
 */
export async function forgetRecipients(sql: Database, addresses: readonly string[]): Promise<string[]> {
  const recipients = sql`(select jsonb_array_elements_text(${sql.json(addresses as string[])}::jsonb))`;
  const rows = await sql<{ binding: string }[]>`
    with found as (
      select sid, binding, status from verifications where recipient in ${recipients}
        and (status not in ('pending', 'max_attempts_reached') or expires_at <= statement_timestamp())
      for update
    ), gone as (
      update verifications v set ${emptied(sql)}, custom_code = null,
        status = case when v.status in ('pending', 'max_attempts_reached') then 'expired' else v.status end
      from found where v.sid = found.sid
      returning v.*, v.status = 'expired' and found.status = 'pending' as was_pending
    ), announced as (${inline(sql, announceEnds(fragment`gone where was_pending`))}
    ), left_for_later as (
      update verifications v set extras = coalesce(v.extras, '{}') || '{"forget": true}'
      where v.recipient in ${recipients} and v.status in ('pending', 'max_attempts_reached')
        and v.expires_at > statement_timestamp()
    )
    select distinct binding from found where binding <> ''`;
  return rows.map(({ binding }) => binding);
}

/** Whether a recipient was verified; one that retention has emptied is known no more. The code of a test number proves nothing. */
export async function hasApproved(sql: Database, serviceSid: string, recipient: string): Promise<boolean> {
  const rows = await sql`select from verifications where recipient = ${recipient} and service_sid = ${serviceSid}
    and status = 'approved' and extras ->> 'testNumber' is null limit 1`;
  return rows.length > 0;
}

/** Every evaluated check is an attempt, bound or not; of an approved verification the last one was right. */
export async function selectCheckCounts(sql: Database): Promise<CheckCounts[]> {
  return await sql<CheckCounts[]>`
    select service_sid, sum(attempts + unbound_attempts)::int as checks,
      sum(attempts + unbound_attempts - (status = 'approved')::int)::int as failed
    from verifications
    where purpose = 'public' and created_at > clock_timestamp() - interval '30 minutes'
      and updated_at > clock_timestamp() - interval '10 minutes' and attempts + unbound_attempts > 0
    group by service_sid`;
}

export async function selectConversionCounts(sql: Database): Promise<ConversionCounts[]> {
  return await sql<ConversionCounts[]>`
    select service_sid, country, prefix, count(*)::int as sends, count(*) filter (where status = 'approved')::int as converted
    from (
      select service_sid, country, status, left(recipient, -4) as prefix from verifications
      where purpose = 'public' and recipient is not null and extras ->> 'testNumber' is null
        and created_at between clock_timestamp() - interval '70 minutes' and clock_timestamp() - interval '10 minutes'
    ) as old
    group by grouping sets ((service_sid, country), (service_sid, country, prefix))
    having count(*) >= 10`;
}

/** The keys that codes come from which could still be checked. */
export async function selectLiveKeyIds(sql: Database): Promise<string[]> {
  const rows = await sql<{ keyId: string }[]>`select distinct key_id from verifications
    where status in ('pending', 'max_attempts_reached') and expires_at > clock_timestamp()`;
  return rows.map(({ keyId }) => keyId);
}
