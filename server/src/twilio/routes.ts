/** @module Twilio Verify v2: https://www.twilio.com/docs/verify/api */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { notFound } from "../http/create-server.js";
import { requireAccountKey } from "../http/require-key.js";
import type { AuthenticateKey } from "../settings/authenticate-key.js";
import { attemptRoutes } from "./attempt-routes.js";
import { rateLimitRoutes } from "./rate-limit-routes.js";
import { respondTwilioError } from "./respond-error.js";
import { safeListRoutes } from "./safe-list-routes.js";
import { serviceRoutes } from "./service-routes.js";
import { templateRoutes } from "./template-routes.js";
import { type VerificationRoutesOptions, verificationRoutes } from "./verification-routes.js";

export interface TwilioRoutesOptions extends VerificationRoutesOptions {
  authenticate: AuthenticateKey;
}

export const twilioRoutes: FastifyPluginAsyncZod<TwilioRoutesOptions> = async (app, options) => {
  const { sql, clock, random, deployment, services, rateLimits, templates } = options;
  app.setErrorHandler((error, request, reply) => respondTwilioError(error, request, reply));
  app.setNotFoundHandler((request, reply) => respondTwilioError(notFound(), request, reply));
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addHook("onRequest", requireAccountKey(options.authenticate));
  const common = { sql, clock, random, deployment, services, templates };
  await app.register(serviceRoutes, common);
  await app.register(rateLimitRoutes, { ...common, rateLimits });
  await app.register(safeListRoutes, common);
  await app.register(templateRoutes, common);
  await app.register(attemptRoutes, common);
  // `options` contains this plugin's prefix, which would be put before the paths a second time.
  await app.register(verificationRoutes, { ...options, prefix: "" });
};
