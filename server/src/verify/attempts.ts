/** @module Attempts: every send of a code, listed, shown and counted. A face of this room. */
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import type { Attempt, AttemptFilter } from "./attempt.js";
import { countAttempts, selectAttempt, selectAttemptsOf, selectWalkEnd, walkAttempts } from "./attempt-store.js";

export interface Attempts {
  /**
   * A page, newest first, of all services and purposes. It may be shorter than asked for, even empty, and still have others
   * behind it: see `MAX_WALK`.
   */
  list(filter: AttemptFilter, page: PageRequest): Promise<Page<Attempt>>;
  /** Throws `attempt.not_found`. */
  fetch(sid: string): Promise<Attempt>;
  /** How many there were and how many led to an approved verification; without `after`, of the 30 days before `before` or now. */
  summarize(filter: AttemptFilter): Promise<{ total: number; converted: number }>;
}

/** A summary reads everything it counts: without a beginning it goes back no further than this. */
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

export function createAttempts({ sql, clock }: { sql: Database; clock: Clock }): Attempts {
  return {
    async list(filter, page) {
      if (filter.recipient !== undefined || filter.verificationSid !== undefined)
        return cutPage(await selectAttemptsOf(sql, filter, page), page);
      const found = await walkAttempts(sql, filter, page);
      const cut = cutPage(found, page);
      if (found.length > page.size) return cut;
      const end = await selectWalkEnd(sql, filter, page);
      if (end === undefined) return cut;
      return page.cursor?.side === "newer" ? { ...cut, newer: end } : { ...cut, older: end };
    },
    async fetch(sid) {
      const attempt = await selectAttempt(sql, sid);
      if (!attempt) throw new AppError("attempt.not_found");
      return attempt;
    },
    async summarize(filter) {
      const end = filter.before ?? clock();
      const after = filter.after ?? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
      return await countAttempts(sql, { ...filter, after });
    },
  };
}
