/** @module Attempts: every send of a code, listed, shown and counted. A face of this room. */
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Page, type PageRequest } from "../db/page.js";
import type { Attempt, AttemptFilter } from "./attempt.js";
export interface Attempts {
    /**
     * A page, newest first, of all services and purposes. It may be shorter than asked for, even empty, and still have others
     * behind it: see `MAX_WALK`.
     */
    list(filter: AttemptFilter, page: PageRequest): Promise<Page<Attempt>>;
    /** Throws `attempt.not_found`. */
    fetch(sid: string): Promise<Attempt>;
    /** How many there were and how many led to an approved verification; without `after`, of the 30 days before `before` or now. */
    summarize(filter: AttemptFilter): Promise<{
        total: number;
        converted: number;
    }>;
}
export declare function createAttempts({ sql, clock }: {
    sql: Database;
    clock: Clock;
}): Attempts;
