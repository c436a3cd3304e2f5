/** @module Shows an attempt. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Attempt } from "./attempt.js";
import { selectAttempt } from "./attempt-store.js";

/** Throws `attempt.not_found`. */
export async function fetchAttempt(sql: Database, sid: string): Promise<Attempt> {
  const attempt = await selectAttempt(sql, sid);
  if (!attempt) throw new AppError("attempt.not_found");
  return attempt;
}
