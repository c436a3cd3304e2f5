/** @module Twilio's RateLimits and their Buckets: https://www.twilio.com/docs/verify/api/service-rate-limits */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { RateLimits } from "../rate-limits/rate-limits.js";
import type { Services } from "../services/services.js";
export interface RateLimitRoutesOptions {
    deployment: Deployment;
    services: Pick<Services, "find">;
    rateLimits: RateLimits;
}
export declare const rateLimitRoutes: FastifyPluginAsyncZod<RateLimitRoutesOptions>;
