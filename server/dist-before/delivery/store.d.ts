/**
 * @module The SQL of messages. It reads `verifications` by name, a table of a room further down: what is sent must be
 * decided by the live row, in the statement that takes the lease.
 */
import type { Database } from "../db/open.js";
import { type LeasedMessage, type Outcome } from "./outcome.js";
import type { RenderableRow } from "./render-message.js";
/**
 * Takes messages that are due, of each channel up to its limit, the oldest first. A message whose lease has run out was in somebody's hands: its outcome is
 * unknown, and it gets one more try, no second one. A message whose verification or notice is over, or nearly, fails at once.
 *
 * Notices come after codes, for which somebody waits, and wait in a queue of their own (see `schema.ts`); but one of them is taken
 * each time, since codes might never end.
 *
 * The planner must be told that there are one or two channels, and each message must fetch its own verification: with joins and a guess
 * of a hundred channels it read all messages and verifications there are (a lease of 5 took 98 ms with 200 000 of each, and takes 1).
 */
export declare function leaseMessages(sql: Database, limits: ReadonlyMap<string, number>): Promise<LeasedMessage[]>;
/**
 * A lease anew for a message that has waited in a worker's hands, if its code or notice is still to be sent: what the lease looked at may
 * have changed.
 */
export declare function renewLease(sql: Database, { sid, tries }: Pick<LeasedMessage, "sid" | "tries">): Promise<boolean>;
/**
 * Writes down what became of leased messages. A worker that lost its lease changes nothing. The
 * commit does not wait for the disk: a result that a crash of the database took back looks like a worker's crash, and is bounded
 * like one.
 */
export declare function finishMessages(sql: Database, outcomes: readonly Outcome[]): Promise<void>;
/** How many messages are waiting, and for how long the oldest is overdue, in seconds. */
export declare function measureQueue(sql: Database): Promise<{
    waiting: number;
    oldestSeconds: number;
}>;
export type InboxRow = RenderableRow & {
    sid: string;
    channel: string;
    status: string;
    connector: string | null;
    createdAt: Date;
};
/** The newest messages that an inbox connector took or is about to take, of one recipient or of all. */
export declare function selectInbox(sql: Database, filter: {
    connectors: readonly string[];
    recipient: string | undefined;
    limit: number;
}): Promise<InboxRow[]>;
/**
 * The messages of a recipient, found by way of its verifications, whose sends name them, and of its notices, whose digits they have:
 * messages need no index for it. Each is fetched by itself: a join would be hashed, which reads them all.
 */
export declare const messagesTo: (sql: Database, recipient: string) => import("postgres").PendingQuery<import("postgres").Row[]>;
