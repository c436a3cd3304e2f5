/** @module The SQL of refusals: many are written by one statement. */

import type { Purpose } from "../codes.js";
import type { Database } from "../db/open.js";

export interface StoredRefusal {
  serviceSid: string;
  purpose: Purpose;
  code: string;
  /** Empty: it was no limit. */
  rule: string;
  times: number;
  firstAt: Date;
  lastAt: Date;
  until: Date | null;
}

/** Times as seconds ago, so that they are the database's. */
export interface NewRefusal extends Omit<StoredRefusal, "firstAt" | "lastAt" | "until"> {
  recipientKey: string;
  secondsAgo: number;
  /** From when it last came up. */
  untilSeconds: number | null;
}

export async function insertRefusals(sql: Database, refusals: readonly NewRefusal[]): Promise<void> {
  await sql`insert into send_refusals as r (recipient_key, service_sid, purpose, code, rule, times, first_at, last_at, until)
    select n."recipientKey", n."serviceSid", n.purpose, n.code, n.rule, n.times, at, at, at + n."untilSeconds" * interval '1 second'
    from jsonb_to_recordset(${sql.json(refusals as never)}::jsonb) as n("recipientKey" text, "serviceSid" text, purpose text, code text,
        rule text, times int, "secondsAgo" float8, "untilSeconds" float8),
      lateral (select clock_timestamp() - n."secondsAgo" * interval '1 second' as at) as times
    order by 1, 2, 3, 4, 5
    on conflict (recipient_key, service_sid, purpose, code, rule) do update set
      times = case when r.last_at < excluded.first_at - interval '1 day' then excluded.times else r.times + excluded.times end,
      first_at = case when r.last_at < excluded.first_at - interval '1 day' then excluded.first_at else r.first_at end,
      last_at = greatest(r.last_at, excluded.last_at), until = excluded.until`;
}

/** Of the last day, the newest first. */
export async function selectRefusals(sql: Database, recipientKey: string): Promise<StoredRefusal[]> {
  return await sql<
    StoredRefusal[]
  >`select service_sid, purpose, code, rule, times, first_at, last_at, until from send_refusals
    where recipient_key = ${recipientKey} and last_at > clock_timestamp() - interval '1 day' order by last_at desc`;
}

export const SWEEP_BATCH = 1000;

export async function sweepRefusals(sql: Database): Promise<number> {
  const rows = await sql`delete from send_refusals where (recipient_key, service_sid, purpose, code, rule) in (
    select recipient_key, service_sid, purpose, code, rule from send_refusals
    where last_at < clock_timestamp() - interval '1 day' limit ${SWEEP_BATCH}::int) returning 1`;
  return rows.length;
}
