/** @module What a rule is: at most so many in so long, under a key. Pure. */
/** At most `n` in any `seconds`, exactly: not per calendar hour, so nothing more passes at the turn of one. */
export interface Window {
    n: number;
    seconds: number;
    /** Once it is full, a proof of work is asked for; without the mark, nothing passes. */
    soft?: true;
    /** Counts members (numbers) this close to the new one only, each once. */
    near?: number;
    /** Counts the hits of the same member only: what one network may use up of a figure that all share. */
    own?: true;
    /** So many of `n` are not for this request: they are kept for others. */
    reserve?: number;
    /** Does not hold for this request. The counter stays as large as the window needs, since it holds for others. */
    waived?: true;
}
export interface Rule {
    /** Named in logs and metrics. */
    name: string;
    /** What metrics say instead, where the name is a caller's. */
    metric?: string;
    /** Opaque: see `hashLimitKey`. No two rules of one request may share it. */
    key: string;
    windows: readonly Window[];
    /** What this hit is about. */
    member?: string;
    /** A member seen before is no new hit. */
    unique?: true;
    /** A key of `limit_alarms` that may block or challenge too; a full `near` window raises it. */
    alarm?: string;
    /** What longest a block lasts that the rule itself raises; see `blockKey`. */
    maxBlockSeconds?: number;
    /** Where the alarm blocks, this request is asked for a proof of work instead. */
    unblocked?: true;
    /** A number on the safe list passes it. */
    spares?: true;
}
/** A rule as the statement that counts takes it: one slot of its counter. */
export interface Take {
    key: string;
    slot: number;
    slots: number;
    member: string | null;
    unique: boolean;
    /** Hits worth keeping. */
    keep: number;
    /** How long they matter. */
    seconds: number;
    windows: readonly Window[];
}
/** The most that a rule may allow. Beyond it rows grow, and every hit rewrites its row: 72 ms at a million. */
export declare const MAX_COUNTED: number;
/**
 * How many rows a rule's counter has. A rule that many requests share (a service's, a budget) is spread, so that they do
 * not queue for one row; each slot has its share of every window, so the sum is never more than the rule allows.
 */
export declare function slotsOf({ windows }: Pick<Rule, "windows">): number;
export declare function secondsOf({ windows }: Pick<Rule, "windows">): number;
/** The windows as they hold for this request. */
export declare function windowsInForce({ windows }: Pick<Rule, "windows">): Window[];
/** What the statement counts for a rule. With `solved`, soft windows no longer hold. */
export declare function takeOf(rule: Rule, slot: number, solved: boolean): Take;
