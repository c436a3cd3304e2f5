/** @module The SQL of alerts. */
import type { Database } from "../db/open.js";
import type { Alert, AlertKind, EndReason, Finding, MailOutcome } from "./alert.js";

/** Before the same alert is raised again, in seconds from when it was raised last: what comes and goes is told of once an hour. */
export const AGAIN_SECONDS = 3600;

const columns = (sql: Database) =>
  sql`sid, kind, subject_kind, subject_id, part, service_sid, name, facts, mail, raised_at, ended_at, end_reason`;

export interface NewAlert extends Omit<Finding, "isMinor"> {
  sid: string;
  mail: MailOutcome;
}

/**
 * Raises an alert, unless it is open or was raised within the hour. Of any number at once one does: the others wait at the index for
 * it and do nothing. Resolves to the row that this call made.
 */
export async function insertAlert(sql: Database, alert: NewAlert): Promise<Alert | undefined> {
  const { sid, kind, subject, part, serviceSid, name, facts, mail } = alert;
  const [row] = await sql<Alert[]>`
    insert into alerts (sid, kind, subject_kind, subject_id, part, service_sid, name, facts, mail, raised_at, seen_at)
    select ${sid}, ${kind}, ${subject.kind}, ${subject.id}, ${part}, ${serviceSid}, ${name}, ${sql.json(facts as never)}::jsonb,
      ${mail}, now.at, now.at
    from (select clock_timestamp() as at) as now
    where not exists (select from alerts where kind = ${kind} and subject_id = ${subject.id} and part = ${part}
      and raised_at > now.at - ${AGAIN_SECONDS}::int * interval '1 second')
    on conflict (kind, subject_id, part) where ended_at is null do nothing
    returning ${columns(sql)}`;
  return row;
}

/** Resolves to the row if this call ended it. `unseenSeconds`: only if no process has found it for so long. */
export async function endAlert(
  sql: Database,
  sid: string,
  reason: EndReason,
  unseenSeconds: number,
): Promise<Alert | undefined> {
  const [row] = await sql<Alert[]>`
    update alerts set ended_at = clock_timestamp(), end_reason = ${reason}
    where sid = ${sid} and ended_at is null
      and (${unseenSeconds}::int = 0 or seen_at < clock_timestamp() - ${unseenSeconds}::int * interval '1 second')
    returning ${columns(sql)}`;
  return row;
}

/** They are found once more. */
export async function touchAlerts(sql: Database, sids: readonly string[]): Promise<void> {
  await sql`update alerts set seen_at = clock_timestamp()
    where ended_at is null and sid in (select jsonb_array_elements_text(${sql.json(sids as string[])}::jsonb))`;
}

export async function selectOpen(sql: Database, kind: AlertKind): Promise<Alert[]> {
  return await sql<Alert[]>`select ${columns(sql)} from alerts where kind = ${kind} and ended_at is null`;
}

export interface AlertFilter {
  status?: "open" | "ended" | undefined;
  kind?: AlertKind | undefined;
  /** The identifier that the page before ended with. */
  after?: string | undefined;
  limit: number;
}

/** Open ones first, then the newest. */
export async function selectAlerts(sql: Database, { status, kind, after, limit }: AlertFilter): Promise<Alert[]> {
  return await sql<Alert[]>`select ${columns(sql)} from alerts where true
    ${status === undefined ? sql`` : sql`and (ended_at is null) = ${status === "open"}`}
    ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
    ${
      after === undefined
        ? sql``
        : sql`and (ended_at is null, sid) < (coalesce((select a.ended_at is null from alerts a where a.sid = ${after}), false), ${after})`
    }
    order by (ended_at is null) desc, sid desc limit ${limit}::int`;
}

export async function selectAlert(sql: Database, sid: string): Promise<Alert | undefined> {
  const [row] = await sql<Alert[]>`select ${columns(sql)} from alerts where sid = ${sid}`;
  return row;
}

export async function countOpen(sql: Database): Promise<{ kind: AlertKind; open: number }[]> {
  return await sql<{ kind: AlertKind; open: number }[]>`
    select kind, count(*)::int as open from alerts where ended_at is null group by kind`;
}

/** At most `limit` rows. */
export async function deleteEnded(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`
    delete from alerts where sid in (
      select sid from alerts where ended_at < clock_timestamp() - ${days}::int * interval '1 day' limit ${limit}::int
      for update skip locked)
    returning 1`;
  return rows.length;
}

/** Whether this process is to look now: of all of them one, and none again before `seconds` are over. */
export async function takeLook(sql: Database, name: string, seconds: number): Promise<boolean> {
  const rows = await sql`
    insert into alert_looks as l (name, next_at) values (${name}, clock_timestamp() + ${seconds}::float8 * interval '1 second')
    on conflict (name) do update set next_at = excluded.next_at where l.next_at <= clock_timestamp()
    returning 1`;
  return rows.length > 0;
}

/** Looks that nobody has been due for in a week: of connectors that are gone. */
export async function deleteOldLooks(sql: Database): Promise<void> {
  await sql`delete from alert_looks where next_at < clock_timestamp() - interval '7 days'`;
}
