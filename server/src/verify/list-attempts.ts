/** @module A page of attempts, newest first, of all services and purposes. */
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import type { Attempt, AttemptFilter } from "./attempt.js";
import { selectAttemptsOf, selectWalkEnd, walkAttempts } from "./attempt-store.js";

/** A page may be shorter than asked for, even empty, and still have others behind it: see `LONGEST_WALK`. */
export async function listAttempts(sql: Database, filter: AttemptFilter, page: PageRequest): Promise<Page<Attempt>> {
  if (filter.recipient !== undefined || filter.verificationSid !== undefined)
    return cutPage(await selectAttemptsOf(sql, filter, page), page);
  const found = await walkAttempts(sql, filter, page);
  const cut = cutPage(found, page);
  if (found.length > page.size) return cut;
  const end = await selectWalkEnd(sql, filter, page);
  if (end === undefined) return cut;
  return page.cursor?.side === "newer" ? { ...cut, newer: end } : { ...cut, older: end };
}
