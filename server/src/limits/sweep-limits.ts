/** @module Tidies up counters, alarms, what they did and spent challenges. Nothing depends on it: every statement looks at the clock. */
import type { Database } from "../db/open.js";
import { deleteOldDays } from "./alarm-store.js";
import { deleteExpired } from "./store.js";

const BATCH = 1000;

export async function sweepLimits(sql: Database): Promise<void> {
  while ((await deleteExpired(sql, BATCH)) === BATCH);
  while ((await deleteOldDays(sql, BATCH)) === BATCH);
}
