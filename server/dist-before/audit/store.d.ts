/** @module The SQL of those who look at what happened, and of forgetting it. */
import type { Database } from "../db/open.js";
import type { EventRecord, EventType } from "./event.js";
export interface EventFilter {
    types: readonly EventType[] | undefined;
    actor: string | undefined;
    subject: string | undefined;
    /** Identifiers older than this. */
    before: string | undefined;
    /** Identifiers not older than this. */
    from: string | undefined;
    limit: number;
}
/**
 * Newest first. By types alone, the newest of each type are looked for by themselves. The types stand in the statement, not in
 * parameters: only so PostgreSQL knows that a type is rare and takes its index, where it would else walk through millions of
 * sign-ins (50 ms for each type at 600 000 rows, against less than one). With an actor or a subject their own index leads to few.
 */
export declare function selectEvents(sql: Database, filter: EventFilter): Promise<EventRecord[]>;
/** Forgets events before this identifier, oldest first; resolves to how many. */
export declare function deleteEvents(sql: Database, before: string, limit: number): Promise<number>;
