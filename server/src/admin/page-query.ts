/** @module What a list of the management API is asked for: how many entries, after which, of what time. */
import { z } from "zod";
import { parseSid, type SidPrefix } from "../sid.js";

const MAX_PAGE_SIZE = 200;

export const pageSize = z
  .string()
  .regex(/^\d{1,3}$/)
  .default("50")
  .transform(Number)
  .refine((size) => size >= 1 && size <= MAX_PAGE_SIZE, `must be from 1 to ${MAX_PAGE_SIZE}`);

/** PostgreSQL has no year 0 and `Date` writes other years than four digits in its own way, so that neither may be reached by reckoning. */
export const moment = z.iso.datetime({ offset: true }).refine((text) => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year <= 9998;
}, "must be of the years 1970 to 9998");

export const pageAfter = (prefix: SidPrefix) =>
  z
    .string()
    .refine((text) => parseSid(prefix, text) !== undefined, "must be the `next` of the page before")
    .overwrite((text) => parseSid(prefix, text) ?? text)
    .optional()
    .describe("The `next` of the page before.");
