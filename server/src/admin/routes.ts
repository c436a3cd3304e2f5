/**
 * @module The management API: what an administrator's programs and the console do, under any host. It reads JSON only, so that
 * no form of another site can speak for a browser that knows the admin token.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { AppError } from "../errors.js";
import { tagOfTime } from "../http/entity-tag.js";
import { addGuard } from "../http/require-key.js";
import { respondError } from "../http/respond-error.js";
import { type AdminRoutesOptions, adminRoutes } from "./admin-routes.js";
import { type AlertRoutesOptions, alertRoutes } from "./alert-routes.js";
import { type ApplicationRoutesOptions, applicationRoutes } from "./application-routes.js";
import { type AuditRoutesOptions, auditRoutes } from "./audit-routes.js";
import { type ConnectorRoutesOptions, connectorRoutes } from "./connector-routes.js";
import { type ExperienceRoutesOptions, experienceRoutes } from "./experience-routes.js";
import { type InsightRoutesOptions, insightRoutes } from "./insight-routes.js";
import { type KeyRoutesOptions, keyRoutes } from "./key-routes.js";
import { type LimitRoutesOptions, limitRoutes } from "./limit-routes.js";
import { type MessageRoutesOptions, messageRoutes } from "./message-routes.js";
import { type OrganizationRoutesOptions, organizationRoutes } from "./organization-routes.js";
import { type ServiceRoutesOptions, serviceRoutes } from "./service-routes.js";
import { type SettingsRoutesOptions, settingsRoutes } from "./settings-routes.js";
import { type SigningRoutesOptions, signingRoutes } from "./signing-routes.js";
import { type TemplateRoutesOptions, templateRoutes } from "./template-routes.js";
import { type TestNumberRoutesOptions, testNumberRoutes } from "./test-number-routes.js";
import { type UserImportRoutesOptions, userImportRoutes } from "./user-import-routes.js";
import { type UserRoutesOptions, userRoutes } from "./user-routes.js";
import { type VerificationRoutesOptions, verificationRoutes } from "./verification-routes.js";
import { type WebhookRoutesOptions, webhookRoutes } from "./webhook-routes.js";
import { type WhyRoutesOptions, whyRoutes } from "./why-routes.js";

export interface ManagementRoutesOptions
  extends KeyRoutesOptions,
    ApplicationRoutesOptions,
    SigningRoutesOptions,
    ServiceRoutesOptions,
    LimitRoutesOptions,
    TestNumberRoutesOptions,
    ConnectorRoutesOptions,
    VerificationRoutesOptions,
    InsightRoutesOptions,
    MessageRoutesOptions,
    WhyRoutesOptions,
    ExperienceRoutesOptions,
    AuditRoutesOptions,
    TemplateRoutesOptions,
    UserRoutesOptions,
    UserImportRoutesOptions,
    OrganizationRoutesOptions,
    WebhookRoutesOptions,
    SettingsRoutesOptions,
    AdminRoutesOptions,
    AlertRoutesOptions {
  /** A hook that refuses pages of other sites. */
  refuseOtherSites: (request: FastifyRequest) => Promise<void>;
  /** A hook that lets the admin token pass, and whoever is in the console. */
  guard: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

export const managementRoutes: FastifyPluginAsyncZod<ManagementRoutesOptions> = async (app, options) => {
  app.removeContentTypeParser(["application/x-www-form-urlencoded", "text/plain"]);
  // Many clients name a type with every request, and send nothing.
  const readJson = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else readJson(request, body as string, done);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const isForeign = error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE";
    const expected = "application/json";
    return respondError(isForeign ? new AppError("request.media_type", { expected }) : error, request, reply);
  });
  // What has no version of its own is known by the time of its last change, which `If-Match` then names.
  app.addHook("preSerialization", async (_request, reply, payload) => {
    const { updatedAt } = (payload ?? {}) as { updatedAt?: unknown };
    if (typeof updatedAt === "string" && !reply.hasHeader("etag")) reply.header("etag", tagOfTime(updatedAt));
    return payload;
  });
  app.addHook("onRequest", options.refuseOtherSites);
  addGuard(app, options.guard);
  // `options` contains this plugin's prefix, which would be put before the paths a second time.
  const faces = { ...options, prefix: "" };
  await app.register(keyRoutes, faces);
  await app.register(applicationRoutes, faces);
  await app.register(serviceRoutes, faces);
  await app.register(limitRoutes, faces);
  await app.register(testNumberRoutes, faces);
  await app.register(signingRoutes, faces);
  await app.register(connectorRoutes, faces);
  await app.register(verificationRoutes, faces);
  await app.register(insightRoutes, faces);
  await app.register(messageRoutes, faces);
  await app.register(whyRoutes, faces);
  await app.register(templateRoutes, faces);
  await app.register(experienceRoutes, faces);
  await app.register(userRoutes, faces);
  await app.register(userImportRoutes, faces);
  await app.register(organizationRoutes, faces);
  await app.register(auditRoutes, faces);
  await app.register(webhookRoutes, faces);
  await app.register(settingsRoutes, faces);
  await app.register(adminRoutes, faces);
  await app.register(alertRoutes, faces);
};
