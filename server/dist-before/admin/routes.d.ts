/**
 * @module The management API: what an administrator's programs and the console do, under any host. It reads JSON only, so that
 * no form of another site can speak for a browser that knows the admin token.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type AuditRoutesOptions } from "./audit-routes.js";
import { type ConnectorRoutesOptions } from "./connector-routes.js";
import { type ExperienceRoutesOptions } from "./experience-routes.js";
import { type KeyRoutesOptions } from "./key-routes.js";
import { type LimitRoutesOptions } from "./limit-routes.js";
import { type MessageRoutesOptions } from "./message-routes.js";
import { type SigningRoutesOptions } from "./signing-routes.js";
import { type TemplateRoutesOptions } from "./template-routes.js";
export interface ManagementRoutesOptions extends KeyRoutesOptions, SigningRoutesOptions, LimitRoutesOptions, ConnectorRoutesOptions, MessageRoutesOptions, ExperienceRoutesOptions, AuditRoutesOptions, TemplateRoutesOptions {
    /** A hook that refuses pages of other sites. */
    refuseOtherSites: (request: FastifyRequest) => Promise<void>;
    /** A hook that lets the admin token pass. */
    guard: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}
export declare const managementRoutes: FastifyPluginAsyncZod<ManagementRoutesOptions>;
