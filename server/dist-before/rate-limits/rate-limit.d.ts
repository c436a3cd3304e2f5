/** @module What a programmable rate limit is: a name whose values callers give, and buckets that each value has. */
import type { Window } from "../limits/rule.js";
import type { rateLimitBuckets, rateLimits } from "./schema.js";
export type RateLimit = typeof rateLimits.$inferSelect;
export type Bucket = typeof rateLimitBuckets.$inferSelect & {
    serviceSid: string;
};
export type BucketChanges = {
    [K in "max" | "intervalSeconds"]?: Bucket[K] | undefined;
};
/** A limit as starts count it. Those without buckets limit nothing. */
export interface Enforced {
    sid: string;
    uniqueName: string;
    windows: Window[];
}
/** Twilio does not say how many it allows. */
export declare const MAX_RATE_LIMITS = 20;
export declare const MAX_BUCKETS = 5;
export declare const BUCKET: {
    readonly max: 10000;
    readonly intervalSeconds: number;
};
export declare const isUniqueName: (name: string) => boolean;
