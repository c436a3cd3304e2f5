/** @module Templates: texts of the team's own. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Templates } from "../templates/templates.js";
export interface TemplateRoutesOptions {
    templates: Templates;
}
export declare const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions>;
