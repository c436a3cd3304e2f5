/** @module The SQL of counters and alarms, but for the fragments in `take.ts` and `failure-streaks.ts`. */
import type { Database } from "../db/open.js";
import type { Take } from "./rule.js";
import { type Hit } from "./take.js";
/** A rule as the reading statement takes it. */
export interface RuleRow {
    name: string;
    key: string;
    alarm: string | null;
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
    /** It refuses because neighbouring numbers were seen. */
    neighbours: boolean;
    /** Seconds the alarm still blocks; null if it does not. */
    blockedSeconds: number | null;
    /** The alarm asks for a proof of work. */
    challenged: boolean;
}
/** What each rule still lets through: a look, which decides nothing. */
export declare function readCapacities(sql: Database, rules: readonly RuleRow[]): Promise<Capacity[]>;
/** Takes hits back, each once: what they were counted for did not happen. */
export declare function deleteHits(sql: Database, hits: readonly Hit[]): Promise<void>;
/** What a success leaves behind. */
export interface Success {
    /** A member of these counters that counts as a neighbour no more: a number that was verified. */
    neighbour?: {
        keys: readonly string[];
        member: string;
    } | undefined;
    /** Whatever `remembers` is to tell of for a month. */
    remember?: string | undefined;
}
/**
 * One statement. Counters are locked in the order of their keys, as `takeHits` does. What is remembered is a counter without
 * hits; it is written anew once a day.
 */
export declare function recordSuccess(sql: Database, { neighbour, remember }: Success): Promise<void>;
/** Whether `recordSuccess` was to remember the key. */
export declare function remembers(sql: Database, key: string): Promise<boolean>;
/**
 * Blocks a key for ten minutes; each block within two weeks of the last one lasts twice as long, up to `maxSeconds` (a week).
 * Resolves to the seconds if this call did it: a key that is blocked already stays as it is.
 */
export declare function blockKey(sql: Database, key: string, maxSeconds?: number): Promise<number | undefined>;
/** Asks for a proof of work under a key. Resolves to whether that is new. */
export declare function challengeKey(sql: Database, key: string, seconds: number): Promise<boolean>;
/** The alarm of a key, and those of its parts: `key/part`. Resolves to whether one of them was up. */
export declare function deleteAlarms(sql: Database, key: string): Promise<boolean>;
/** Removes what is too old to matter; at most `limit` rows of each table. Resolves to the largest number removed. */
export declare function deleteExpired(sql: Database, limit: number): Promise<number>;
/** Counts what is to be counted by itself, not within another room's statement. Returns what was counted. */
export declare function countHits(sql: Database, takes: readonly Take[]): Promise<Hit[]>;
