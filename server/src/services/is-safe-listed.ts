/** @module Whether rules about countries and prefixes spare a number. */
import type { Database } from "../db/open.js";
import { selectSafeNumber } from "./store.js";

/** `e164`: as `normalizePhone` wrote it. Asked only where a rule would refuse, so it is not cached. */
export async function isSafeListed(sql: Database, e164: string): Promise<boolean> {
  return (await selectSafeNumber(sql, e164)) !== undefined;
}
