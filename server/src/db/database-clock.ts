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
export const ADJUSTMENT_SECONDS = 60;
/** Smaller differences are the way to the database and back: following them would only make time jump. */
const TOLERANCE_MS = 200;

/** `own`: this machine's clock, which is taken to run evenly from one adjustment to the next. */
export function followDatabase(sql: Database, own: Clock): DatabaseClock {
  let offsetMs = 0;
  return {
    now: () => new Date(own().getTime() + offsetMs),
    async adjust() {
      const before = own().getTime();
      const [row] = await sql<[{ ms: number }]>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`;
      const found = row.ms - (before + own().getTime()) / 2;
      if (Math.abs(found - offsetMs) > TOLERANCE_MS) offsetMs = Math.round(found);
    },
  };
}
