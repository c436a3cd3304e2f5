/** @module Twilio's Services: https://www.twilio.com/docs/verify/api/service */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Deployment } from "../core.js";
import { AppError } from "../errors.js";
import { readServiceSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { type Service, type ServiceSettings, serviceDefaults } from "../services/service.js";
import type { Services } from "../services/services.js";
import type { Templates } from "../templates/templates.js";
import { buildMeta, listQuery, listResource, readPage } from "./paging.js";
import { createServiceForm, type ServiceForm, updateServiceForm } from "./service-params.js";
import { serviceResource, toServiceResource } from "./service-resources.js";

export interface ServiceRoutesOptions {
  deployment: Deployment;
  services: Services;
  templates: Pick<Templates, "find">;
}

const params = z.object({ ServiceSid: z.string() });
const serviceList = listResource("services", serviceResource);

export const serviceRoutes: FastifyPluginAsyncZod<ServiceRoutesOptions> = async (app, options) => {
  const { deployment, services, templates } = options;
  const requireTemplate = async (sid: string | undefined) => {
    if (sid !== undefined && !(await templates.find(sid))) throw new AppError("template.unknown");
  };

  app.post(
    "/Services",
    { schema: { body: createServiceForm, response: { 201: serviceResource } } },
    async (request, reply) => {
      await requireTemplate(request.body.DefaultTemplateSid);
      const settings = { ...readSettings(request.body, serviceDefaults), friendlyName: request.body.FriendlyName };
      const service = await services.create(settings, actorOf(request));
      return reply.code(201).send(toServiceResource(service, deployment, request.formFields));
    },
  );

  app.get("/Services", { schema: { querystring: listQuery, response: { 200: serviceList } } }, async ({ query }) => {
    const page = await services.list(readPage(query, "VA"));
    const meta = buildMeta(page, { origin: deployment.origin, path: "/Services", query, key: "services" });
    return { services: page.rows.map((service) => toServiceResource(service, deployment)), meta };
  });

  app.get("/Services/:ServiceSid", { schema: { params, response: { 200: serviceResource } } }, async (request) =>
    toServiceResource(await services.find(readServiceSid(request.params.ServiceSid)), deployment),
  );

  app.post(
    "/Services/:ServiceSid",
    { schema: { params, body: updateServiceForm, response: { 200: serviceResource } } },
    async (request) => {
      const sid = readServiceSid(request.params.ServiceSid);
      await requireTemplate(request.body.DefaultTemplateSid);
      const service = await services.update(sid, (current) => readSettings(request.body, current), actorOf(request));
      return toServiceResource(service, deployment, request.formFields);
    },
  );

  app.delete("/Services/:ServiceSid", { schema: { params } }, async (request, reply) => {
    await services.delete(readServiceSid(request.params.ServiceSid), actorOf(request));
    return reply.code(204).send();
  });
};

type NestedSettings = Pick<Service, "push" | "totp" | "whatsapp" | "passkeys">;

/** The settings that a form gives. Nested ones are stored whole: what the form does not give of them comes from `current`. */
function readSettings(form: ServiceForm, current: NestedSettings): Partial<ServiceSettings> {
  const given = {
    friendlyName: form.FriendlyName,
    codeLength: form.CodeLength,
    lookupEnabled: form.LookupEnabled,
    skipSmsToLandlines: form.SkipSmsToLandlines,
    dtmfInputRequired: form.DtmfInputRequired,
    ttsName: form.TtsName,
    psd2Enabled: form.Psd2Enabled,
    doNotShareWarningEnabled: form.DoNotShareWarningEnabled,
    customCodeEnabled: form.CustomCodeEnabled,
    verifyEventSubscriptionEnabled: form.VerifyEventSubscriptionEnabled,
    defaultTemplateSid: form.DefaultTemplateSid,
    defaultCountry: form.DefaultCountry,
    allowedCountries: form.AllowedCountries,
    defaultLocale: form.DefaultLocale,
    codeTtlSeconds: form.CodeTtlSeconds,
    resendPolicy: form.ResendPolicy,
    resendWaits: form.ResendWaits,
    webOtpHost: form.WebOtpHost,
  };
  const { push, totp, whatsapp, passkeys } = current;
  return {
    ...dropAbsent(given),
    push: {
      include_date: form["Push.IncludeDate"] ?? push.include_date,
      apn_credential_sid: form["Push.ApnCredentialSid"] ?? push.apn_credential_sid,
      fcm_credential_sid: form["Push.FcmCredentialSid"] ?? push.fcm_credential_sid,
    },
    totp: {
      issuer: form["Totp.Issuer"] ?? totp.issuer,
      time_step: form["Totp.TimeStep"] ?? totp.time_step,
      code_length: form["Totp.CodeLength"] ?? totp.code_length,
      skew: form["Totp.Skew"] ?? totp.skew,
    },
    whatsapp: {
      msg_service_sid: form["Whatsapp.MsgServiceSid"] ?? whatsapp.msg_service_sid,
      from: form["Whatsapp.From"] ?? whatsapp.from,
    },
    passkeys: {
      relying_party: {
        id: form["Passkeys.RelyingParty.Id"] ?? passkeys.relying_party.id,
        name: form["Passkeys.RelyingParty.Name"] ?? passkeys.relying_party.name,
        origins: form["Passkeys.RelyingParty.Origins"]?.split(",") ?? passkeys.relying_party.origins,
      },
      authenticator_attachment: form["Passkeys.AuthenticatorAttachment"] ?? passkeys.authenticator_attachment,
      discoverable_credentials: form["Passkeys.DiscoverableCredentials"] ?? passkeys.discoverable_credentials,
      user_verification: form["Passkeys.UserVerification"] ?? passkeys.user_verification,
    },
  };
}

/** Without the members that are `undefined`. */
function dropAbsent<T extends object>(values: T) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
