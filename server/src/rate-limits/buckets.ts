/** @module The buckets of a rate limit: so many starts with one value in so many seconds. */
import { changesBetween } from "../audit/changes.js";
import type { EventType, NewEvent } from "../audit/event.js";
import { recordChange, recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import type { Bucket, BucketChanges } from "./rate-limit.js";
import {
  type BucketPath,
  deleteBucketRow,
  insertBucket,
  isTaken,
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
  create(path: BucketPath, bucket: Pick<Bucket, "max" | "intervalSeconds">, by: Actor): Promise<Bucket>;
  /** What was counted before counts on; a change that is absent keeps the value. Throws `rate_limit.interval_taken` too. */
  update(path: BucketPath, sid: string, changes: BucketChanges, by: Actor): Promise<Bucket>;
  delete(path: BucketPath, sid: string, by: Actor): Promise<void>;
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

  async function updateBucket(path: BucketPath, sid: string, changes: BucketChanges, by: Actor) {
    try {
      return await inTransaction(sql, async (tx) => {
        const before = await selectBucket(tx, path, sid, "lock");
        const after = before && (await updateBucketRow(tx, path, sid, changes));
        const told = after && changesBetween(figuresOf(before), figuresOf(after));
        if (told)
          await recordEvent(tx, { ...eventOf("rate_limit.bucket.updated", path, sid, by), ...told, ...bucketOf(sid) });
        return after;
      });
    } catch (error) {
      // A transaction in which a statement failed cannot go on, so this is not the statement's own to catch.
      if (isTaken(error)) return "taken" as const;
      throw error;
    }
  }

  return {
    async list(path, page) {
      return cutPage(requireFound(await selectBuckets(sql, path, page)), page);
    },
    async fetch(path, sid) {
      return requireFound(await selectBucket(sql, path, sid));
    },
    async create(path, bucket, by) {
      const made = await recordChange(
        sql,
        (tx) => insertBucket(tx, path, { ...bucket, sid: createSid("BL", clock, random) }),
        (row) =>
          typeof row === "string"
            ? undefined
            : { ...eventOf("rate_limit.bucket.created", path, row.sid, by), after: figuresOf(row) },
      );
      forget(path.serviceSid);
      if (made === "no_parent") throw new AppError("rate_limit.not_found");
      if (made === "taken") throw new AppError("rate_limit.interval_taken");
      if (made === "full") throw new AppError("rate_limit.too_many_buckets");
      return made;
    },
    async update(path, sid, changes, by) {
      const bucket = await updateBucket(path, sid, changes, by);
      forget(path.serviceSid);
      if (bucket === "taken") throw new AppError("rate_limit.interval_taken");
      return requireFound(bucket);
    },
    async delete(path, sid, by) {
      const deleted = await recordChange(
        sql,
        (tx) => deleteBucketRow(tx, path, sid),
        (gone) => (gone ? eventOf("rate_limit.bucket.deleted", path, sid, by) : undefined),
      );
      forget(path.serviceSid);
      requireFound(deleted || undefined);
    },
  };
}

const figuresOf = ({ max, intervalSeconds }: Pick<Bucket, "max" | "intervalSeconds">) => ({ max, intervalSeconds });
const bucketOf = (bucket: string) => ({ data: { bucket } });

const eventOf = (type: EventType, path: BucketPath, bucket: string, actor: Actor): NewEvent => ({
  ...{ type, actor, serviceSid: path.serviceSid, subject: { kind: "rate_limit", id: path.rateLimitSid } },
  ...bucketOf(bucket),
});
