/** @module Twilio Verify v2: https://www.twilio.com/docs/verify/api */
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { AuthenticateKey } from "../api-keys/authenticate-key.js";
import type { Clock } from "../clock.js";
import type { Deployment } from "../core.js";
import { AppError } from "../errors.js";
import type { Factors } from "../factors/factors.js";
import { notFound } from "../http/create-server.js";
import { addGuard, requireAccountKey } from "../http/require-key.js";
import type { RateLimits } from "../rate-limits/rate-limits.js";
import type { SafeList } from "../services/safe-list.js";
import type { Services } from "../services/services.js";
import type { Templates } from "../templates/templates.js";
import type { Attempts } from "../verify/attempts.js";
import type { Verifications } from "../verify/verifications.js";
import { attemptRoutes } from "./attempt-routes.js";
import { factorRoutes } from "./factor-routes.js";
import { rateLimitRoutes } from "./rate-limit-routes.js";
import { FORM, parseForm, readQuery } from "./read-form.js";
import { respondTwilioError } from "./respond-error.js";
import { safeListRoutes } from "./safe-list-routes.js";
import { serviceRoutes } from "./service-routes.js";
import { templateRoutes } from "./template-routes.js";
import { verificationRoutes } from "./verification-routes.js";
import { type WebhookRoutesOptions, webhookRoutes } from "./webhook-routes.js";
import { isNotServed } from "./without-effect.js";

export interface TwilioRoutesOptions {
  authenticate: AuthenticateKey;
  /** A hook that refuses pages of other sites. */
  refuseOtherSites: (request: FastifyRequest) => Promise<void>;
  clock: Clock;
  deployment: Deployment;
  attempts: Attempts;
  factors: Factors;
  rateLimits: RateLimits;
  safeList: SafeList;
  services: Services;
  templates: Templates;
  verifications: Verifications;
  webhooks: WebhookRoutesOptions["webhooks"];
}

export const twilioRoutes: FastifyPluginAsyncZod<TwilioRoutesOptions> = async (app, options) => {
  app.setErrorHandler((error, request, reply) => respondTwilioError(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = (request.url.split("?")[0] as string).replace(/^\/v2/, "");
    const failure = isNotServed(path) ? new AppError("request.not_found", { path, reason: "not_served" }) : notFound();
    return respondTwilioError(failure, request, reply);
  });
  app.removeContentTypeParser(["application/json", "text/plain", FORM]);
  app.addContentTypeParser(FORM, { parseAs: "string" }, parseForm);
  app.addHook("onRequest", options.refuseOtherSites);
  addGuard(app, requireAccountKey(options.authenticate));
  app.addHook("preValidation", readQuery);
  // `options` holds the prefix too, which this plugin has already.
  const faces = { ...options, prefix: "" };
  await app.register(serviceRoutes, faces);
  await app.register(rateLimitRoutes, faces);
  await app.register(safeListRoutes, faces);
  await app.register(templateRoutes, faces);
  await app.register(attemptRoutes, faces);
  await app.register(verificationRoutes, faces);
  await app.register(factorRoutes, faces);
  await app.register(webhookRoutes, faces);
};
