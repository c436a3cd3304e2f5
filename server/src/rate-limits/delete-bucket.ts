/** @module Takes a bucket from its rate limit. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { RateLimitCache } from "./find-rate-limits.js";
import { type BucketPath, deleteBucketRow } from "./store.js";

/** Throws `rate_limit.not_found`. */
export async function deleteBucket(
  { sql, rateLimits }: { sql: Database; rateLimits: RateLimitCache },
  path: BucketPath,
  sid: string,
): Promise<void> {
  const deleted = await deleteBucketRow(sql, path, sid);
  rateLimits.forget(path.serviceSid);
  if (!deleted) throw new AppError("rate_limit.not_found");
}
