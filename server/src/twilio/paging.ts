/** @module Twilio's lists: a page and where to go on. The SDK follows the URLs as they are. */
import { z } from "zod";
import type { Page, PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { parseSid, type SidPrefix } from "../sid.js";
import { integer, optional, text } from "./fields.js";
import { url } from "./resource.js";

export const pageFields = {
  PageSize: integer(1, 1000).default(50),
  Page: integer(0, 9999).default(0).describe("The number the page shows; `PageToken` says where it begins."),
  /** `PA` and an identifier: the page has the older ones that follow it. `PB` and an identifier: the newer ones before it. */
  PageToken: optional(text.regex(/^P[AB][A-Z]{2}[0-9a-f]{32}$/, "is not one of ours")),
};

export const listQuery = z.object(pageFields);
type ListQuery = z.output<typeof listQuery>;

export function readPage({ PageSize: size, PageToken: token }: ListQuery, prefix: SidPrefix): PageRequest {
  if (token === undefined) return { size };
  const sid = parseSid(prefix, token.slice(2));
  if (!sid) throw new AppError("request.invalid", { parameter: "PageToken", problem: "is not one of ours" });
  return { size, cursor: { sid, side: token.startsWith("PB") ? "newer" : "older" } };
}

/** The same for a list that begins with the oldest: what follows a row is newer. */
export function readAscendingPage(query: ListQuery, prefix: SidPrefix): PageRequest {
  const { size, cursor } = readPage(query, prefix);
  if (!cursor) return { size, cursor: { sid: "", side: "newer" } };
  return { size, cursor: { sid: cursor.sid, side: cursor.side === "newer" ? "older" : "newer" } };
}

/** A page of `readAscendingPage` as `buildMeta` takes it. */
export function toAscending<Row>({ rows, older, newer }: Page<Row>, { PageToken: token }: ListQuery): Page<Row> {
  return {
    rows: rows.toReversed(),
    ...(newer && { older: newer }),
    ...(older && token !== undefined && { newer: older }),
  };
}

interface ListAddress {
  origin: string;
  /** Below `/v2`. */
  path: string;
  query: ListQuery;
  /** The filters of this request, which the links to other pages repeat. */
  filters?: Record<string, string | undefined>;
  key: string;
}

export function buildMeta(
  { older, newer }: Pick<Page<unknown>, "older" | "newer">,
  { origin, path, query, filters = {}, key }: ListAddress,
) {
  const { PageSize: size, Page: page, PageToken: token } = query;
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const at = (number: number, next?: string) => {
    const asked = new URLSearchParams([...given, ["PageSize", String(size)], ["Page", String(number)]]);
    if (next) asked.set("PageToken", next);
    return `${origin}/v2${path}?${asked}`;
  };
  return {
    page,
    page_size: size,
    first_page_url: at(0),
    previous_page_url: newer ? at(Math.max(page - 1, 0), `PB${newer}`) : null,
    next_page_url: older ? at(page + 1, `PA${older}`) : null,
    url: at(page, token),
    key,
  };
}

export function listResource<Key extends string, Resource extends z.ZodType>(key: Key, resource: Resource) {
  const meta = z.strictObject({
    page: z.int(),
    page_size: z.int(),
    first_page_url: url,
    previous_page_url: url.nullable(),
    next_page_url: url.nullable(),
    url,
    key: z.literal(key as string),
  });
  return z.strictObject({ [key]: z.array(resource), meta } as Record<Key, z.ZodArray<Resource>> & {
    meta: typeof meta;
  });
}
