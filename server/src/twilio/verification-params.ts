/** @module What Twilio's Verifications and VerificationCheck take. */
import { isIP } from "node:net";
import { z } from "zod";
import { OWN_CODE, readCode } from "../codes.js";
import { parseSid } from "../sid.js";
import {
  MAX_SUBSTITUTION_LENGTH,
  problemWithSubstitution,
  type Substitutions,
  type TemplateChoice,
} from "../templates/template.js";
import { isStorable } from "../text.js";
import { form, friendlyName, locale, optional, parseJson, sid, text } from "./fields.js";
import { channelsNotServed } from "./without-effect.js";

const ABOUT_CODES = "must be 4 to 10 letters or digits";
const ownCode = text.regex(OWN_CODE, ABOUT_CODES);
/** As people type and paste it. */
const typedCode = text
  .meta({ description: "As it was typed: blanks and hyphens do no harm.", examples: ["123456"] })
  .transform((value, context) => {
    const code = readCode(value, { letters: true });
    if (code === undefined) context.addIssue({ code: "custom", message: ABOUT_CODES });
    return code as string;
  });

/** The amount or the payee in a text about a payment: one line. */
const paymentText = text
  .max(64, "must be at most 64 characters")
  .refine((value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value), "must not contain line breaks or invisible characters")
  .transform((value) => value.trim());

const MAX_TAGS = 10;
const MAX_TAG_LENGTH = 128;
const tags = text.transform((value, context): Record<string, string> => {
  const schema = z
    .record(z.string().min(1).max(MAX_TAG_LENGTH).refine(isStorable), z.string().max(MAX_TAG_LENGTH).refine(isStorable))
    .refine((record) => Object.keys(record).length <= MAX_TAGS);
  const parsed = schema.safeParse(parseJson(value));
  if (parsed.success) return parsed.data;
  const message = `must be a JSON object of at most ${MAX_TAGS} texts of at most ${MAX_TAG_LENGTH} characters`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const MAX_LIMITED_VALUES = 10;
const rateLimits = text.transform((value, context): ReadonlyMap<string, string> => {
  const schema = z
    .record(z.string(), z.string().max(MAX_TAG_LENGTH))
    .refine((record) => Object.keys(record).length <= MAX_LIMITED_VALUES);
  const parsed = schema.safeParse(parseJson(value));
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const message = `must be a JSON object of at most ${MAX_LIMITED_VALUES} texts of at most ${MAX_TAG_LENGTH} characters`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const MAX_SUBSTITUTIONS = 20;
const MAX_TEMPLATES = 10;
const substitution = z.string().superRefine((value, context) => {
  const message = problemWithSubstitution(value);
  if (message) context.addIssue({ code: "custom", message });
});
const substitutionsSchema = z
  .record(z.string(), substitution)
  .refine((record) => Object.keys(record).length <= MAX_SUBSTITUTIONS);
const ABOUT_SUBSTITUTIONS = `at most ${MAX_SUBSTITUTIONS} texts, each of one line and at most ${MAX_SUBSTITUTION_LENGTH} characters`;
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
  const parsed = z.array(choice).max(MAX_TEMPLATES).safeParse(parseJson(value));
  if (parsed.success) return parsed.data.map(({ sid, substitutions }) => ({ sid, substitutions: substitutions ?? {} }));
  const message = `must be a JSON array of at most ${MAX_TEMPLATES} {sid, substitutions}, the latter of ${ABOUT_SUBSTITUTIONS}`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const CHANNELS = ["sms", "email"];

/** Of Twilio's others it is said that they are not served. */
const channel = text
  .meta({ enum: CHANNELS })
  .refine((value) => CHANNELS.includes(value) || channelsNotServed.has(value), "must be sms or email");

const recipient = text.meta({
  description: "A mobile number, as people write it, or an e-mail address.",
  examples: ["+821012345678"],
});

const createVerificationFields = {
  To: recipient,
  Channel: channel,
  CustomFriendlyName: optional(friendlyName).describe("The brand in the text, in place of the service's."),
  Locale: optional(locale).describe("Of the text. What we do not write is in the service's language, else in English."),
  CustomCode: optional(ownCode).describe("In place of a generated one, if the service allows it."),
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
};
export const createVerificationForm = form(createVerificationFields);
export const createVerificationFieldNames: ReadonlySet<string> = new Set(Object.keys(createVerificationFields));

export const updateVerificationForm = form({
  Status: text
    .meta({ enum: ["canceled", "approved"] })
    .refine((value) => value === "canceled" || value === "approved", "must be canceled or approved"),
});

export const createCheckForm = form({
  Code: typedCode,
  To: optional(recipient),
  VerificationSid: optional(sid("VE")).describe("In place of `To`."),
  Amount: optional(paymentText),
  Payee: optional(paymentText),
});
