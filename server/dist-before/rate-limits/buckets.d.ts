import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database } from "../db/open.js";
import { type Page, type PageRequest } from "../db/page.js";
import type { Bucket, BucketChanges } from "./rate-limit.js";
import { type BucketPath } from "./store.js";
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
export declare function createBuckets({ sql, clock, random, forget }: BucketDependencies): Buckets;
export {};
