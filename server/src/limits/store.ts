/** @module The SQL of counters and alarms, but for the fragments in `take.ts` and `failure-streaks.ts`. */
import type { Database } from "../db/open.js";
import { type Fragment, fragment, param, prepare } from "../db/statement.js";
import type { Take } from "./rule.js";
import { fullUntil, type Hit, isFull, isKnown, takeHits, windowsOf } from "./take.js";

/** A rule as the reading statement takes it. */
export interface RuleRow {
  name: string;
  key: string;
  /** Their keys. */
  alarms: readonly string[];
  member: string | null;
  unique: boolean;
  slots: number;
  seconds: number;
  windows: readonly object[];
}

/** What a rule still lets through. */
export interface Capacity {
  name: string;
  /** Slots that are not full; none: the rule refuses. */
  openSlots: number[];
  /** Slots that are not full and ask for no proof of work. */
  unchallengedSlots: number[];
  /** Seconds until a slot is open; null if one is, or if nobody can tell. */
  waitSeconds: number | null;
  /** Seconds until a slot asks for no proof of work, by its figures; null if one asks for none, or if nobody can tell. */
  softSeconds: number | null;
  /** Its figures alone refuse, or refuse or ask for a proof of work; not its alarms, nor what neighbours are counted by. */
  isFull: boolean;
  isSoft: boolean;
  /** A window of neighbours is full that refuses, that asks for a proof of work, that raises an alarm. */
  neighbours: { hard: boolean; soft: boolean; raises: boolean };
  /** Of its alarms those that are up, and for how many seconds each blocks or asks for a proof of work; null: none is. */
  alarms: { key: string; blocked: number | null; challenged: number | null }[] | null;
}

/** Kinds of windows, as bits: aggregates cost more than anything else here, and one of them tells which kinds are full. */
const FIGURE = 1;
const SOFT_FIGURE = 2;
const NEAR = 4;
const SOFT_NEAR = 8;
const RAISES = 16;

const secondsLeft = <Names extends string>(until: Fragment<Names>) =>
  fragment`case when ${until} > clock_timestamp() then ceil(extract(epoch from ${until} - clock_timestamp()))::int end`;

/**
 * The counters, and a rule's alarms, are looked up one by one (`limit 1` sees to that): PostgreSQL takes a list in JSON for a hundred rows and
 * generate_series for a thousand, and would read the whole table rather than its index.
 */
const selectCapacities = prepare<Omit<Capacity, "neighbours"> & { kinds: number }>()(fragment`
  select t.name,
    coalesce(jsonb_agg(t.slot) filter (where f.kinds & ${FIGURE | NEAR} = 0), '[]') as open_slots,
    coalesce(jsonb_agg(t.slot) filter (where f.kinds & ${FIGURE | SOFT_FIGURE | NEAR | SOFT_NEAR} = 0), '[]') as unchallenged_slots,
    ceil(min(f.wait_seconds))::int as wait_seconds, ceil(min(f.soft_seconds))::int as soft_seconds,
    bool_and(f.kinds & ${FIGURE} <> 0) as is_full, bool_and(f.kinds & ${FIGURE | SOFT_FIGURE} <> 0) as is_soft, bit_or(f.kinds) as kinds,
    (select jsonb_agg(jsonb_build_object('key', a.key, 'blocked', l.blocked, 'challenged', l.challenged))
      from jsonb_array_elements_text(t.alarms) as a(key)
      cross join lateral (
        select ${secondsLeft(fragment`blocked_until`)} as blocked, ${secondsLeft(fragment`challenged_until`)} as challenged
        from limit_alarms where key = a.key limit 1) as l
      where coalesce(l.blocked, l.challenged) is not null) as alarms
  from (
    select r.*, s.slot
    from jsonb_to_recordset(${param("rules")}::jsonb) as r(name text, key text, alarms jsonb, member text, "unique" boolean,
      slots int, seconds int, windows jsonb), generate_series(0, r.slots - 1) as s(slot)
  ) as t
  left join lateral (select hits, members from limit_counters where key = t.key || '.' || t.slot limit 1) as c on true
  cross join lateral (
    select coalesce(bit_or(case when w.near is null then case when w.soft then ${SOFT_FIGURE} else ${FIGURE} end
        else case when w.soft then ${SOFT_NEAR} else ${NEAR} end + case when w.raises then ${RAISES} else 0 end end), 0) as kinds,
      max(extract(epoch from ${fullUntil} - clock_timestamp())) filter (where w.soft is not true and w.near is null) as wait_seconds,
      max(extract(epoch from ${fullUntil} - clock_timestamp())) filter (where w.soft and w.near is null) as soft_seconds
    from ${windowsOf} where ${isFull} and not ${isKnown}
  ) as f
  group by t.name, t.alarms`);

/** What each rule still lets through: a look, which decides nothing. */
export async function readCapacities(sql: Database, rules: readonly RuleRow[]): Promise<Capacity[]> {
  const rows = await selectCapacities(sql, { rules: sql.json(rules as never) });
  return rows.map(({ kinds, ...row }) => ({
    ...row,
    neighbours: { hard: (kinds & NEAR) !== 0, soft: (kinds & SOFT_NEAR) !== 0, raises: (kinds & RAISES) !== 0 },
  }));
}

const place = fragment`array_position(c.hits, excluded.expires_at)`;

/**
 * An insert, for the sake of its conflicts: those are looked up one by one, where an update would read the whole table. A counter
 * that is gone comes back empty and expired. The commit does not wait for the disk: a crash before it leaves the same, a hit too many.
 */
const takeBack = fragment`insert into limit_counters as c (key, hits, members, expires_at)
  select h.key, '{}', '{}', h.at
  from jsonb_to_recordset(${param("hits")}::jsonb) as h(key text, at timestamptz), set_config('synchronous_commit', 'off', true)
  order by h.key
  on conflict (key) do update set
    hits = c.hits[:${place} - 1] || c.hits[${place} + 1:], members = c.members[:${place} - 1] || c.members[${place} + 1:]
  where ${place} is not null
  returning key`;
const removeHits = prepare<{ key: string }>()(takeBack);

/** Takes hits back, each once: what they were counted for did not happen. */
export async function deleteHits(sql: Database, hits: readonly Hit[]): Promise<void> {
  await removeHits(sql, { hits: sql.json(hits as never) });
}

/** What a success leaves behind. */
export interface Success {
  /** A member of these counters that counts as a neighbour no more: a number that was verified. */
  neighbour?: { keys: readonly string[]; member: string } | undefined;
  /** Whatever `remembers` is to tell of for a month. */
  remember?: string | undefined;
  /** Hits that count no more. */
  given?: readonly Hit[] | undefined;
}

/**
 * One statement. Counters are locked in the order of their keys, as `takeHits` does, after those that are given back. What is remembered is a counter without
 * hits; it is written anew once a day.
 */
export async function recordSuccess(sql: Database, { neighbour, remember, given = [] }: Success): Promise<void> {
  await saveSuccess(sql, {
    hits: sql.json(given as never),
    keys: `{${neighbour?.keys.map((key) => `"${key}.0"`).join() ?? ""}}`,
    member: neighbour?.member ?? null,
    remember: remember ?? null,
  });
}

/** How long a success is remembered after the last one. */
const REMEMBERED_DAYS = 30;

const saveSuccess = prepare<{ key: string }>()(fragment`
  with given as (
    ${takeBack}
  ), counters as (
    select key from limit_counters where key = any (${param("keys")}::text[]) and ${param("member")}::text = any (members)
      and (select count(*) from given) >= 0
    order by key for update
  ), forgotten as (
    update limit_counters c set members = array_replace(members, ${param("member")}, null) from counters where c.key = counters.key
  )
  insert into limit_counters as c (key, hits, members, expires_at)
  select ${param("remember")}::text, '{}', '{}', clock_timestamp() + interval '${REMEMBERED_DAYS} days'
  where ${param("remember")}::text is not null
  on conflict (key) do update set expires_at = excluded.expires_at
  where c.expires_at < excluded.expires_at - interval '1 day' returning key`);

/** Whether `recordSuccess` was to remember the key. */
export async function remembers(sql: Database, key: string): Promise<boolean> {
  const rows = await sql`select from limit_counters where key = ${key} and expires_at > clock_timestamp()`;
  return rows.length > 0;
}

/** Removes what is too old to matter; at most `limit` rows of each table. Resolves to the largest number removed. */
export async function deleteExpired(sql: Database, limit: number): Promise<number> {
  const tables = ["limit_counters", "limit_alarms", "spent_challenges"];
  let most = 0;
  for (const table of tables) {
    const rows = await sql`
      with old as (select ctid from ${sql(table)} where expires_at <= clock_timestamp() limit ${limit}::int for update skip locked)
      delete from ${sql(table)} where ctid in (select ctid from old) returning 1`;
    most = Math.max(most, rows.length);
  }
  return most;
}

/** The time as text: a `Date` has no microseconds, and a hit with such a time would not be found again. */
const insertHits = prepare<Hit>()(fragment`with taken as (${takeHits}) select key, at::text as at from taken`);

/** Counts what is to be counted by itself, not within another room's statement. Returns what was counted. */
export async function countHits(sql: Database, takes: readonly Take[]): Promise<Hit[]> {
  return await insertHits(sql, { takes: sql.json(takes as never) });
}
