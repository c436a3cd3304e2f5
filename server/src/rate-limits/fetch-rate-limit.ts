/** @module Shows a rate limit. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { RateLimit } from "./rate-limit.js";
import { selectRateLimit } from "./store.js";

/** Throws `rate_limit.not_found`. */
export async function fetchRateLimit(sql: Database, serviceSid: string, sid: string): Promise<RateLimit> {
  const limit = await selectRateLimit(sql, serviceSid, sid);
  if (!limit) throw new AppError("rate_limit.not_found");
  return limit;
}
