/** @module What the file says of services and templates: the rules of Twilio's form (`twilio/service-params.ts`), for JSON. */
import { z } from "zod";
import { CODE_LENGTH } from "../codes.js";
import { findUncountable, limitsSchema } from "../fraud-guard/limits.js";
import { parseLocale } from "../language.js";
import { isCountry } from "../phone.js";
import { problemWithFriendlyName } from "../services/friendly-name.js";
import type { ServiceSettings } from "../services/service.js";
import { problemWithTemplateText } from "../templates/template.js";
import { isStorable } from "../text.js";

/** PostgreSQL refuses NUL in a text. */
export const text = z.string().refine(isStorable, "must not contain NUL");

/** A text that a rule of its room has nothing to say of. */
export const checked = (problemWith: (text: string) => string | undefined) =>
  text.superRefine((value, context) => {
    const message = problemWith(value);
    if (message) context.addIssue({ code: "custom", message });
  });

const locale = text.refine((value) => parseLocale(value) === value, "is not a supported locale");
const country = text.refine(isCountry, "must be an ISO 3166-1 alpha-2 country code");
const line = (max: number) => text.max(max);
const sid = (prefix: string) => text.regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));
const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const MAX_WAITS = 10;
const MAX_TRANSLATIONS = 50;
const weight = z.enum(["required", "preferred", "discouraged"]);

export const serviceSettings = {
  friendlyName: checked(problemWithFriendlyName),
  codeLength: z.int().min(CODE_LENGTH.min).max(CODE_LENGTH.max),
  lookupEnabled: z.boolean(),
  psd2Enabled: z.boolean(),
  skipSmsToLandlines: z.boolean(),
  dtmfInputRequired: z.boolean(),
  ttsName: line(64).nullable(),
  doNotShareWarningEnabled: z.boolean(),
  customCodeEnabled: z.boolean(),
  verifyEventSubscriptionEnabled: z.boolean(),
  push: z.strictObject({
    include_date: z.boolean(),
    apn_credential_sid: sid("CR").nullable(),
    fcm_credential_sid: sid("CR").nullable(),
  }),
  totp: z.strictObject({
    issuer: line(64).nullable(),
    time_step: z.int().min(20).max(60),
    code_length: z.int().min(3).max(8),
    skew: z.int().min(0).max(2),
  }),
  whatsapp: z.strictObject({ msg_service_sid: sid("MG").nullable(), from: line(64).nullable() }),
  passkeys: z.strictObject({
    relying_party: z.strictObject({
      id: line(253).nullable(),
      name: line(64).nullable(),
      origins: z.array(line(1000)).max(100).nullable(),
    }),
    authenticator_attachment: z.enum(["platform", "cross-platform", "any"]).nullable(),
    discoverable_credentials: weight.nullable(),
    user_verification: weight.nullable(),
  }),
  defaultCountry: country,
  allowedCountries: z.array(country).min(1).max(250),
  defaultLocale: locale.nullable(),
  codeTtlSeconds: z.int().min(120).max(86_400),
  resendPolicy: z.enum(["same_code", "new_code"]),
  resendWaits: z.array(z.int().min(0).max(3600)).max(MAX_WAITS).nullable(),
  webOtpHost: text.max(63).regex(HOST, "must be a host such as login.example.com").nullable(),
  limits: limitsSchema.partial().superRefine((limits, context) => {
    const found = findUncountable(limits);
    if (found) context.addIssue({ code: "custom", message: `${found.path} must be at most ${found.max}` });
  }),
} satisfies Record<Exclude<keyof ServiceSettings, "defaultTemplateSid">, z.ZodType>;

export const translations = z
  .array(z.strictObject({ locale, text: checked(problemWithTemplateText), isDefault: z.boolean() }))
  .min(1)
  .max(MAX_TRANSLATIONS)
  .refine((list) => list.filter(({ isDefault }) => isDefault).length === 1, "must have exactly one default")
  .refine((list) => new Set(list.map((one) => one.locale)).size === list.length, "must have each language once");
