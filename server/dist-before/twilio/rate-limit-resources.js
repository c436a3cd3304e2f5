/** @module Twilio's RateLimit and Bucket, property for property. */
import { z } from "zod";
import { date, sid, toSeconds, url } from "./resource.js";
export const rateLimitResource = z.strictObject({
    sid: sid("RK"),
    service_sid: sid("VA"),
    account_sid: sid("AC"),
    unique_name: z.string(),
    description: z.string().nullable(),
    date_created: date,
    date_updated: date,
    url,
    links: z.strictObject({ buckets: url }),
});
export const bucketResource = z.strictObject({
    sid: sid("BL"),
    rate_limit_sid: sid("RK"),
    service_sid: sid("VA"),
    account_sid: sid("AC"),
    max: z.int(),
    interval: z.int(),
    date_created: date,
    date_updated: date,
    url,
});
export function toRateLimitResource(limit, { origin, accountSid }) {
    const url = `${origin}/v2/Services/${limit.serviceSid}/RateLimits/${limit.sid}`;
    return {
        sid: limit.sid,
        service_sid: limit.serviceSid,
        account_sid: accountSid,
        unique_name: limit.uniqueName,
        description: limit.description,
        date_created: toSeconds(limit.createdAt),
        date_updated: toSeconds(limit.updatedAt),
        url,
        links: { buckets: `${url}/Buckets` },
    };
}
export function toBucketResource(bucket, { origin, accountSid }) {
    const { serviceSid, rateLimitSid } = bucket;
    return {
        sid: bucket.sid,
        rate_limit_sid: rateLimitSid,
        service_sid: serviceSid,
        account_sid: accountSid,
        max: bucket.max,
        interval: bucket.intervalSeconds,
        date_created: toSeconds(bucket.createdAt),
        date_updated: toSeconds(bucket.updatedAt),
        url: `${origin}/v2/Services/${serviceSid}/RateLimits/${rateLimitSid}/Buckets/${bucket.sid}`,
    };
}
//# sourceMappingURL=rate-limit-resources.js.map