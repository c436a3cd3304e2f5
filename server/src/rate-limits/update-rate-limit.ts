/** @module Describes a rate limit anew. Its name stays: callers know it by that. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { RateLimit } from "./rate-limit.js";
import { updateRateLimitRow } from "./store.js";

/** What is absent stays. Throws `rate_limit.not_found`. */
export async function updateRateLimit(
  sql: Database,
  serviceSid: string,
  sid: string,
  description: string | undefined,
): Promise<RateLimit> {
  const limit = await updateRateLimitRow(sql, serviceSid, sid, description);
  if (!limit) throw new AppError("rate_limit.not_found");
  return limit;
}
