/** @module Twilio's Verifications and VerificationCheck: https://www.twilio.com/docs/verify/api/verification */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { RateLimits } from "../rate-limits/rate-limits.js";
import type { Services } from "../services/services.js";
import type { Verifications } from "../verify/verifications.js";
export interface VerificationRoutesOptions {
    deployment: Deployment;
    services: Pick<Services, "find">;
    rateLimits: Pick<RateLimits, "rulesFor">;
    verifications: Pick<Verifications, "start" | "check" | "end" | "fetch">;
}
export declare const verificationRoutes: FastifyPluginAsyncZod<VerificationRoutesOptions>;
