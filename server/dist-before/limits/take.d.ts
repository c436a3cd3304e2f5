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
import { type Fragment } from "../db/statement.js";
/** When window `w` lets the next one in, by the hits of counter `c`; null if it has room. */
export declare const fullUntil: Fragment<never>;
/** A condition: window `w` of `t` has no room in counter `c`. */
export declare const isFull: Fragment<never>;
/** A condition: `t` counts different members, and this one was counted. */
export declare const isKnown: Fragment<never>;
export declare const windowsOf: Fragment<never>;
/**
 * A statement: counts every rule of parameter `takes` that has room, and returns a row (`key`, `at`) for each that had.
 * Fewer rows than takes: nothing may be done, and what was taken must be given back (`giveBack`). Rows are locked in the
 * order of their keys, so that two of these never wait for each other. The expiry is set with a margin, so that most updates
 * leave the indexed column alone (PostgreSQL manual, 66.7).
 */
export declare const takeHits: Fragment<"takes">;
/** A hit that was counted. */
export interface Hit {
    key: string;
    /** As PostgreSQL wrote it. */
    at: string;
}
/** A proof of work that holds; it must still be spent: see `spendChallenge`. Null: none was asked for. */
export interface Proof {
    id: string | null;
}
/** A statement: spends the proof of work of parameter `challenge` if `condition` holds; a row if it was not spent before. */
export declare function spendChallenge<Names extends string>(condition: Fragment<Names>): Fragment<"challenge" | Names>;
