/** @module The buckets of a rate limit: so many starts with one value in so many seconds. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import type { Bucket, BucketChanges } from "./rate-limit.js";
import {
  type BucketPath,
  deleteBucketRow,
  insertBucket,
  selectBucket,
  selectBuckets,
  updateBucketRow,
} from "./store.js";

/** Each throws `rate_limit.not_found`. */
export interface Buckets {
  /** A page, newest first. */
  list(path: BucketPath, page: PageRequest): Promise<Page<Bucket>>;
  fetch(path: BucketPath, sid: string): Promise<Bucket>;
  /** Throws `rate_limit.interval_taken` and `.too_many_buckets` too. */
  create(path: BucketPath, bucket: Pick<Bucket, "max" | "intervalSeconds">): Promise<Bucket>;
  /** What was counted before counts on; a change that is absent keeps the value. Throws `rate_limit.interval_taken` too. */
  update(path: BucketPath, sid: string, changes: BucketChanges): Promise<Bucket>;
  delete(path: BucketPath, sid: string): Promise<void>;
}

interface BucketDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
  /** After a change to the buckets of this service: this process obeys at once. */
  forget(serviceSid: string): void;
}

export function createBuckets({ sql, clock, random, forget }: BucketDependencies): Buckets {
  function requireFound<T>(found: T | undefined): T {
    if (found === undefined) throw new AppError("rate_limit.not_found");
    return found;
  }

  return {
    async list(path, page) {
      return cutPage(requireFound(await selectBuckets(sql, path, page)), page);
    },
    async fetch(path, sid) {
      return requireFound(await selectBucket(sql, path, sid));
    },
    async create(path, bucket) {
      const made = await insertBucket(sql, path, { ...bucket, sid: createSid("BL", clock, random) });
      forget(path.serviceSid);
      if (made === "no_parent") throw new AppError("rate_limit.not_found");
      if (made === "taken") throw new AppError("rate_limit.interval_taken");
      if (made === "full") throw new AppError("rate_limit.too_many_buckets");
      return made;
    },
    async update(path, sid, changes) {
      const bucket = await updateBucketRow(sql, path, sid, changes);
      forget(path.serviceSid);
      if (bucket === "taken") throw new AppError("rate_limit.interval_taken");
      return requireFound(bucket);
    },
    async delete(path, sid) {
      const deleted = await deleteBucketRow(sql, path, sid);
      forget(path.serviceSid);
      requireFound(deleted || undefined);
    },
  };
}
