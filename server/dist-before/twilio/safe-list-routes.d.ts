/** @module Twilio's safe list, one for the whole account: https://www.twilio.com/docs/verify/api/safe-list */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { SafeList } from "../services/safe-list.js";
export interface SafeListRoutesOptions {
    deployment: Deployment;
    safeList: SafeList;
}
export declare const safeListRoutes: FastifyPluginAsyncZod<SafeListRoutesOptions>;
