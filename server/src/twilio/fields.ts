/**
 * @module The kinds of form fields that Twilio's API takes. A field with an unknown name is ignored, as Twilio does (newer SDKs
 * send more); a known field with a wrong value is refused. An optional field that is empty counts as absent.
 */
import { z } from "zod";
import { parseLocale } from "../language.js";
import { isCountry } from "../phone.js";
import { problemWithFriendlyName } from "../services/friendly-name.js";
import { parseSid } from "../sid.js";
import { isStorable } from "../text.js";

export const text = z
  .string({
    error: ({ input }) =>
      input === undefined ? "is required" : Array.isArray(input) ? "is given twice" : "must be text",
  })
  .refine(isStorable, "must not contain null characters");

/** Of numbers that need their country, since no service says which is meant. */
export const STARTS_INTERNATIONAL = /^[\s(]*[+\uff0b]/;

/** An absent or empty field is `undefined`; any other must satisfy `schema`. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const integer = (min: number, max: number) =>
  text
    .regex(/^\d{1,6}$/, `must be a whole number from ${min} to ${max}`)
    .meta({ type: "integer", pattern: undefined, minimum: min, maximum: max })
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

export const friendlyName = text.transform((value, context) => {
  const problem = problemWithFriendlyName(value);
  if (problem) context.addIssue({ code: "custom", message: problem });
  return value.trim();
});

export const locale = text.transform((value, context) => {
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

export const sid = (prefix: "VA" | "VE" | "HJ" | "YF") =>
  text.transform((value, context) => {
    const parsed = parseSid(prefix, value);
    if (!parsed) context.addIssue({ code: "custom", message: `must be ${prefix} and 32 hex digits` });
    return parsed as string;
  });

const ISO = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
/** ISO 8601; a date alone is its beginning in UTC. */
export const moment = text.transform((value, context) => {
  // PostgreSQL has no year 0, and the dates of some SDKs end with the year 9999.
  const date = ISO.safeParse(value).success ? new Date(value) : undefined;
  if (date && date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999) return date;
  context.addIssue({ code: "custom", message: "must be a date and time in ISO 8601 such as 2026-11-22T00:00:00Z" });
  return z.NEVER;
});

/** `undefined` if it is none. */
export function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export const form = <T extends z.ZodRawShape>(shape: T) => z.preprocess((value) => value ?? {}, z.object(shape));
