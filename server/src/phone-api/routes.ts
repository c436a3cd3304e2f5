/** @module The public phone API: what a page or an app calls itself, with a publishable key. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { AuthenticateKey } from "../api-keys/authenticate-key.js";
import type { ClientAddress, ReadClientAddress } from "../client-address.js";
import { AppError } from "../errors.js";
import { createWork } from "../fraud-guard/challenge.js";
import { challengeScope } from "../fraud-guard/challenge-scope.js";
import { type CheckCodeDependencies, checkCode } from "../fraud-guard/check-code.js";
import { sendCode } from "../fraud-guard/send-code.js";
import { notFound } from "../http/create-server.js";
import { parseLocale } from "../language.js";
import { isCountry, normalizePhone } from "../phone.js";
import type { ServiceCache } from "../services/find-service.js";
import { parseSid } from "../sid.js";
import type { StartDependencies } from "../verify/start-verification.js";
import { languageOf } from "./language.js";
import { answerPreflight, type CorsConfig, requirePublishableKey } from "./require-publishable-key.js";
import { phoneErrorBody, respondPhoneError } from "./respond-phone-error.js";
import { successes } from "./texts.js";

export interface PhoneRoutesOptions extends StartDependencies, CheckCodeDependencies {
  authenticate: AuthenticateKey;
  services: ServiceCache;
  readAddress: ReadClientAddress;
  cors: CorsConfig;
}

const isKeepable = (value: string) => !value.includes("\0") && value.isWellFormed();
const altcha = z.string().max(4096).optional().describe("The solution of a challenge, in base64.");
const country = z
  .string()
  .meta({ examples: ["KR"] })
  .transform((text) => text.toUpperCase())
  .refine(isCountry, "must be an ISO 3166-1 alpha-2 country code")
  .optional()
  .describe("Of numbers written without one; otherwise the service's.");
const locale = z
  .string()
  .refine((text) => parseLocale(text) !== undefined, "is not a supported locale")
  .optional()
  .meta({ description: "Of the text and of this answer.", examples: ["ko"] });

const phoneNumber = z
  .string()
  .max(64)
  .meta({ description: "In national or international form.", examples: ["01012345678", "+821012345678"] });

const sendBody = z.strictObject({
  phoneNumber,
  country,
  locale,
  nonce: z
    .string()
    .min(1)
    .max(128)
    .refine(isKeepable)
    .optional()
    .describe("Comes back in the token: ties it to the page's own session."),
  altcha,
});

const message = z.string().describe("For people, in Korean or English.");

const sent = z.strictObject({
  message,
  verificationId: z.string().describe("Send it along with the check: nobody else's wrong tries count then."),
  expiresInSeconds: z.int().meta({ examples: [600] }),
  resendInSeconds: z.int().meta({ description: "Before that, sending again is 429.", examples: [30] }),
  sendsLeft: z.int().meta({ examples: [4] }),
});

const checkBody = z.strictObject({
  phoneNumber,
  country,
  locale,
  code: z
    .string()
    .max(64)
    .meta({ description: "The code of the text.", examples: ["123456"] }),
  verificationId: z.string().max(64).optional().describe("The one the send was answered with."),
  altcha,
});

const verified = z.strictObject({
  message,
  verificationToken: z
    .string()
    .describe("A JWT (ES256) that proves the number; verify it with /.well-known/jwks.json."),
});

const challenge = z.strictObject({ parameters: z.record(z.string(), z.unknown()), signature: z.string() });
challenge.register(z.globalRegistry, { id: "Challenge", description: "A proof of work: https://altcha.org" });
const failure = z.object({
  message: z.string().describe("For people, in Korean or English."),
  error: z.string().describe("For programs, in English whatever the language."),
  statusCode: z.int(),
  retryAfterSeconds: z.int().optional(),
  challenge: challenge.optional(),
});
failure.register(z.globalRegistry, { id: "PhoneError" });
const failures = { 400: failure, 401: failure, 403: failure, 428: failure, 429: failure, 500: failure, 503: failure };

export const phoneRoutes: FastifyPluginAsyncZod<PhoneRoutesOptions> = async (app, options) => {
  const { services, authenticate, cors } = options;
  app.setErrorHandler(async (error, request, reply) => {
    const action = request.routeOptions.url?.endsWith("/phone") ? "send" : "check";
    if (error instanceof AppError && error.code === "limits.challenge_required" && request.caller)
      return await respondChallenge(error, request, reply, action);
    return respondPhoneError(error, request, reply);
  });
  app.setNotFoundHandler((request, reply) => respondPhoneError(notFound(), request, reply));
  app.removeContentTypeParser(["application/x-www-form-urlencoded", "text/plain"]);
  app.options("/*", { schema: { hide: true } }, answerPreflight);

  /** A developer's own machine has no address to be limited by. */
  const addressOf = (request: FastifyRequest): ClientAddress | undefined => {
    const address = options.readAddress(request);
    return cors.environment === "development" && address.isLoopback ? undefined : address;
  };

  const respondChallenge = async (
    error: AppError,
    request: FastifyRequest,
    reply: FastifyReply,
    action: "send" | "check",
  ) => {
    const { key } = callerOf(request);
    const work = await createWork(options, challengeScope({ key, address: addressOf(request) }, action));
    return reply.code(error.status).send({ ...phoneErrorBody(error, languageOf(request)), challenge: work });
  };

  const guard = { onRequest: requirePublishableKey(authenticate, services, cors) };

  app.get(
    "/challenge",
    {
      ...guard,
      schema: {
        querystring: z.strictObject({ action: z.enum(["send", "check"]).default("send") }),
        response: { 200: challenge, 401: failure, 403: failure },
      },
    },
    async (request) => {
      const { key } = callerOf(request);
      const scope = challengeScope({ key, address: addressOf(request) }, request.query.action);
      return (await createWork(options, scope)) as unknown as z.infer<typeof challenge>;
    },
  );

  app.post(
    "/phone",
    { ...guard, schema: { body: sendBody, response: { 200: sent, ...failures } } },
    async (request) => {
      const { key, service } = callerOf(request);
      const { body } = request;
      const code = await sendCode(options, {
        key,
        service,
        phone: normalizePhone(body.phoneNumber, body.country ?? service.defaultCountry),
        address: addressOf(request),
        locale: body.locale === undefined ? undefined : parseLocale(body.locale),
        nonce: body.nonce,
        altcha: body.altcha,
      });
      return { message: successes.sent[languageOf(request)], ...code };
    },
  );

  app.post(
    "/phone-verification",
    { ...guard, schema: { body: checkBody, response: { 200: verified, 409: failure, ...failures } } },
    async (request) => {
      const { key, service } = callerOf(request);
      const { body } = request;
      const phone = normalizePhone(body.phoneNumber, body.country ?? service.defaultCountry);
      if (!phone.ok)
        throw new AppError("request.invalid", { parameter: "phoneNumber", problem: "it is not a mobile number" });
      const { verificationId } = body;
      const sid = verificationId === undefined ? undefined : parseSid("VE", verificationId);
      if (verificationId !== undefined && !sid) throw new AppError("verification.not_found", { reason: "unknown" });
      const token = await checkCode(options, {
        key,
        service,
        phone,
        address: addressOf(request),
        code: body.code,
        verificationId: sid,
        altcha: body.altcha,
      });
      return { message: successes.verified[languageOf(request)], verificationToken: token };
    },
  );
};

function callerOf(request: FastifyRequest) {
  const { caller } = request;
  if (!caller) throw new AppError("request.unauthenticated", { expected: "a publishable key (X-Munjigi-Key: pk_…)" });
  return caller;
}
