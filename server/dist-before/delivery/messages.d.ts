/** @module Messages, to administrators: newest first, by what one looks for, and one with its timeline. */
import type { Database } from "../db/open.js";
import { type MessageRecord, type MessageStatus, type TimelineEntry } from "./message.js";
export interface MessageQuery {
    /** E.164, or an e-mail address, normalized. */
    recipient?: string | undefined;
    status?: MessageStatus | undefined;
    connector?: string | undefined;
    /** Made at this time or later. */
    since?: Date | undefined;
    /** Made before this time. */
    until?: Date | undefined;
    /** The identifier that the page before ended with. */
    after?: string | undefined;
    size: number;
}
export interface Messages {
    /**
     * `next`: the `after` of the next page, or `null`. A page of a filter that matches few may be short, or empty, and go on all
     * the same.
     */
    list(query: MessageQuery): Promise<{
        messages: MessageRecord[];
        next: string | null;
    }>;
    /** Throws `message.not_found`. */
    fetch(sid: string): Promise<MessageRecord & {
        timeline: TimelineEntry[];
    }>;
}
export declare function createMessages({ sql }: {
    sql: Database;
}): Messages;
