/** @module The SQL of programmable rate limits and their buckets. */
import { type Database } from "../db/open.js";
import { type PageRequest } from "../db/page.js";
import { type Bucket, type BucketChanges, type Enforced, type RateLimit } from "./rate-limit.js";
/** What a bucket is named by, from the left of its path to the right. */
export interface BucketPath {
    serviceSid: string;
    rateLimitSid: string;
}
/** Why a row was not made. */
export type Refused = "no_parent" | "taken" | "full";
/** Its service is locked first, so that what is counted stays true until the row is there. */
export declare function insertRateLimit(sql: Database, limit: Pick<RateLimit, "sid" | "serviceSid" | "uniqueName" | "description">): Promise<RateLimit | Refused>;
/** In the order of `pageClause`. */
export declare function selectRateLimits(sql: Database, serviceSid: string, page: PageRequest): Promise<RateLimit[]>;
export declare function selectRateLimit(sql: Database, serviceSid: string, sid: string): Promise<RateLimit | undefined>;
export declare function updateRateLimitRow(sql: Database, serviceSid: string, sid: string, description: string | undefined): Promise<RateLimit | undefined>;
/** Its buckets go with it. */
export declare function deleteRateLimitRow(sql: Database, serviceSid: string, sid: string): Promise<boolean>;
/** Its limit is locked first, as a limit's service is. */
export declare function insertBucket(sql: Database, { serviceSid, rateLimitSid }: BucketPath, { sid, max, intervalSeconds }: Pick<Bucket, "sid" | "max" | "intervalSeconds">): Promise<Bucket | Refused>;
/** In the order of `pageClause`; `undefined` if there is no such limit. */
export declare function selectBuckets(sql: Database, path: BucketPath, page: PageRequest): Promise<Bucket[] | undefined>;
/** `lock`: it stays as it is until the transaction ends. */
export declare function selectBucket(sql: Database, path: BucketPath, sid: string, lock?: "lock"): Promise<Bucket | undefined>;
/** Whether a statement failed because there is such a row already. */
export declare const isTaken: (error: unknown) => boolean;
/** Fails with an error of `isTaken` if another bucket of the limit has the interval. */
export declare function updateBucketRow(sql: Database, path: BucketPath, sid: string, { max, intervalSeconds }: BucketChanges): Promise<Bucket | undefined>;
export declare function deleteBucketRow(sql: Database, path: BucketPath, sid: string): Promise<boolean>;
/** The limits of a service that have buckets. */
export declare function selectEnforced(sql: Database, serviceSid: string): Promise<Enforced[]>;
