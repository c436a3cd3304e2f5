/** @module Twilio's Verifications and VerificationCheck: https://www.twilio.com/docs/verify/api/verification */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Payment } from "../codes.js";
import { normalizeEmail } from "../email.js";
import { AppError } from "../errors.js";
import { readServiceSid } from "../http/read-sid.js";
import { type CountryCode, normalizePhone } from "../phone.js";
import type { Recipient } from "../recipient.js";
import type { Service } from "../settings/service.js";
import { parseSid } from "../sid.js";
import { type CheckDependencies, checkVerification } from "../verify/check-verification.js";
import { endVerification } from "../verify/end-verification.js";
import { fetchVerification } from "../verify/fetch-verification.js";
import { type StartDependencies, startVerification } from "../verify/start-verification.js";
import type { CheckSubject } from "../verify/verification.js";
import type { RateLimitRoutesOptions } from "./rate-limit-routes.js";
import { rulesOf } from "./rate-limit-rules.js";
import { createCheckForm, createVerificationForm, updateVerificationForm } from "./verification-params.js";
import {
  toCheckResource,
  toVerificationResource,
  verificationCheckResource,
  verificationResource,
} from "./verification-resources.js";

export interface VerificationRoutesOptions extends StartDependencies, CheckDependencies, RateLimitRoutesOptions {}

const serviceParams = z.object({ ServiceSid: z.string() });
const verificationParams = serviceParams.extend({ Sid: z.string() });
/** This API finds verifications of this purpose only: it cannot read, check or end the code of a sign-in page. */
const PURPOSE = "api";

export const verificationRoutes: FastifyPluginAsyncZod<VerificationRoutesOptions> = async (app, options) => {
  const { sql, deployment, services, rateLimits } = options;

  app.post(
    "/Services/:ServiceSid/Verifications",
    { schema: { params: serviceParams, body: createVerificationForm, response: { 201: verificationResource } } },
    async (request, reply) => {
      const { body } = request;
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      const started = await startVerification(options, {
        service,
        recipient: readRecipient(body, service.defaultCountry),
        purpose: PURPOSE,
        binding: "",
        locale: body.Locale,
        brand: body.CustomFriendlyName,
        customCode: body.CustomCode,
        appHash: body.AppHash,
        templates: readTemplates(body),
        substitutions: body.TemplateCustomSubstitutions,
        tags: body.Tags,
        payment: readPayment(service, body, true),
        anyCountry: body.RiskCheck === "disable",
        waits: service.resendWaits ?? [],
        rules: body.RateLimits && rulesOf(options, await rateLimits.find(service.sid), body.RateLimits),
      });
      return reply.code(201).send(toVerificationResource(started, deployment));
    },
  );

  app.get(
    "/Services/:ServiceSid/Verifications/:Sid",
    { schema: { params: verificationParams, response: { 200: verificationResource } } },
    async (request) => {
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      return toVerificationResource(await fetchVerification(sql, readSubject(service, request.params.Sid)), deployment);
    },
  );

  app.post(
    "/Services/:ServiceSid/Verifications/:Sid",
    { schema: { params: verificationParams, body: updateVerificationForm, response: { 200: verificationResource } } },
    async (request) => {
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      const status = request.body.Status === "approved" ? "approved" : "canceled";
      return toVerificationResource(
        await endVerification(sql, readSubject(service, request.params.Sid), status),
        deployment,
      );
    },
  );

  app.post(
    "/Services/:ServiceSid/VerificationCheck",
    { schema: { params: serviceParams, body: createCheckForm, response: { 200: verificationCheckResource } } },
    async (request) => {
      const { To, VerificationSid, Code } = request.body;
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      if (!To && !VerificationSid) throw new AppError("verification.target_missing");
      const recipient = To ? readAddress(To, service.defaultCountry) : undefined;
      const checked = VerificationSid
        ? bySid(service, VerificationSid, recipient)
        : byRecipient(service, recipient as string);
      const payment = readPayment(service, request.body, false);
      return toCheckResource(await checkVerification(options, { subject: checked, code: Code, payment }), deployment);
    },
  );
};

/**
 * The payment that a code of a PSD2 service confirms. Throws `verification.payment_missing` if it is needed and not given. A
 * start needs it; a check does not, but without it every code is a wrong code.
 */
function readPayment(
  { psd2Enabled }: Service,
  { Amount: amount, Payee: payee }: { Amount?: string | undefined; Payee?: string | undefined },
  isNeeded: boolean,
): Payment | undefined {
  if (!psd2Enabled) return undefined;
  if (amount !== undefined && payee !== undefined) return { amount, payee };
  if (isNeeded) throw new AppError("verification.payment_missing");
  return undefined;
}

/** `Templates` wins over `TemplateSid`. */
function readTemplates(body: z.output<typeof createVerificationForm>) {
  if (body.Templates?.length) return body.Templates;
  return body.TemplateSid
    ? [{ sid: body.TemplateSid, substitutions: body.TemplateCustomSubstitutions ?? {} }]
    : undefined;
}

/** `Channel` says how `To` is read: as a number or as an e-mail address. Where it is the other one, it is refused. */
function readRecipient({ To, Channel }: { To: string; Channel: string }, country: CountryCode): Recipient {
  return Channel === "email"
    ? { channel: "email", email: normalizeEmail(To) }
    : { channel: "sms", phone: normalizePhone(To, country) };
}

/** The recipient in a text that comes without a channel. A text with an `@` is an e-mail address: no number has one. */
function findAddress(text: string, country: CountryCode): string | undefined {
  if (text.includes("@")) {
    const email = normalizeEmail(text);
    return email.ok ? email.address : undefined;
  }
  const phone = normalizePhone(text, country);
  return phone.ok ? phone.e164 : undefined;
}

/** Throws `request.invalid` (60200) for a text that is no recipient. A recipient without a verification fails later (20404). */
function readAddress(text: string, country: CountryCode): string {
  const address = findAddress(text, country);
  if (address !== undefined) return address;
  throw new AppError("request.invalid", { parameter: "To", problem: "it is no mobile number and no e-mail address" });
}

/** `Sid` in a path is a verification's identifier, or the recipient it is for. */
function readSubject(service: Service, text: string): CheckSubject {
  const sid = parseSid("VE", text);
  if (sid) return bySid(service, sid, undefined);
  const address = findAddress(text, service.defaultCountry);
  if (address === undefined) throw new AppError("verification.not_found", { reason: "unknown" });
  return byRecipient(service, address);
}

function bySid(service: Service, sid: string, recipient: string | undefined): CheckSubject {
  return { by: "sid", sid, serviceSid: service.sid, purpose: PURPOSE, recipient };
}

function byRecipient(service: Service, recipient: string): CheckSubject {
  return { by: "target", target: { serviceSid: service.sid, recipient, purpose: PURPOSE, binding: "" } };
}
