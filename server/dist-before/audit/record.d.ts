/**
 * @module Writes down what happens, in the statement or the transaction that makes it true: what is rolled back leaves no event.
 * The database gives identifier and time, so that events of several processes stand in one order.
 *
 * In a statement of its own room, `recordEvents` is a `with` member whose condition the statement adds, and `eventList` makes its
 * parameter:
 *
 *     with ended as (update sessions … returning sid),
 *       recorded as (${recordEvents} where exists (select from ended))
 *     select … from ended
 */
import { type Database } from "../db/open.js";
import type { NewEvent } from "./event.js";
/** An event as parameter `events` has it. */
export interface EventRow {
    type: string;
    actor_kind: string;
    actor_id: string | null;
    subject_kind: string;
    subject_id: string;
    service_sid: string | null;
    before: object | null;
    after: object | null;
    data: object | null;
    request_id: string | null;
}
/**
 * A statement without its condition: writes parameter `events`, at most 255, in their order. `e` is the event, so a condition may
 * also choose among them. The identifier is 12 hex digits of milliseconds, as all of ours are (`sid.ts`), 3 of microseconds,
 * 2 of the place in the list and 15 of chance.
 */
export declare const recordEvents: import("../db/statement.js").Fragment<"events">;
/** Writes one event. To be called in the transaction that makes it true. */
export declare function recordEvent(tx: Database, event: NewEvent): Promise<void>;
/** The same for several, in their order. */
export declare function recordEventList(tx: Database, events: readonly NewEvent[]): Promise<void>;
/** Runs a change and writes what `eventOf` makes of its result, in one transaction; `undefined`: nothing happened. */
export declare function recordChange<Result>(sql: Database, change: (tx: Database) => Promise<Result>, eventOf: (result: Result) => NewEvent | undefined): Promise<Result>;
/** Events as parameter `events` wants them. */
export declare function eventList(events: readonly NewEvent[]): EventRow[];
