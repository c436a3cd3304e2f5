/** @module Twilio Verify v2: https://www.twilio.com/docs/verify/api */
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { AuthenticateKey } from "../api-keys/authenticate-key.js";
import type { Deployment } from "../core.js";
import type { RateLimits } from "../rate-limits/rate-limits.js";
import type { SafeList } from "../services/safe-list.js";
import type { Services } from "../services/services.js";
import type { Templates } from "../templates/templates.js";
import type { Attempts } from "../verify/attempts.js";
import type { Verifications } from "../verify/verifications.js";
export interface TwilioRoutesOptions {
    authenticate: AuthenticateKey;
    /** A hook that refuses pages of other sites. */
    refuseOtherSites: (request: FastifyRequest) => Promise<void>;
    deployment: Deployment;
    attempts: Attempts;
    rateLimits: RateLimits;
    safeList: SafeList;
    services: Services;
    templates: Templates;
    verifications: Verifications;
}
export declare const twilioRoutes: FastifyPluginAsyncZod<TwilioRoutesOptions>;
