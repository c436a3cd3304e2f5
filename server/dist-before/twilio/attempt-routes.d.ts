/** @module Twilio's Attempts: https://www.twilio.com/docs/verify/api/list-verification-attempts */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { Attempts } from "../verify/attempts.js";
export interface AttemptRoutesOptions {
    deployment: Deployment;
    attempts: Attempts;
}
export declare const attemptRoutes: FastifyPluginAsyncZod<AttemptRoutesOptions>;
