/**
 * @module What Twilio's API takes: form fields in PascalCase. Names we do not know are ignored, as Twilio does (newer SDKs
 * send more); those we know are strict. An optional field that is empty is absent.
 */
import { isIP } from "node:net";
import { z } from "zod";
import { CODE_LENGTH } from "../codes.js";
import { parseLocale } from "../language.js";
import { isCountry } from "../phone.js";
import { problemWithFriendlyName } from "../settings/friendly-name.js";
import { parseSid } from "../sid.js";
import {
  LONGEST_SUBSTITUTION,
  problemWithSubstitution,
  type Substitutions,
  type TemplateChoice,
} from "../templates/template.js";

/** What PostgreSQL can keep: no null characters, no half surrogate pairs. */
const isKeepable = (value: string) => !value.includes("\0") && value.isWellFormed();

export const text = z
  .string({
    error: ({ input }) =>
      input === undefined ? "is required" : Array.isArray(input) ? "is given twice" : "must be text",
  })
  .refine(isKeepable, "must not contain null characters");

/** An absent or empty field is `undefined`; any other must satisfy `schema`. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const boolean = text
  .regex(/^(true|false)$/i, "must be true or false")
  .meta({ type: "boolean", pattern: undefined })
  .transform((value) => /^t/i.test(value));

export const integer = (min: number, max: number) =>
  text
    .regex(/^\d{1,6}$/, `must be a whole number from ${min} to ${max}`)
    .meta({ type: "integer", pattern: undefined, minimum: min, maximum: max })
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const friendlyName = text.transform((value, context) => {
  const problem = problemWithFriendlyName(value);
  if (problem) context.addIssue({ code: "custom", message: problem });
  return value.trim();
});

const locale = text.transform((value, context) => {
  const parsed = parseLocale(value);
  if (!parsed) context.addIssue({ code: "custom", message: "is not a supported locale" });
  return parsed as string;
});

export const country = text.transform((value, context) => {
  const upper = value.trim().toUpperCase();
  if (!isCountry(upper)) {
    context.addIssue({ code: "custom", message: "must be an ISO 3166-1 alpha-2 country code" });
    return z.NEVER;
  }
  return upper;
});

/** `KR,US`, or the field once per country. */
const countries = z.preprocess(
  (value) => (Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : value),
  z.array(country).min(1).max(250),
);

export const sid = (prefix: "VA" | "VE" | "HJ") =>
  text.transform((value, context) => {
    const parsed = parseSid(prefix, value);
    if (!parsed) context.addIssue({ code: "custom", message: `must be ${prefix} and 32 hex digits` });
    return parsed as string;
  });

/** 4–10 letters or digits, as they are in the text: a full-width digit or a line break is another code. */
const code = text.regex(/^[0-9A-Za-z]{4,10}$/, "must be 4 to 10 letters or digits");

/** What stands in a text about a payment: one line. */
const paymentText = text
  .max(64, "must be at most 64 characters")
  .refine((value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value), "must not contain line breaks or invisible characters")
  .transform((value) => value.trim());

const MOST_WAITS = 10;
/** `30,60,120`: seconds after the first, second, … send; `none` for no wait, `default` for the API's own. */
const waits = text.transform((value, context): number[] | null => {
  if (value === "default") return null;
  const list =
    value === "none" ? [] : value.split(",").map((part) => (/^\d{1,4}$/.test(part.trim()) ? Number(part) : -1));
  if (list.length <= MOST_WAITS && list.every((seconds) => seconds >= 0 && seconds <= 3600)) return list;
  const message = `must be none, default, or at most ${MOST_WAITS} numbers of seconds from 0 to 3600, such as 30,60,120`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/** The host of a page: https://wicg.github.io/sms-one-time-codes/ */
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

const MOST_TAGS = 10;
const LONGEST_TAG = 128;
const tags = text.transform((value, context): Record<string, string> => {
  const schema = z
    .record(z.string().min(1).max(LONGEST_TAG).refine(isKeepable), z.string().max(LONGEST_TAG).refine(isKeepable))
    .refine((record) => Object.keys(record).length <= MOST_TAGS);
  const parsed = schema.safeParse(parseJson(value));
  if (parsed.success) return parsed.data;
  const message = `must be a JSON object of at most ${MOST_TAGS} texts of at most ${LONGEST_TAG} characters`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const MOST_LIMITED_VALUES = 10;
const rateLimits = text.transform((value, context): ReadonlyMap<string, string> => {
  const schema = z
    .record(z.string(), z.string().max(LONGEST_TAG))
    .refine((record) => Object.keys(record).length <= MOST_LIMITED_VALUES);
  const parsed = schema.safeParse(parseJson(value));
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const message = `must be a JSON object of at most ${MOST_LIMITED_VALUES} texts of at most ${LONGEST_TAG} characters`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const MOST_SUBSTITUTIONS = 20;
const MOST_TEMPLATES = 10;
const substitution = z.string().superRefine((value, context) => {
  const message = problemWithSubstitution(value);
  if (message) context.addIssue({ code: "custom", message });
});
const substitutionsSchema = z
  .record(z.string(), substitution)
  .refine((record) => Object.keys(record).length <= MOST_SUBSTITUTIONS);
const ABOUT_SUBSTITUTIONS = `at most ${MOST_SUBSTITUTIONS} texts, each of one line and at most ${LONGEST_SUBSTITUTION} characters`;
const substitutions = text.transform((value, context): Substitutions => {
  const parsed = substitutionsSchema.safeParse(parseJson(value));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: `must be a JSON object of ${ABOUT_SUBSTITUTIONS}` });
  return z.NEVER;
});

const templateSid = z.string().transform((value, context) => {
  const parsed = parseSid("HJ", value);
  if (!parsed) context.addIssue({ code: "custom", message: "must be HJ and 32 hex digits" });
  return parsed as string;
});
const templates = text.transform((value, context): TemplateChoice[] => {
  const choice = z.object({ sid: templateSid, substitutions: substitutionsSchema.nullish() });
  const parsed = z.array(choice).max(MOST_TEMPLATES).safeParse(parseJson(value));
  if (parsed.success) return parsed.data.map(({ sid, substitutions }) => ({ sid, substitutions: substitutions ?? {} }));
  const message = `must be a JSON array of at most ${MOST_TEMPLATES} {sid, substitutions}, the latter of ${ABOUT_SUBSTITUTIONS}`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export const form = <T extends z.ZodRawShape>(shape: T) => z.preprocess((value) => value ?? {}, z.object(shape));

const CHANNELS = ["sms", "email"];

const recipient = text.meta({
  description: "A mobile number, as people write it, or an e-mail address.",
  examples: ["+821012345678"],
});

export const createVerificationForm = form({
  To: recipient,
  Channel: text.meta({ enum: CHANNELS }).refine((value) => CHANNELS.includes(value), "must be sms or email"),
  CustomFriendlyName: optional(friendlyName).describe("The brand in the text, in place of the service's."),
  Locale: optional(locale).describe("Of the text: Korean or English; other languages get English."),
  CustomCode: optional(code).describe("In place of a generated one, if the service allows it."),
  AppHash: optional(text.regex(/^[A-Za-z0-9+/]{11}$/, "must be the 11 characters of an app hash")).describe(
    "11 characters of base64: https://developers.google.com/identity/sms-retriever/verify",
  ),
  Tags: optional(tags).describe("A JSON object of at most ten texts of at most 128 characters."),
  RateLimits: optional(rateLimits).describe("A JSON object: the value of each rate limit of the service, by its name."),
  TemplateSid: optional(sid("HJ")),
  TemplateCustomSubstitutions: optional(substitutions).describe("A JSON object: what fills the template's places."),
  Templates: optional(templates),
  Amount: optional(paymentText).describe("With `Payee`, what a PSD2 service confirms: the check repeats both."),
  Payee: optional(paymentText),
  RiskCheck: optional(
    text
      .meta({ enum: ["enable", "disable"] })
      .refine((value) => value === "enable" || value === "disable", "must be enable or disable"),
  ).describe("`disable` sends to numbers of any country, whatever the service's `AllowedCountries`."),
  DeviceIp: optional(text.refine((value) => isIP(value) !== 0, "must be an IPv4 or IPv6 address")).describe(
    "Checked, not stored.",
  ),
});

export const updateVerificationForm = form({
  Status: text
    .meta({ enum: ["canceled", "approved"] })
    .refine((value) => value === "canceled" || value === "approved", "must be canceled or approved"),
});

export const createCheckForm = form({
  Code: code,
  To: optional(recipient),
  VerificationSid: optional(sid("VE")).describe("In place of `To`."),
  Amount: optional(paymentText),
  Payee: optional(paymentText),
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
