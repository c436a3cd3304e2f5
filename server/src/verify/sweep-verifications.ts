/** @module Tidies up: runs out what has run out, empties the numbers that were kept long enough. */
import type { Database } from "../db/open.js";
import { emptyRecipients, expireVerifications } from "./upkeep-store.js";

const BATCH = 1000;

export async function sweepExpired(sql: Database): Promise<void> {
  while ((await expireVerifications(sql, BATCH)) === BATCH);
}

export async function sweepRecipients(sql: Database, retentionDays: number): Promise<void> {
  while ((await emptyRecipients(sql, retentionDays, BATCH)) === BATCH);
}
