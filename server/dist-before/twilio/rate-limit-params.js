/** @module What Twilio's RateLimits and Buckets take. */
import { BUCKET } from "../rate-limits/rate-limit.js";
import { form, integer, optional, text } from "./fields.js";
const description = optional(text.max(256, "must be at most 256 characters"));
const max = integer(1, BUCKET.max);
const interval = integer(1, BUCKET.intervalSeconds);
/** `UniqueName` is any text here: a name that is not acceptable has an error of its own (60209). */
export const createRateLimitForm = form({ UniqueName: text, Description: description });
export const updateRateLimitForm = form({ Description: description });
export const createBucketForm = form({ Max: max, Interval: interval });
export const updateBucketForm = form({ Max: optional(max), Interval: optional(interval) });
//# sourceMappingURL=rate-limit-params.js.map