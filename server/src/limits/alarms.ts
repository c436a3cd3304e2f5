/** @module Raises alarms under keys that rules ask: see `Rule.alarm`. */
import type { Database } from "../db/open.js";
import { blockKey, challengeKey, deleteAlarm } from "./store.js";

/** Nothing passes for `seconds`, the next time for twice as long. Resolves to whether that is new. */
export async function raiseBlock(sql: Database, key: string, seconds: number): Promise<boolean> {
  return await blockKey(sql, key, seconds);
}

/** Everything needs a proof of work for `seconds`. Resolves to whether that is new. */
export async function raiseChallenge(sql: Database, key: string, seconds: number): Promise<boolean> {
  return await challengeKey(sql, key, seconds);
}

/** Nothing is blocked or challenged under the key any more; its strikes are forgotten. Resolves to whether anything was. */
export async function clearAlarm(sql: Database, key: string): Promise<boolean> {
  return await deleteAlarm(sql, key);
}
