/** @module Pages of a list, newest first: identifiers begin with the time, so a page goes on from one. */
import type { Database } from "./open.js";

export interface Cursor {
  /** The identifier next to which the page begins… */
  sid: string;
  /** …and on which side of it. */
  side: "older" | "newer";
}

export interface PageRequest {
  size: number;
  cursor?: Cursor | undefined;
}

export interface Page<Row> {
  rows: Row[];
  /** The identifiers to go on from, in either direction; absent where there is nothing more. */
  older?: string;
  newer?: string;
}

/** The end of a statement whose `where` has a condition already: one row more than the page, for `cutPage`. */
export function pageClause(sql: Database, { size, cursor }: PageRequest) {
  const limit = sql`limit ${size + 1}::int`;
  if (cursor?.side === "newer") return sql`and sid > ${cursor.sid} order by sid ${limit}`;
  return sql`${cursor ? sql`and sid < ${cursor.sid}` : sql``} order by sid desc ${limit}`;
}

/** The page of rows that came in the order of `pageClause`. */
export function cutPage<Row extends { sid: string }>(found: readonly Row[], { size, cursor }: PageRequest): Page<Row> {
  const backwards = cursor?.side === "newer";
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (backwards) rows.reverse();
  const first = rows[0]?.sid;
  const last = rows.at(-1)?.sid;
  const hasOlder = backwards || more;
  const hasNewer = backwards ? more : cursor !== undefined;
  return { rows, ...(hasOlder && last && { older: last }), ...(hasNewer && first && { newer: first }) };
}
