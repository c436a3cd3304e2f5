/** @module Takes a number off the safe list. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { deleteSafeNumber } from "./store.js";

/** Throws `safe_list.not_found`. */
export async function unlistSafeNumber(sql: Database, phoneNumber: string): Promise<void> {
  if (!(await deleteSafeNumber(sql, phoneNumber))) throw new AppError("safe_list.not_found");
}
