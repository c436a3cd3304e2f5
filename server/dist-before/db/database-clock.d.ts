/**
 * @module One clock for all processes: the database's. Identifiers begin with the time, and ranges of them are asked for by
 * dates; a proof of work is made by one process and judged by another. Machines whose own clocks are twenty minutes apart would
 * not find each other's rows, nor believe each other's proofs.
 */
import type { Clock } from "../clock.js";
import type { Database } from "./open.js";
export interface DatabaseClock {
    now: Clock;
    /** Asks the database for its time; to be called before the first use of `now`. */
    adjust(): Promise<void>;
}
/** Seconds from one adjustment to the next. */
export declare const ADJUSTMENT_SECONDS = 60;
/** `own`: this machine's clock, which is taken to run evenly from one adjustment to the next. */
export declare function followDatabase(sql: Database, own: Clock): DatabaseClock;
