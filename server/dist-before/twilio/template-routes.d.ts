/** @module Twilio's list of templates: https://www.twilio.com/docs/verify/api/templates */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { Templates } from "../templates/templates.js";
export interface TemplateRoutesOptions {
    deployment: Deployment;
    templates: Pick<Templates, "list">;
}
export declare const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions>;
