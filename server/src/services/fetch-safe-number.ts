/** @module Shows a number of the safe list. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type SafeNumber, selectSafeNumber } from "./store.js";

/** Throws `safe_list.not_found`. */
export async function fetchSafeNumber(sql: Database, phoneNumber: string): Promise<SafeNumber> {
  const number = await selectSafeNumber(sql, phoneNumber);
  if (!number) throw new AppError("safe_list.not_found");
  return number;
}
