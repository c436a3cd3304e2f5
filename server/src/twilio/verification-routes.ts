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
import { hasGuessedPlus } from "./read-form.js";
import { createCheckForm, createVerificationForm, updateVerificationForm } from "./verification-params.js";
import {
  toCheckResource,
  toVerificationResource,
  verificationCheckResource,
  verificationResource,
} from "./verification-resources.js";
import { channelsNotServed } from "./without-effect.js";

export interface VerificationRoutesOptions {
  deployment: Deployment;
  services: Pick<Services, "find">;
  rateLimits: Pick<RateLimits, "rulesFor">;
  verifications: Pick<Verifications, "start" | "check" | "end" | "fetch">;
}

const serviceParams = z.object({ ServiceSid: z.string() });
const verificationParams = serviceParams.extend({ Sid: z.string() });
/** This API finds verifications of this purpose only: it cannot read, check or end the code of a sign-in page. */
const PURPOSE = "api";

export const verificationRoutes: FastifyPluginAsyncZod<VerificationRoutesOptions> = async (app, options) => {
  const { deployment, services, rateLimits, verifications } = options;

  app.post(
    "/Services/:ServiceSid/Verifications",
    { schema: { params: serviceParams, body: createVerificationForm, response: { 201: verificationResource } } },
    async (request, reply) => {
      const { body } = request;
      if (channelsNotServed.has(body.Channel))
        throw new AppError("verification.channel_not_served", { channel: body.Channel, reason: "not_served" });
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      const started = await verifications.start({
        service,
        // The channel says how `To` is to be read: a number is no e-mail address, and the other way round.
        recipient: readRecipient(body.To, body.Channel === "email" ? "email" : "sms", service.defaultCountry, {
          isPlusGuessed: hasGuessedPlus(request, "To"),
        }),
        purpose: PURPOSE,
        binding: "",
        arrivedAt: performance.now() - reply.elapsedTime,
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
      return reply.code(201).send(toVerificationResource(started, deployment, request.formFields));
    },
  );

  app.get(
    "/Services/:ServiceSid/Verifications/:Sid",
    { schema: { params: verificationParams, response: { 200: verificationResource } } },
    async (request) => {
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      return toVerificationResource(await verifications.fetch(readSubject(service, request.params.Sid)), deployment);
    },
  );

  app.post(
    "/Services/:ServiceSid/Verifications/:Sid",
    { schema: { params: verificationParams, body: updateVerificationForm, response: { 200: verificationResource } } },
    async (request) => {
      const service = await services.find(readServiceSid(request.params.ServiceSid));
      const status = request.body.Status === "approved" ? "approved" : "canceled";
      return toVerificationResource(
        await verifications.end(readSubject(service, request.params.Sid), status),
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
      const isPlusGuessed = hasGuessedPlus(request, "To");
      const recipient = To ? readAddress(To, service.defaultCountry, isPlusGuessed) : undefined;
      const checked = VerificationSid
        ? bySid(service, VerificationSid, recipient)
        : byRecipient(service, recipient as string);
      const payment = readPayment(service, request.body, false);
      return toCheckResource(await verifications.check({ subject: checked, code: Code, payment }), deployment);
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

/** A recipient that is none is a mistake of the caller (60200); one that nothing was sent to is not (20404). */
function readAddress(text: string, country: CountryCode, isPlusGuessed: boolean): string {
  const recipient = findRecipient(text, country, { isPlusGuessed });
  if (recipient) return recipient.address;
  throw new AppError("request.invalid", { parameter: "To", problem: "it is no mobile number and no e-mail address" });
}

/** `Sid` in a path is a verification's identifier, or the recipient it is for. */
function readSubject(service: Service, text: string): CheckSubject {
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
