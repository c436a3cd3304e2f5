/** @module The SQL of messages for those who look at them, and of what vendors report. It reads `verifications` by name. */
import type { Database } from "../db/open.js";
import type { MessageRecord, MessageStatus } from "./message.js";
export interface MessageFilter {
    recipient?: string | undefined;
    status?: MessageStatus | undefined;
    /** A stored connector, or a kind of connector. */
    connector?: string | undefined;
    /** Identifiers older than this. */
    before?: string | undefined;
    /** Identifiers not older than this: times as identifiers. */
    from?: string | undefined;
    limit: number;
}
/**
 * How many messages one page looks at: a filter that matches few would otherwise read everything there is. So a page may come
 * back short, or empty, and say where to go on.
 */
export declare const MAX_WALK = 10000;
/** Newest first. A recipient's are found by way of its verifications and notices; all others by walking. */
export declare function selectMessages(sql: Database, filter: MessageFilter): Promise<MessageRecord[]>;
/** Where a walk had to end; `undefined` if it came to the end of what there is. */
export declare function selectWalkEnd(sql: Database, filter: MessageFilter): Promise<string | undefined>;
export declare function selectMessage(sql: Database, sid: string): Promise<MessageRecord | undefined>;
export interface StoredReport {
    vendorMessageId: string;
    status: "delivered" | "failed";
    errorClass: string | null;
    errorCode: string | null;
}
/**
 * Writes down what a vendor tells of a message of this connector's. What arrived stays arrived, whatever comes later or again.
 * Returns how many messages of this name there are, and how many changed.
 */
export declare function updateReported(sql: Database, connectorId: string, report: StoredReport): Promise<{
    known: number;
    changed: number;
}>;
export interface Asked {
    sid: string;
    connectorId: string;
    vendorMessageId: string;
    sentAt: Date;
}
/** Takes messages whose vendors are to be asked: by one process at a time, and not again within a minute. */
export declare function leaseAsks(sql: Database, limit: number): Promise<Asked[]>;
/** Sets when the vendor is asked next; `undefined`: it is asked no more. */
export declare function scheduleAsk(sql: Database, sid: string, inMs: number | undefined): Promise<void>;
/** The connectors by which a code may have arrived with any of these messages, also by a try whose outcome is unknown. */
export declare function selectCarriers(sql: Database, sids: readonly string[]): Promise<string[]>;
