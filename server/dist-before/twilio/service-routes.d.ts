/** @module Twilio's Services: https://www.twilio.com/docs/verify/api/service */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { Services } from "../services/services.js";
import type { Templates } from "../templates/templates.js";
export interface ServiceRoutesOptions {
    deployment: Deployment;
    services: Services;
    templates: Pick<Templates, "find">;
}
export declare const serviceRoutes: FastifyPluginAsyncZod<ServiceRoutesOptions>;
