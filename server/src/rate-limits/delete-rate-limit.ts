/** @module Ends a rate limit, its buckets with it. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { RateLimitCache } from "./find-rate-limits.js";
import { deleteRateLimitRow } from "./store.js";

/** Throws `rate_limit.not_found`. */
export async function deleteRateLimit(
  { sql, rateLimits }: { sql: Database; rateLimits: RateLimitCache },
  serviceSid: string,
  sid: string,
): Promise<void> {
  const deleted = await deleteRateLimitRow(sql, serviceSid, sid);
  rateLimits.forget(serviceSid);
  if (!deleted) throw new AppError("rate_limit.not_found");
}
