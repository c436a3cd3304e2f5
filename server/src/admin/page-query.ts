/** @module What a list of the management API is asked for: how many entries, and after which. */
import { z } from "zod";
import { parseSid, type SidPrefix } from "../sid.js";

const MAX_PAGE_SIZE = 200;

export const pageSize = z
  .string()
  .regex(/^\d{1,3}$/)
  .default("50")
  .transform(Number)
  .refine((size) => size >= 1 && size <= MAX_PAGE_SIZE, `must be from 1 to ${MAX_PAGE_SIZE}`);

export const pageAfter = (prefix: SidPrefix) =>
  z
    .string()
    .refine((text) => parseSid(prefix, text) !== undefined, "must be the `next` of the page before")
    .overwrite((text) => parseSid(prefix, text) ?? text)
    .optional()
    .describe("The `next` of the page before.");
