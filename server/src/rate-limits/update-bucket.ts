/** @module Changes how much a bucket lets through. What was counted before counts on. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { RateLimitCache } from "./find-rate-limits.js";
import type { Bucket, BucketChanges } from "./rate-limit.js";
import { type BucketPath, updateBucketRow } from "./store.js";

/** What is absent stays. Throws `rate_limit.not_found` and `.interval_taken`. */
export async function updateBucket(
  { sql, rateLimits }: { sql: Database; rateLimits: RateLimitCache },
  path: BucketPath,
  sid: string,
  changes: BucketChanges,
): Promise<Bucket> {
  const bucket = await updateBucketRow(sql, path, sid, changes);
  rateLimits.forget(path.serviceSid);
  if (!bucket) throw new AppError("rate_limit.not_found");
  if (bucket === "taken") throw new AppError("rate_limit.interval_taken");
  return bucket;
}
