/** @module What stands in a query of the management API: how many entries of a list, after which, of what time; and yes or no. */
import { z } from "zod";
import { parseSid, type SidPrefix } from "../sid.js";

const MAX_PAGE_SIZE = 200;

// A query is text, and openapi.json says what the text stands for: a client made from it then passes `size: 20` and `force: true`.
export const pageSize = z
  .string()
  .regex(/^\d{1,3}$/)
  .default("50")
  .meta({ type: "integer", pattern: undefined, minimum: 1, maximum: MAX_PAGE_SIZE, default: 50 })
  .transform(Number)
  .refine((size) => size >= 1 && size <= MAX_PAGE_SIZE, `must be from 1 to ${MAX_PAGE_SIZE}`);

const FIRST = "1970-01-01T00:00:00.000Z";
const LAST = "9998-12-31T23:59:59.999Z";

/**
 * A time within which something is looked for. PostgreSQL has no year 0 and `Date` writes years of other than four digits in its own way, so
 * what lies far before or after all that there is becomes a time just before or after it: programs write such for "always".
 */
export const moment = z.iso.datetime({ offset: true }).overwrite((text) => {
  const at = new Date(text).getTime();
  if (at < Date.parse(FIRST)) return FIRST;
  return at > Date.parse(LAST) ? LAST : text;
});

/** Absent: no. `1` and `0` are what releases before `true` and `false` took, or the other way round: each takes all four. */
export const yesOrNo = z
  .enum(["true", "false", "1", "0"])
  .default("false")
  .meta({ type: "boolean", enum: undefined, default: false })
  .transform((text) => text === "true" || text === "1");

export const pageAfter = (prefix: SidPrefix) =>
  z
    .string()
    .refine((text) => parseSid(prefix, text) !== undefined, "must be the `next` of the page before")
    .overwrite((text) => parseSid(prefix, text) ?? text)
    .optional()
    .describe("The `next` of the page before.");
