/** @module Twilio's Verifications and VerificationCheck: https://www.twilio.com/docs/verify/api/verification */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Payment } from "../codes.js";
import type { Deployment } from "../core.js";
import { AppError } from "../errors.js";
import { readServiceSid } from "../http/read-sid.js";
import type { CountryCode } from "../phone.js";
import type { RateLimits } from "../rate-limits/rate-limits.js";
import { findRecipient, readRecipient } from "../recipient.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import { parseSid } from "../sid.js";
import type { CheckSubject } from "../verify/verification.js";
import type { Verifications } from "../verify/verifications.js";
import { createCheckForm, createVerificationForm, updateVerificationForm } from "./verification-params.js";
import {
  describeCheck,
  describeVerification,
  verificationCheckResource,
  verificationResource,
} from "./verification-resources.js";

export interface VerificationRoutesOptions {
  deployment: Deployment;
  services: Pick<Services, "find">;
  rateLimits: Pick<RateLimits, "rulesFor">;
  verifications: Pick<Verifications, "start" | "check" | "end" | "fetch">;
}

const serviceParams = z.object({ ServiceSid: z.string() });
const verificationParams = serviceParams.extend({ Sid: z.string() });
/** The only purpose this API sees: a code of a sign-in page cannot be read, checked or ended here. */
const PURPOSE = "api";

export const verificationRoutes: FastifyPluginAsyncZod<VerificationRoutesOptions> = async (app, options) => {
  const { deployment, services, rateLimits, verifications } = options;

  app.post(
    "/Services/:ServiceSid/Verifications",
    { schema: { params: serviceParams, body: createVerificationForm, response: { 201: verificationResource } } },
    async (request, reply) => {
      const { body } = request;
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      const started = await verifications.start({
        service,
        // The channel says how `To` is to be read: a number is no e-mail address, and the other way round.
        recipient: readRecipient(body.To, body.Channel === "email" ? "email" : "sms", service.defaultCountry),
        purpose: PURPOSE,
        binding: "",
        text: {
          locale: body.Locale,
          brand: body.CustomFriendlyName,
          customCode: body.CustomCode,
          appHash: body.AppHash,
          templates: readTemplates(body),
          substitutions: body.TemplateCustomSubstitutions,
        },
        tags: body.Tags,
        payment: readPayment(service, body, true),
        policy: {
          anyCountry: body.RiskCheck === "disable",
          rules: body.RateLimits && (await rateLimits.rulesFor(service.sid, body.RateLimits)),
        },
      });
      return reply.code(201).send(describeVerification(started, deployment));
    },
  );

  app.get(
    "/Services/:ServiceSid/Verifications/:Sid",
    { schema: { params: verificationParams, response: { 200: verificationResource } } },
    async (request) => {
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      return describeVerification(await verifications.fetch(subject(service, request.params.Sid)), deployment);
    },
  );

  app.post(
    "/Services/:ServiceSid/Verifications/:Sid",
    { schema: { params: verificationParams, body: updateVerificationForm, response: { 200: verificationResource } } },
    async (request) => {
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      const status = request.body.Status === "approved" ? "approved" : "canceled";
      return describeVerification(await verifications.end(subject(service, request.params.Sid), status), deployment);
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
      return describeCheck(await verifications.check({ subject: checked, code: Code, payment }), deployment);
    },
  );
};

/**
 * What a code of a PSD2 service confirms. Throws `verification.payment_missing` where one must be started with it; a check
 * that does not repeat it is a wrong code.
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

/** A recipient that is none is a mistake of the caller (60200); one that nothing was sent to is not (20404). */
function readAddress(text: string, country: CountryCode): string {
  const recipient = findRecipient(text, country);
  if (recipient) return recipient.address;
  throw new AppError("request.invalid", { parameter: "To", problem: "it is no mobile number and no e-mail address" });
}

/** A verification is named by its identifier or by whom it is for. */
function subject(service: Service, text: string): CheckSubject {
  const sid = parseSid("VE", text);
  if (sid) return bySid(service, sid, undefined);
  const recipient = findRecipient(text, service.defaultCountry);
  if (!recipient) throw new AppError("verification.not_found", { reason: "unknown" });
  return byRecipient(service, recipient.address);
}

function bySid(service: Service, sid: string, recipient: string | undefined): CheckSubject {
  return { by: "sid", sid, serviceSid: service.sid, purpose: PURPOSE, recipient };
}

function byRecipient(service: Service, recipient: string): CheckSubject {
  return { by: "target", target: { serviceSid: service.sid, recipient, purpose: PURPOSE, binding: "" } };
}
