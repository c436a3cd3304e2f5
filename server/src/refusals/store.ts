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
  /** What refused last, if it may be lifted for this number alone. */
  counter: string | null;
}

/** Times as seconds ago, so that they are the database's. */
export interface NewRefusal extends Omit<StoredRefusal, "firstAt" | "lastAt" | "until"> {
  recipientKey: string;
  country: string;
  secondsAgo: number;
  /** From when it last came up. */
  untilSeconds: number | null;
}

/** Both tables at once. Rows are taken in one order, so that two processes never wait for each other. */
export async function insertRefusals(sql: Database, refusals: readonly NewRefusal[]): Promise<void> {
  await sql`with noted as materialized (
      select n."recipientKey" as recipient_key, n."serviceSid" as service_sid, n.purpose, n.code, n.rule, n.times, n.counter, n.country, at,
        at + n."untilSeconds" * interval '1 second' as until
      from jsonb_to_recordset(${sql.json(refusals as never)}::jsonb) as n("recipientKey" text, "serviceSid" text, purpose text, code text,
          rule text, times int, counter text, country text, "secondsAgo" float8, "untilSeconds" float8),
        lateral (select clock_timestamp() - n."secondsAgo" * interval '1 second' as at) as times
    ), counted as (
      insert into refusal_hours as h (hour, service_sid, code, rule, times, countries)
      select hour, service_sid, code, rule, sum(times)::int, jsonb_object_agg(country, times)
      from (select date_trunc('hour', at) as hour, service_sid, code, rule, country, sum(times)::int as times from noted
        group by 1, 2, 3, 4, 5) as by_country
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (hour, service_sid, code, rule) do update set times = h.times + excluded.times,
        countries = (select jsonb_object_agg(country, times) from (
          select country, sum(n::int) as times from (
            select * from jsonb_each_text(h.countries) union all select * from jsonb_each_text(excluded.countries)
          ) as both_of(country, n) group by country) as added)
      returning 1
    )
    insert into send_refusals as r (recipient_key, service_sid, purpose, code, rule, times, first_at, last_at, until, counter)
    select recipient_key, service_sid, purpose, code, rule, times, at, at, until, counter from noted
    where (select count(*) from counted) > 0
    order by 1, 2, 3, 4, 5
    on conflict (recipient_key, service_sid, purpose, code, rule) do update set
      times = case when r.last_at < excluded.first_at - interval '1 day' then excluded.times else r.times + excluded.times end,
      first_at = case when r.last_at < excluded.first_at - interval '1 day' then excluded.first_at else r.first_at end,
      last_at = greatest(r.last_at, excluded.last_at), until = excluded.until, counter = excluded.counter`;
}

export interface RefusalCount {
  code: string;
  /** Empty: it was no limit. */
  rule: string;
  /** Empty: not known. */
  country: string;
  times: number;
}

export async function countRefusals(
  sql: Database,
  { since, until, serviceSid }: { since: Date; until: Date; serviceSid?: string | undefined },
): Promise<RefusalCount[]> {
  // What is counted without its country is the rest.
  return await sql<RefusalCount[]>`
    with asked as (
      select * from refusal_hours
      where hour >= ${since} and hour < ${until} ${serviceSid === undefined ? sql`` : sql`and service_sid = ${serviceSid}`}
    ), named as (
      select code, rule, country, sum(n::int)::int as times from asked cross join lateral jsonb_each_text(countries) as each(country, n)
      group by code, rule, country
    )
    select * from named
    union all
    select code, rule, '', (sum(times) - coalesce((select sum(times) from named n where (n.code, n.rule) = (a.code, a.rule)), 0))::int
    from asked a group by code, rule
    having sum(times) > coalesce((select sum(times) from named n where (n.code, n.rule) = (a.code, a.rule)), 0)`;
}

/** Of the last day, the newest first. */
export async function selectRefusals(sql: Database, recipientKey: string): Promise<StoredRefusal[]> {
  return await sql<
    StoredRefusal[]
  >`select service_sid, purpose, code, rule, times, first_at, last_at, until, counter from send_refusals
    where recipient_key = ${recipientKey} and last_at > clock_timestamp() - interval '1 day' order by last_at desc`;
}

export const SWEEP_BATCH = 1000;

export async function sweepRefusals(sql: Database): Promise<number> {
  const rows = await sql`delete from send_refusals where (recipient_key, service_sid, purpose, code, rule) in (
    select recipient_key, service_sid, purpose, code, rule from send_refusals
    where last_at < clock_timestamp() - interval '1 day' limit ${SWEEP_BATCH}::int) returning 1`;
  return rows.length;
}
