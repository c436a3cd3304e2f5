/**
 * @module Bodies and queries in a form's encoding, where an unencoded `+` is a blank: the `+` of a number or of an offset from UTC is put
 * back, if the raw text had one. After decoding nobody can tell it from a blank that was pasted along.
 */
import { type ParsedUrlQuery, parse } from "node:querystring";
import type { FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** The fields of numbers whose `+` was put back. */
    guessedPluses?: ReadonlySet<string>;
    /** The names of the fields of its body, also of those that nobody knows. */
    formFields?: readonly string[];
  }
}

export const FORM = "application/x-www-form-urlencoded";

const NUMBERS = new Set(["To", "PhoneNumber", "ChannelData.To", "DestinationPrefix"]);
const MOMENTS = new Set(["DateCreatedAfter", "DateCreatedBefore", "ExpirationDate"]);
/** The `+` before an offset from UTC at the end of a date and time. */
const LOST_OFFSET = /\+(?=\d{2}(?::|%3A)?\d{2}$)/i;

/** The first `+` before the digits of a number, after blanks and a bracket; no e-mail address. */
const LOST = /^((?:\+|%20|\(|%28)*)\+(?=\d)(?!.*(?:@|%40))/i;

/** Whether the `+` of this number was put back: then the number may also have been written without one. */
export function hasGuessedPlus({ guessedPluses }: Pick<FastifyRequest, "guessedPluses">, name: string): boolean {
  return guessedPluses?.has(name) ?? false;
}

/** A content type parser of Fastify's. */
export function parseForm(
  request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  const fields = readForm(request, body.toString());
  request.formFields = Object.keys(fields);
  done(null, fields);
}

/** A hook of Fastify's, before the query is looked at. */
export async function readQuery(request: FastifyRequest): Promise<void> {
  const query = /\?(.*)/s.exec(request.raw.url ?? "")?.[1];
  if (query?.includes("+")) request.query = readForm(request, query);
}

function readForm(request: FastifyRequest, raw: string): ParsedUrlQuery {
  if (!raw.includes("+")) return decode(raw);
  const guessed = new Set<string>();
  const pairs = raw.split("&").map((pair) => {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (MOMENTS.has(name)) return `${name}=${value.replace(LOST_OFFSET, "%2B")}`;
    if (!NUMBERS.has(name) || !LOST.test(value)) return pair;
    guessed.add(name);
    return `${name}=${value.replace(LOST, "$1%2B")}`;
  });
  request.guessedPluses = guessed;
  return decode(pairs.join("&"));
}

const decode = (text: string) => parse(text, "&", "=", { maxKeys: 0 });
