/** @module Twilio's RateLimit and Bucket, property for property. */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Bucket, RateLimit } from "../rate-limits/rate-limit.js";
export declare const rateLimitResource: z.ZodObject<{
    sid: z.ZodString;
    service_sid: z.ZodString;
    account_sid: z.ZodString;
    unique_name: z.ZodString;
    description: z.ZodNullable<z.ZodString>;
    date_created: z.ZodString;
    date_updated: z.ZodString;
    url: z.ZodURL;
    links: z.ZodObject<{
        buckets: z.ZodURL;
    }, z.core.$strict>;
}, z.core.$strict>;
export declare const bucketResource: z.ZodObject<{
    sid: z.ZodString;
    rate_limit_sid: z.ZodString;
    service_sid: z.ZodString;
    account_sid: z.ZodString;
    max: z.ZodInt;
    interval: z.ZodInt;
    date_created: z.ZodString;
    date_updated: z.ZodString;
    url: z.ZodURL;
}, z.core.$strict>;
export declare function toRateLimitResource(limit: RateLimit, { origin, accountSid }: Deployment): {
    sid: string;
    service_sid: string;
    account_sid: string;
    unique_name: string;
    description: string | null;
    date_created: string;
    date_updated: string;
    url: string;
    links: {
        buckets: string;
    };
};
export declare function toBucketResource(bucket: Bucket, { origin, accountSid }: Deployment): {
    sid: string;
    rate_limit_sid: string;
    service_sid: string;
    account_sid: string;
    max: number;
    interval: number;
    date_created: string;
    date_updated: string;
    url: string;
};
