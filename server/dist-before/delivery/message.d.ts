/** @module What became of one message, to those who look. Pure. */
import type { NoticeKind } from "./notice.js";
import type { FailedTry } from "./schema.js";
export type MessageStatus = "queued" | "sending" | "sent" | "delivered" | "failed";
export declare const messageStatuses: readonly ["queued", "sending", "sent", "delivered", "failed"];
export interface MessageRecord {
    sid: string;
    /** Of a code… */
    verificationSid: string | null;
    /** …or of a notice. */
    noticeSid: string | null;
    noticeKind: NoticeKind | null;
    channel: string;
    status: MessageStatus;
    connector: string | null;
    connectorId: string | null;
    vendorMessageId: string | null;
    parts: number | null;
    price: string | null;
    currency: string | null;
    errorClass: string | null;
    errorCode: string | null;
    failures: FailedTry[] | null;
    nextAt: Date;
    createdAt: Date;
    sentAt: Date | null;
    reportedAt: Date | null;
    /** `null` once retention has emptied it. */
    recipient: string | null;
    country: string | null;
    serviceSid: string | null;
    /** Of the verification. */
    verificationStatus: string | null;
    verificationUpdatedAt: Date | null;
}
/** Something that happened to a message. */
export interface TimelineEntry {
    /** ISO 8601. */
    at: string;
    event: "created" | "try_failed" | "sent" | "delivered" | "failed" | "next_try" | "verification_ended";
    connector?: string;
    class?: string;
    code?: string;
    /** Of `verification_ended`. */
    status?: string;
}
/** In the order it happened. */
export declare function timelineOf(message: MessageRecord): TimelineEntry[];
/** Enough of a recipient to recognise it: `+8210••••5678`, `k•••@example.com`. */
export declare function maskRecipient(recipient: string): string;
