/** @module Shows a bucket. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Bucket } from "./rate-limit.js";
import { type BucketPath, selectBucket } from "./store.js";

/** Throws `rate_limit.not_found`. */
export async function fetchBucket(sql: Database, path: BucketPath, sid: string): Promise<Bucket> {
  const bucket = await selectBucket(sql, path, sid);
  if (!bucket) throw new AppError("rate_limit.not_found");
  return bucket;
}
