/** @module What Twilio's Entities, Factors and Challenges take. */
import { z } from "zod";
import type { ChallengeDetails, FactorSettings } from "../factors/factor.js";
import { CHALLENGE_SECONDS, IDENTITY, TOTP_RANGES } from "../factors/factor.js";
import { decodeBase32, GIVEN_SECRET_BYTES, readTotpCode } from "../factors/totp.js";
import { isStorable } from "../text.js";
import { form, integer, moment, optional, parseJson, sid, text } from "./fields.js";
import { pageFields } from "./paging.js";

export const identity = text.regex(IDENTITY, "must be 8 to 64 letters, digits or dashes");

const friendlyName = text
  .transform((value) => value.trim())
  .pipe(z.string().min(1, "must not be empty").max(64, "must be at most 64 characters"));

/** As people type and paste it. */
const typedCode = text
  .meta({ description: "The app's code, as it was typed: blanks and hyphens do no harm.", examples: ["123456"] })
  .transform((value, context) => {
    const code = readTotpCode(value);
    if (code === undefined) context.addIssue({ code: "custom", message: "must be 3 to 8 digits" });
    return code as string;
  });

const { min, max } = GIVEN_SECRET_BYTES;
const secret = text.transform((value, context) => {
  const bytes = decodeBase32(value);
  if (bytes && bytes.length >= min && bytes.length <= max) return bytes;
  context.addIssue({ code: "custom", message: `must be ${min} to ${max} bytes in base32` });
  return z.NEVER;
});

const MAX_JSON_LENGTH = 1024;
const record = z.record(z.string().refine(isStorable), z.string().refine(isStorable));
const texts = text.transform((value, context): Record<string, string> => {
  const parsed = value.length <= MAX_JSON_LENGTH ? record.safeParse(parseJson(value)) : undefined;
  if (parsed?.success) return parsed.data;
  const message = `must be a JSON object of texts, at most ${MAX_JSON_LENGTH} characters`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const MAX_FIELDS = 20;
const detailField = z.object({
  label: z.string().max(36).refine(isStorable),
  value: z.string().max(128).refine(isStorable),
});
const detailFields = z
  .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(text).optional())
  .transform((values = [], context): ChallengeDetails["fields"] => {
    const parsed = z.array(detailField).max(MAX_FIELDS).safeParse(values.map(parseJson));
    if (parsed.success) return parsed.data;
    const message = `must be at most ${MAX_FIELDS} JSON objects of a label (36 characters) and a value (128)`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

const config = {
  "Config.Alg": optional(z.enum(["sha1", "sha256", "sha512"], { error: "must be sha1, sha256 or sha512" })),
  "Config.TimeStep": optional(integer(...TOTP_RANGES.timeStep)),
  "Config.CodeLength": optional(integer(...TOTP_RANGES.codeLength)),
  "Config.Skew": optional(integer(...TOTP_RANGES.skew)),
};

export const createEntityForm = form({ Identity: identity });

export const createFactorForm = form({
  FriendlyName: friendlyName.describe("Whose it is, as the app shows it."),
  FactorType: z
    .enum(["totp", "push", "passkeys"], { error: "must be totp" })
    .describe("Only `totp` is served; the others are 404/20404."),
  "Binding.Secret": optional(secret).describe("A secret of the caller's, in base32. Otherwise one is made."),
  ...config,
  Metadata: optional(texts).describe("A JSON object of texts, at most 1024 characters."),
});

export const updateFactorForm = form({
  AuthPayload: optional(typedCode),
  FriendlyName: optional(friendlyName),
  ...config,
});

export const createChallengeForm = form({
  FactorSid: sid("YF"),
  ExpirationDate: optional(moment).describe("At most an hour from now; by default five minutes."),
  "Details.Message": optional(text.max(256, "must be at most 256 characters")),
  "Details.Fields": detailFields.describe("JSON objects of `label` and `value`, at most twenty."),
  HiddenDetails: optional(texts).describe("A JSON object of texts, at most 1024 characters."),
  AuthPayload: optional(typedCode).describe("The app's code: it is tried at once."),
});

export const updateChallengeForm = form({
  AuthPayload: optional(typedCode),
  Metadata: optional(texts).describe("A JSON object of texts, at most 1024 characters."),
});

export const challengeQuery = z.object({
  ...pageFields,
  FactorSid: optional(sid("YF")),
  Status: optional(
    z.enum(["pending", "expired", "approved", "denied"], { error: "must be pending, expired, approved or denied" }),
  ),
  Order: optional(z.enum(["asc", "desc"], { error: "must be asc or desc" })),
});

type Config = Pick<z.output<typeof createFactorForm>, keyof typeof config>;

export const readConfig = (body: Config): FactorSettings =>
  Object.fromEntries(
    Object.entries({
      alg: body["Config.Alg"],
      timeStep: body["Config.TimeStep"],
      codeLength: body["Config.CodeLength"],
      skew: body["Config.Skew"],
    }).filter(([, value]) => value !== undefined),
  );

/** A clock that is a little ahead of ours asks for a little more than an hour. */
const LEEWAY_SECONDS = 60;

/** Seconds a challenge lives; `undefined` for a date that is over, or too far away. */
export function readTtl(expirationDate: Date | undefined, now: Date): number | undefined {
  if (!expirationDate) return CHALLENGE_SECONDS.usual;
  const seconds = (expirationDate.getTime() - now.getTime()) / 1000;
  if (seconds <= 0 || seconds > CHALLENGE_SECONDS.max + LEEWAY_SECONDS) return undefined;
  return Math.min(seconds, CHALLENGE_SECONDS.max);
}

/** `null` if nothing is given. */
export function readDetails(body: z.output<typeof createChallengeForm>): ChallengeDetails | null {
  const { "Details.Message": message, "Details.Fields": fields } = body;
  return message === undefined && fields.length === 0 ? null : { message: message ?? null, fields };
}
