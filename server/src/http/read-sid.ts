/** @module Reads an identifier out of a path or a query. */
import { AppError, type ErrorCode } from "../errors.js";
import { parseSid, type SidPrefix } from "../sid.js";

/** The canonical spelling of an identifier with this prefix. Throws `notFound` for a text that cannot be one. */
export function readSid(prefix: SidPrefix, text: string, notFound: ErrorCode): string {
  const sid = parseSid(prefix, text);
  if (!sid) throw new AppError(notFound);
  return sid;
}

export const readServiceSid = (text: string) => readSid("VA", text, "service.not_found");
