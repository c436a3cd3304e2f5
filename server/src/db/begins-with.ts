/** @module What begins with a text, by an index of `text_pattern_ops`: a pattern in a parameter would be no range of it. */
import type { Database } from "./open.js";

/** So many matches are read and put in order; where there are more, the newest rows are looked through instead. */
export const MAX_MATCHES = 1000;
/** No text that begins so is behind it: the operators `~>=~` and `~<~` compare bytes, and no character is beyond this one. */
const LAST = "\u{10ffff}";

/** A condition on the column `value`. */
export const valueBeginsWith = (sql: Database, prefix: string) =>
  sql`value ~>=~ ${prefix} and value ~<~ ${prefix + LAST}`;

/** A condition on the column `name`, in any case. */
export const nameBeginsWith = (sql: Database, prefix: string) =>
  sql`lower(name) ~>=~ lower(${prefix}) and lower(name) ~<~ (lower(${prefix}) || ${LAST})`;
