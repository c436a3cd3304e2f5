/** @module Gives a rate limit a bucket: so many starts with one value in so many seconds. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import type { RateLimitCache } from "./find-rate-limits.js";
import type { Bucket } from "./rate-limit.js";
import { type BucketPath, insertBucket } from "./store.js";

/** Throws `rate_limit.not_found`, `.interval_taken` and `.too_many_buckets`. */
export async function createBucket(
  { sql, clock, random, rateLimits }: { sql: Database; clock: Clock; random: Random; rateLimits: RateLimitCache },
  path: BucketPath,
  bucket: Pick<Bucket, "max" | "intervalSeconds">,
): Promise<Bucket> {
  const made = await insertBucket(sql, path, { ...bucket, sid: createSid("BL", clock, random) });
  rateLimits.forget(path.serviceSid);
  if (made === "no_parent") throw new AppError("rate_limit.not_found");
  if (made === "taken") throw new AppError("rate_limit.interval_taken");
  if (made === "full") throw new AppError("rate_limit.too_many_buckets");
  return made;
}
