/**
 * @module Counting as SQL fragments, so that another room's single statement can count and act at once. A counter is the
 * list of its newest hits: "at most n in t seconds" holds if the n-th newest is older than t. Time is the database's.
 *
 * The fragments name what the statement around them provides: `t` is a take (a rule with one slot of its counter), `c` the
 * counter's row, `w` one window of the take.
 *
 * A worked example: the rule "5/10m, 10/24h" on a key whose counter holds six hits, four of them from the last ten minutes.
 * `windows` is [{n: 5, seconds: 600}, {n: 10, seconds: 86400}], there is one slot, so `share` is 5 and 10. `fullUntil` of the
 * first window is the time of the fifth newest hit plus ten minutes, which is past: not full. Of the second it is
 * `c.hits[6 - 10 + 1]`, which is null: not full. The hit is counted: the row now holds seven, of which `keep` (10) may stay. The
 * next one within ten minutes finds the fifth newest hit younger than ten minutes: full, nothing is returned for the take.
 *
 * A rule of 1000 an hour has 32 slots, so that requests do not queue for one row; a slot's `share` is 31 or 32, and the shares
 * add up to 1000. The caller picks the slot; one that is full while others are not costs another round (`admit`).
 *
 * Why not simpler: a count per calendar window lets twice the limit pass around the turn of a window; one row for a rule that
 * every request shares made 0.39 of the throughput.
 */
import { type Fragment, fragment, param } from "../db/statement.js";

/** Seconds as an interval. */
const seconds = (expression: Fragment) => fragment`${expression} * interval '1 second'`;

/** A slot's share of window `w`; `t` yields `slot` and `slots`. */
const share = fragment`(w.n / t.slots + (t.slot < w.n % t.slots)::int)`;

/** The newest hit that window `w` would have to forget: of the counter `c`, or of the member of `t` in it. */
const hitInTheWay = fragment`case when w.own then (
    select h.at from unnest(c.hits, c.members) as h(at, member) where h.member = t.member
    order by h.at desc offset greatest(${share}, 1) - 1 limit 1)
  else c.hits[cardinality(c.hits) - ${share} + 1] end`;

/** When window `w` lets the next one in, by the hits of counter `c`; null if it has room. */
export const fullUntil = fragment`(${hitInTheWay} + ${seconds(fragment`w.seconds`)})`;

/** Different members of counter `c` close to the one of `t`, within window `w`. */
const neighbours = fragment`(select count(distinct h.member) from unnest(c.hits, c.members) as h(at, member)
  where h.at > clock_timestamp() - ${seconds(fragment`w.seconds`)} and h.member <> t.member
    and abs(h.member::int - t.member::int) <= w.near)`;

/** A condition: window `w` of `t` has no room in counter `c`. */
export const isFull = fragment`case when w.near is not null then ${neighbours} >= w.n - 1
  else ${share} = 0 or coalesce(${fullUntil} > clock_timestamp(), false) end`;

/** A condition: `t` counts different members, and this one was counted. */
export const isKnown = fragment`(t."unique" and exists (select from unnest(c.hits, c.members) as h(at, member)
  where h.member = t.member and h.at > clock_timestamp() - ${seconds(fragment`t.seconds`)}))`;

export const windowsOf = fragment`jsonb_to_recordset(t.windows) as w(n int, seconds int, soft boolean, near int, own boolean,
  raises boolean, idle boolean)`;

/** Parameter `takes`: the list that `admit` returned. */
const takes = fragment`jsonb_to_recordset(${param("takes")}::jsonb) as t(key text, slot int, slots int, member text,
  "unique" boolean, keep int, seconds int, windows jsonb)`;

const rowKey = fragment`t.key || '.' || t.slot`;

/**
 * A statement: counts every rule of parameter `takes` that has room, and returns a row (`key`, `at`) for each that had.
 * Fewer rows than takes: nothing may be done, and what was taken must be given back (`giveBack`). Rows are locked in the
 * order of their keys, so that two of these never wait for each other. The expiry is set with a margin, so that most updates
 * leave the indexed column alone (PostgreSQL manual, 66.7).
 */
export const takeHits = takeHitsTelling(fragment``, fragment``);

/**
 * The same where some windows are idle: they hold nothing up, and `idle` tells of which kinds there were full ones. Fifty at once
 * find it out one after the other, in the row they meet in, as if the windows held. A statement of its own: whoever observes
 * nothing pays nothing for it.
 */
export const takeHitsObserving = takeHitsTelling(
  fragment`w.idle is not true and`,
  fragment`, (select jsonb_build_object('soft', bool_or(w.soft is true), 'hard', bool_or(w.soft is not true), 'raises', bool_or(w.raises is true))
    from ${takes}, ${windowsOf} where ${rowKey} = c.key and w.idle and ${isFull} having count(*) > 0) as idle`,
);

function takeHitsTelling(only: Fragment, more: Fragment<"takes">) {
  return fragment`
  insert into limit_counters as c (key, hits, members, expires_at)
  select ${rowKey}, array[clock_timestamp()], array[t.member], clock_timestamp() + 2 * ${seconds(fragment`t.seconds`)}
  from ${takes} order by 1
  on conflict (key) do update set (hits, members, expires_at) = (
    select case when ${isKnown} then c.hits else (c.hits || clock_timestamp())[greatest(cardinality(c.hits) + 2 - t.keep, 1):] end,
      case when ${isKnown} then c.members else (array_append(c.members, t.member))[greatest(cardinality(c.hits) + 2 - t.keep, 1):] end,
      case when c.expires_at < clock_timestamp() + ${seconds(fragment`t.seconds`)}
        then clock_timestamp() + 2 * ${seconds(fragment`t.seconds`)} else c.expires_at end
    from ${takes} where ${rowKey} = excluded.key)
  where exists (select from ${takes} where ${rowKey} = excluded.key
    and (${isKnown} or not exists (select from ${windowsOf} where ${only} ${isFull})))
  returning c.key, c.hits[cardinality(c.hits)] as at${more}`;
}

/** A hit that was counted. */
export interface Hit {
  key: string;
  /** As PostgreSQL wrote it. */
  at: string;
  /** Of the idle windows that were full; null: none was. */
  idle?: { soft: boolean; hard: boolean; raises: boolean } | null;
}

/** A proof of work that holds; it must still be spent: see `spendChallenge`. Null: none was asked for. */
export interface Proof {
  id: string | null;
}

/** How long a spent proof of work is remembered: longer than a challenge lives. In seconds. */
const SPENT_SECONDS = 3600;

/** A statement: spends the proof of work of parameter `challenge` if `condition` holds; a row if it was not spent before. */
export function spendChallenge<Names extends string>(condition: Fragment<Names>) {
  return fragment`insert into spent_challenges (hash, expires_at)
    select ${param("challenge")}, clock_timestamp() + interval '${SPENT_SECONDS} seconds'
    where ${param("challenge")}::text is not null and ${condition}
    on conflict do nothing returning hash`;
}
