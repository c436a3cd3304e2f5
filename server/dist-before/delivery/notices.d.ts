/**
 * @module Notices: messages that are no codes, for rooms that have something to tell a person. A notice is written in the
 * transaction of what it is about, so neither is there without the other, and sent once that is committed:
 *
 *     const notice = notices.prepare({ serviceSid, brand, recipient, locale, kind: "phone_changed", values: { ending } });
 *     await inTransaction(sql, async (tx) => {
 *       await changePhone(tx, …);
 *       await notices.insert(tx, [notice]);
 *     });
 *     notices.wake();
 */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { AcceptedRecipient } from "../recipient.js";
import type { Dispatcher } from "./dispatcher.js";
import { type NewNotice, type NoticeContent } from "./notice.js";
export type NoticeRequest = NoticeContent & {
    serviceSid: string;
    brand: string;
    recipient: AcceptedRecipient;
    /** BCP 47. */
    locale: string;
};
export interface Notices {
    /** `undefined` where nothing is to be sent: to a test number. No I/O; never throws. */
    prepare(request: NoticeRequest): NewNotice | undefined;
    /**
     * One statement, or none. `tx`: the transaction of what the notices are about. Whether they can be sent shows later, in their
     * messages: a channel without a connector undoes no transaction.
     */
    insert(tx: Database, notices: readonly (NewNotice | undefined)[]): Promise<void>;
    /** To be called after the commit; otherwise they go out within a second. */
    wake(): void;
    jobs: readonly Job[];
}
export interface NoticeDependencies {
    sql: Database;
    clock: Clock;
    random: Random;
    dispatcher: Pick<Dispatcher, "wake">;
    /** Numbers, in E.164, that get no text. */
    testNumbers: ReadonlyMap<string, string>;
    /** How long numbers and addresses are kept. */
    retentionDays: number;
}
export declare function createNotices(dependencies: NoticeDependencies): Notices;
/** Empties the notices that were kept long enough. */
export declare function sweepNotices(sql: Database, retentionDays: number): Promise<void>;
