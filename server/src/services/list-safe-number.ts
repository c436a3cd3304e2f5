/** @module Puts a number on the safe list: rules about countries and prefixes do not stop it. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { insertSafeNumber, type SafeNumber } from "./store.js";

/** `phoneNumber`: as `normalizePhone` wrote it. Throws `safe_list.already_listed`. */
export async function listSafeNumber(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  phoneNumber: string,
): Promise<SafeNumber> {
  const number = await insertSafeNumber(sql, { sid: createSid("GN", clock, random), phoneNumber });
  if (!number) throw new AppError("safe_list.already_listed");
  return number;
}
