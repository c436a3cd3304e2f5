/** @module What Twilio's Services take, and our additions (marked). */
import { z } from "zod";
import { CODE_LENGTH } from "../codes.js";
import { country, form, friendlyName, integer, locale, optional, sid, text } from "./fields.js";

const boolean = text
  .regex(/^(true|false)$/i, "must be true or false")
  .meta({ type: "boolean", pattern: undefined })
  .transform((value) => /^t/i.test(value));

/** `KR,US`, or the field once per country. */
const countries = z.preprocess(
  (value) => (Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : value),
  z.array(country).min(1).max(250),
);

const MAX_WAITS = 10;
/** `30,60,120`: seconds to wait after the first, second, … send. `none` means no wait, `default` the waits of the API. */
const waits = text.transform((value, context): number[] | null => {
  if (value === "default") return null;
  const list =
    value === "none" ? [] : value.split(",").map((part) => (/^\d{1,4}$/.test(part.trim()) ? Number(part) : -1));
  if (list.length <= MAX_WAITS && list.every((seconds) => seconds >= 0 && seconds <= 3600)) return list;
  const message = `must be none, default, or at most ${MAX_WAITS} numbers of seconds from 0 to 3600, such as 30,60,120`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/** The host of a page that may read the code (WebOTP): https://wicg.github.io/sms-one-time-codes/ */
const host = text.transform((value, context): string | null => {
  if (value === "none") return null;
  if (value.length <= 63 && /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value))
    return value;
  context.addIssue({
    code: "custom",
    message: "must be a host such as login.example.com, at most 63 characters, or none",
  });
  return z.NEVER;
});

const serviceFields = {
  CodeLength: optional(integer(CODE_LENGTH.min, CODE_LENGTH.max)),
  LookupEnabled: optional(boolean),
  SkipSmsToLandlines: optional(boolean),
  DtmfInputRequired: optional(boolean),
  TtsName: optional(text.max(64, "must be at most 64 characters")),
  Psd2Enabled: optional(boolean).describe("Its verifications confirm payments: `Amount` and `Payee` are required."),
  DoNotShareWarningEnabled: optional(boolean).describe("Ends the text with a warning not to share the code."),
  CustomCodeEnabled: optional(boolean).describe("Allows `CustomCode`."),
  VerifyEventSubscriptionEnabled: optional(boolean),
  DefaultTemplateSid: optional(sid("HJ")),
  "Push.IncludeDate": optional(boolean),
  "Push.ApnCredentialSid": optional(text.regex(/^CR[0-9a-fA-F]{32}$/, "must be CR and 32 hex digits")),
  "Push.FcmCredentialSid": optional(text.regex(/^CR[0-9a-fA-F]{32}$/, "must be CR and 32 hex digits")),
  "Totp.Issuer": optional(text.max(64, "must be at most 64 characters")),
  "Totp.TimeStep": optional(integer(20, 60)),
  "Totp.CodeLength": optional(integer(3, 8)),
  "Totp.Skew": optional(integer(0, 2)),
  "Whatsapp.MsgServiceSid": optional(text.regex(/^MG[0-9a-fA-F]{32}$/, "must be MG and 32 hex digits")),
  "Whatsapp.From": optional(text.max(64, "must be at most 64 characters")),
  "Passkeys.RelyingParty.Id": optional(text.max(253, "must be at most 253 characters")),
  "Passkeys.RelyingParty.Name": optional(text.max(64, "must be at most 64 characters")),
  "Passkeys.RelyingParty.Origins": optional(text.max(1000, "must be at most 1000 characters")),
  "Passkeys.AuthenticatorAttachment": optional(z.enum(["platform", "cross-platform", "any"])),
  "Passkeys.DiscoverableCredentials": optional(z.enum(["required", "preferred", "discouraged"])),
  "Passkeys.UserVerification": optional(z.enum(["required", "preferred", "discouraged"])),
  DefaultCountry: optional(country).describe("Addition: of numbers written without one. ISO 3166-1 alpha-2."),
  AllowedCountries: optional(countries).describe("Addition: `KR,US`, or the field once per country."),
  DefaultLocale: optional(locale).describe("Addition: the language of its texts."),
  CodeTtlSeconds: optional(integer(120, 86_400)).describe("Addition: how long a code lives."),
  ResendPolicy: optional(z.enum(["same_code", "new_code"], { error: "must be same_code or new_code" })).describe(
    "Addition: whether a resend says the same code again.",
  ),
  ResendWaits: optional(waits).describe(
    "Addition: seconds after each send before the next, such as `30,60,120`; `none`, or `default` for the API's own.",
  ),
  WebOtpHost: optional(host).describe("Addition: the host of the page that may read the code (WebOTP), or `none`."),
};

export const createServiceForm = form({ FriendlyName: friendlyName, ...serviceFields });
export const updateServiceForm = form({ FriendlyName: optional(friendlyName), ...serviceFields });
export type ServiceForm = z.infer<typeof updateServiceForm>;

/** All that creating and updating take. */
export const serviceFieldNames: ReadonlySet<string> = new Set(["FriendlyName", ...Object.keys(serviceFields)]);
