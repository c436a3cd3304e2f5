/** @module What happened, for those who look: newest first, by what one looks for. The face of this room; `record.ts` writes. */
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { EventRecord, EventType } from "./event.js";
export interface EventQuery {
    types?: readonly EventType[] | undefined;
    /** An API key or a user. */
    actor?: string | undefined;
    subject?: string | undefined;
    /** At this time or later. */
    since?: Date | undefined;
    /** Before this time. */
    until?: Date | undefined;
    /** The identifier that the page before ended with. */
    after?: string | undefined;
    size: number;
}
export interface Audit {
    /** `next`: the `after` of the next page, or `null`. */
    list(query: EventQuery): Promise<{
        events: EventRecord[];
        next: string | null;
    }>;
    /** What every process repeats. */
    jobs: readonly Job[];
}
export interface AuditDependencies {
    sql: Database;
    clock: Clock;
    /** Events are kept for so many days; 0: for ever. */
    retentionDays: number;
}
export declare function createAudit({ sql, clock, retentionDays }: AuditDependencies): Audit;
