/** @module The audit log: what happened, who did it and to what, newest first. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Audit } from "../audit/audit.js";
export interface AuditRoutesOptions {
    audit: Pick<Audit, "list">;
}
export declare const auditRoutes: FastifyPluginAsyncZod<AuditRoutesOptions>;
