/** @module The SQL of alarms: raised, looked up, taken back, and what they did of a day. */
import type { Database } from "../db/open.js";
import { NO_COUNTRY } from "../recipient.js";

/** An alarm that is raised. */
export interface Raised {
  /** Of `limit_alarms`. */
  key: string;
  serviceSid: string;
  alarm: string;
  /** What it is of: `service`, `country`, `prefix`, or `prefix-network`, the part of a prefix that one network has texted. */
  scope: string;
  /** Of the numbers it is about; `null`: of all. */
  country: string | null;
}

const today = (sql: Database) => sql`(clock_timestamp() at time zone 'UTC')::date`;

/** Counts each row of `up`, of which there is one where the alarm was not up. */
const countRaised = (sql: Database, { serviceSid, alarm, country }: Raised) => sql`
  insert into limit_alarm_days as d (service_sid, alarm, day, country, raised)
  select ${serviceSid}, ${alarm}, ${today(sql)}, ${country ?? NO_COUNTRY}, 1 from up
  on conflict (service_sid, alarm, day, country) do update set raised = d.raised + 1`;

/** A stranger may have raised it, so a block begins with minutes and grows while what raised it goes on. In seconds. */
const FIRST_BLOCK_SECONDS = 600;
const MAX_BLOCK_SECONDS = 7 * 86_400;

/**
 * Blocks a key for ten minutes; each block within two weeks of the last one lasts twice as long, up to `maxSeconds` (a week).
 * Resolves to the seconds if this call did it: a key that is blocked already stays as it is.
 */
export async function blockKey(
  sql: Database,
  raised: Raised,
  maxSeconds: number = MAX_BLOCK_SECONDS,
): Promise<number | undefined> {
  const { key, serviceSid, alarm, scope, country } = raised;
  const [row] = await sql<{ seconds: number }[]>`
    with up as (
      insert into limit_alarms as a (key, service_sid, alarm, scope, country, blocked_until, strikes, expires_at)
      values (${key}, ${serviceSid}, ${alarm}, ${scope}, ${country},
        clock_timestamp() + least(${maxSeconds}::int, ${FIRST_BLOCK_SECONDS}::int) * interval '1 second', 1,
        clock_timestamp() + interval '14 days')
      on conflict (key) do update set strikes = a.strikes + 1, expires_at = clock_timestamp() + interval '14 days',
        blocked_until = clock_timestamp()
          + least(${maxSeconds}::int, ${FIRST_BLOCK_SECONDS}::int * 2 ^ least(a.strikes, 20)) * interval '1 second'
      where a.blocked_until <= clock_timestamp()
      returning ceil(extract(epoch from blocked_until - clock_timestamp()))::int as seconds
    ), counted as (${countRaised(sql, raised)})
    select seconds from up`;
  return row?.seconds;
}

/**
 * Asks for a proof of work under a key. Resolves to whether that is new: of several at once it is for one, since the others meet its row
 * and look at it again.
 */
export async function challengeKey(sql: Database, raised: Raised, seconds: number): Promise<boolean> {
  const { key, serviceSid, alarm, scope, country } = raised;
  const rows = await sql`
    with going_on as (
      update limit_alarms set
        challenged_until = greatest(challenged_until, clock_timestamp() + ${seconds}::int * interval '1 second'),
        expires_at = greatest(expires_at, clock_timestamp() + interval '14 days')
      where key = ${key} and challenged_until > clock_timestamp() returning key
    ), up as (
      insert into limit_alarms as a (key, service_sid, alarm, scope, country, challenged_until, expires_at)
      select ${key}, ${serviceSid}, ${alarm}, ${scope}, ${country},
        clock_timestamp() + ${seconds}::int * interval '1 second', clock_timestamp() + interval '14 days'
      where not exists (select from going_on)
      on conflict (key) do update set challenged_until = excluded.challenged_until,
        expires_at = greatest(a.expires_at, excluded.expires_at)
        where a.challenged_until <= clock_timestamp()
      returning key
    ), counted as (${countRaised(sql, raised)})
    select from up`;
  return rows.length > 0;
}

export interface Alarm {
  key: string;
  /** The key that was asked for. */
  of: string;
  /** `null`: an earlier release has raised it. */
  alarm: string | null;
  /** `null`: it is not blocked. */
  blockedUntil: Date | null;
  challengedUntil: Date | null;
}

/** The alarms of key `of`, and of its parts. */
const isOf = (sql: Database, of: ReturnType<Database>) =>
  sql`(key = ${of} or starts_with(key, ${of} || ':') or starts_with(key, ${of} || '/'))`;

/** Alarms that are up, of these keys and of their parts. */
export async function selectAlarms(sql: Database, keys: readonly string[]): Promise<Alarm[]> {
  return await sql<Alarm[]>`
    select key, n.name as "of", alarm, case when blocked_until > clock_timestamp() then blocked_until end as blocked_until,
      case when challenged_until > clock_timestamp() then challenged_until end as challenged_until
    from limit_alarms join jsonb_array_elements_text(${sql.json(keys as never)}::jsonb) as n(name) on ${isOf(sql, sql`n.name`)}
    where greatest(blocked_until, challenged_until) > clock_timestamp()`;
}

/** The alarms of a key (`key:alarm`), and those of its parts (`key/part:alarm`). Resolves to whether one of them was up. */
export async function deleteAlarms(sql: Database, key: string): Promise<boolean> {
  const rows = await sql`delete from limit_alarms where ${isOf(sql, sql`${key}::text`)}
    returning greatest(blocked_until, challenged_until) > clock_timestamp() as was_up`;
  return rows.some(({ wasUp }) => wasUp);
}

/** Alarms of a service that are up: those of one kind together, since a prefix is most of a number. */
export interface AlarmsUp {
  alarm: string;
  scope: string;
  country: string | null;
  action: "block" | "challenge";
  count: number;
  /** When the last of them ends. */
  until: Date;
}

export async function selectAlarmsUp(sql: Database, serviceSid: string): Promise<AlarmsUp[]> {
  return await sql<AlarmsUp[]>`
    select alarm, scope, country, action, count(*)::int, max(ends_at) as until
    from limit_alarms, lateral (values ('block', blocked_until), ('challenge', challenged_until)) as kinds(action, ends_at)
    where service_sid = ${serviceSid} and ends_at > clock_timestamp()
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
}

export const outcomes = ["refused", "challenged", "wouldRefuse", "wouldChallenge", "passedKnown"] as const;
export type Outcome = (typeof outcomes)[number];
export type Outcomes = Record<Outcome, number>;

/** What an alarm did on a day with sends to a country; its day as seconds ago, so that it is the database's. */
export type NewOutcomes = Outcomes & { serviceSid: string; alarm: string; country: string; secondsAgo: number };

export async function addOutcomes(sql: Database, outcomes: readonly NewOutcomes[]): Promise<void> {
  await sql`insert into limit_alarm_days as d (service_sid, alarm, day, country, refused, challenged, would_refuse, would_challenge, passed_known)
    select n."serviceSid", n.alarm, days.day, n.country, sum(n.refused), sum(n.challenged), sum(n."wouldRefuse"),
      sum(n."wouldChallenge"), sum(n."passedKnown")
    from jsonb_to_recordset(${sql.json(outcomes as never)}::jsonb) as n("serviceSid" text, alarm text, country text, "secondsAgo" float8,
        refused int, challenged int, "wouldRefuse" int, "wouldChallenge" int, "passedKnown" int),
      lateral (select ((clock_timestamp() - n."secondsAgo" * interval '1 second') at time zone 'UTC')::date as day) as days
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (service_sid, alarm, day, country) do update set refused = d.refused + excluded.refused,
      challenged = d.challenged + excluded.challenged, would_refuse = d.would_refuse + excluded.would_refuse,
      would_challenge = d.would_challenge + excluded.would_challenge, passed_known = d.passed_known + excluded.passed_known`;
}

export interface AlarmDay extends Outcomes {
  /** UTC, `2026-11-30`. */
  day: string;
  alarm: string;
  country: string;
  raised: number;
}

/** Of today and the six days before, the newest first, and the days themselves, by the clock that counted. */
export async function selectAlarmDays(
  sql: Database,
  serviceSid: string,
): Promise<{ days: string[]; counts: AlarmDay[] }> {
  const rows = await sql<(AlarmDay | { day: string; alarm: null })[]>`
    select n.day::text, d.alarm, d.country, d.raised, d.refused, d.challenged, d.would_refuse, d.would_challenge, d.passed_known
    from (select ${today(sql)} - back as day from generate_series(0, ${SHOWN_DAYS - 1}::int) as s(back)) as n
    left join limit_alarm_days d on d.day = n.day and d.service_sid = ${serviceSid}
    order by n.day desc, d.alarm, d.country`;
  return {
    days: [...new Set(rows.map(({ day }) => day))],
    counts: rows.filter((row): row is AlarmDay => row.alarm !== null),
  };
}

const SHOWN_DAYS = 7;

/** Removes days that nobody is shown any more, at most `limit` rows; resolves to how many went. */
export async function deleteOldDays(sql: Database, limit: number): Promise<number> {
  const rows = await sql`
    with old as (select ctid from limit_alarm_days where day < ${today(sql)} - ${SHOWN_DAYS}::int limit ${limit}::int for update skip locked)
    delete from limit_alarm_days where ctid in (select ctid from old) returning 1`;
  return rows.length;
}
