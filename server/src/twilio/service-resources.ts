/** @module Twilio's Service, property for property as its OpenAPI file lists them, and our additions (marked). */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Service } from "../services/service.js";
import { date, sid, toSeconds, url } from "./resource.js";
import { serviceFieldNames } from "./service-params.js";
import { warnAboutFields, warnAboutSettings } from "./without-effect.js";

export const serviceResource = z.strictObject({
  sid: sid("VA"),
  account_sid: sid("AC"),
  friendly_name: z.string(),
  code_length: z.int(),
  lookup_enabled: z.boolean(),
  psd2_enabled: z.boolean(),
  skip_sms_to_landlines: z.boolean(),
  dtmf_input_required: z.boolean(),
  tts_name: z.string().nullable(),
  do_not_share_warning_enabled: z.boolean(),
  custom_code_enabled: z.boolean(),
  push: z.strictObject({
    include_date: z.boolean(),
    apn_credential_sid: z.string().nullable(),
    fcm_credential_sid: z.string().nullable(),
  }),
  totp: z.strictObject({ issuer: z.string().nullable(), time_step: z.int(), code_length: z.int(), skew: z.int() }),
  default_template_sid: z.string().nullable(),
  whatsapp: z.strictObject({ msg_service_sid: z.string().nullable(), from: z.string().nullable() }),
  passkeys: z.strictObject({
    relying_party: z.strictObject({
      id: z.string().nullable(),
      name: z.string().nullable(),
      origins: z.array(z.string()).nullable(),
    }),
    authenticator_attachment: z.string().nullable(),
    discoverable_credentials: z.string().nullable(),
    user_verification: z.string().nullable(),
  }),
  verify_event_subscription_enabled: z.boolean(),
  date_created: date,
  date_updated: date,
  url,
  links: z.record(z.string(), url),
  default_country: z.string().describe("Addition: the country of numbers written without one."),
  allowed_countries: z.array(z.string()).describe("Addition: the countries it sends to."),
  default_locale: z
    .string()
    .nullable()
    .describe("Addition: the language of its texts, null for the recipient's country's."),
  code_ttl_seconds: z.int().describe("Addition: how long a code lives."),
  resend_policy: z.enum(["same_code", "new_code"]).describe("Addition: whether a resend says the same code again."),
  resend_waits: z
    .array(z.int())
    .nullable()
    .describe("Addition: seconds to wait between sends, null for the API's own."),
  web_otp_host: z.string().nullable().describe("Addition: the host of the page that may read the code (WebOTP)."),
  warnings: z.array(z.string()).describe("Addition: what an administrator should know about these settings."),
});
serviceResource.register(z.globalRegistry, { id: "Service" });

/** To what is served. */
const LINKS = {
  verification_checks: "VerificationCheck",
  verifications: "Verifications",
  rate_limits: "RateLimits",
  entities: "Entities",
  webhooks: "Webhooks",
};

/** `given`: the names of the fields that a request came with. */
export function toServiceResource(service: Service, { origin, accountSid }: Deployment, given: readonly string[] = []) {
  const url = `${origin}/v2/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: accountSid,
    friendly_name: service.friendlyName,
    code_length: service.codeLength,
    lookup_enabled: service.lookupEnabled,
    psd2_enabled: service.psd2Enabled,
    skip_sms_to_landlines: service.skipSmsToLandlines,
    dtmf_input_required: service.dtmfInputRequired,
    tts_name: service.ttsName,
    do_not_share_warning_enabled: service.doNotShareWarningEnabled,
    custom_code_enabled: service.customCodeEnabled,
    push: service.push,
    totp: service.totp,
    default_template_sid: service.defaultTemplateSid,
    whatsapp: service.whatsapp,
    passkeys: service.passkeys,
    verify_event_subscription_enabled: service.verifyEventSubscriptionEnabled,
    date_created: toSeconds(service.createdAt),
    date_updated: toSeconds(service.updatedAt),
    url,
    links: Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${url}/${path}`])),
    default_country: service.defaultCountry,
    allowed_countries: service.allowedCountries,
    default_locale: service.defaultLocale,
    code_ttl_seconds: service.codeTtlSeconds,
    resend_policy: service.resendPolicy,
    resend_waits: service.resendWaits,
    web_otp_host: service.webOtpHost,
    warnings: [...warnAbout(service), ...warnAboutSettings(service), ...warnAboutFields(given, serviceFieldNames)],
  };
}

function warnAbout({ codeLength, codeTtlSeconds }: Service): string[] {
  const warnings: string[] = [];
  if (codeLength < 6) warnings.push(`CodeLength ${codeLength} is below the 6 digits of NIST SP 800-63B-4 §3.1.3.2`);
  if (codeTtlSeconds > 600)
    warnings.push(`CodeTtlSeconds ${codeTtlSeconds} is above the 10 minutes of NIST SP 800-63B-4 §3.1.3.2`);
  return warnings;
}
