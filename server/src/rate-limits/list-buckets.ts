/** @module A page of a rate limit's buckets, newest first. */
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import type { Bucket } from "./rate-limit.js";
import { type BucketPath, selectBuckets } from "./store.js";

/** Throws `rate_limit.not_found`. */
export async function listBuckets(sql: Database, path: BucketPath, page: PageRequest): Promise<Page<Bucket>> {
  const rows = await selectBuckets(sql, path, page);
  if (!rows) throw new AppError("rate_limit.not_found");
  return cutPage(rows, page);
}
