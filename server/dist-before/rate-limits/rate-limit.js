/** Twilio does not say how many it allows. */
export const MAX_RATE_LIMITS = 20;
export const MAX_BUCKETS = 5;
export const BUCKET = { max: 10_000, intervalSeconds: 7 * 86_400 };
export const isUniqueName = (name) => /^[A-Za-z0-9_.-]{1,64}$/.test(name);
//# sourceMappingURL=rate-limit.js.map