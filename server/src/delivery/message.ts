/** @module What became of one message, to those who look. Pure. */
import type { Carrier } from "@munjigi/connectors/kit/carrier";
import type { NoticeKind } from "./notice.js";
import type { PriceClass } from "./price-class.js";
import type { FailedTry } from "./schema.js";

export type MessageStatus = "queued" | "sending" | "sent" | "delivered" | "failed";
export const messageStatuses = ["queued", "sending", "sent", "delivered", "failed"] as const;

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
  priceClass: PriceClass | null;
  /** As the vendor's report named it. */
  carrier: Carrier | null;
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
  /** Of `delivered`, where the vendor told. */
  carrier?: Carrier;
  class?: string;
  code?: string;
  /** Of `verification_ended`. */
  status?: string;
}

/** In the order it happened. */
export function timelineOf(message: MessageRecord): TimelineEntry[] {
  const { createdAt, sentAt, reportedAt, status, failures, connector, carrier, errorClass, errorCode, nextAt } =
    message;
  const by = connector === null ? {} : { connector };
  const why = { ...(errorClass && { class: errorClass }), ...(errorCode && { code: errorCode }) };
  const entries: TimelineEntry[] = [
    { at: createdAt.toISOString(), event: "created" },
    ...(failures ?? []).map((one): TimelineEntry => {
      const { at, connector, class: failureClass, code } = one;
      return { at, event: "try_failed", connector, class: failureClass, ...(code && { code }) };
    }),
  ];
  if (sentAt) entries.push({ at: sentAt.toISOString(), event: "sent", ...by });
  if (status === "delivered" && reportedAt)
    entries.push({ at: reportedAt.toISOString(), event: "delivered", ...by, ...(carrier && { carrier }) });
  if (status === "failed") entries.push({ at: (reportedAt ?? nextAt).toISOString(), event: "failed", ...by, ...why });
  if (status === "queued") entries.push({ at: nextAt.toISOString(), event: "next_try", ...why });
  const { verificationStatus, verificationUpdatedAt } = message;
  if (verificationStatus && verificationStatus !== "pending" && verificationUpdatedAt)
    entries.push({ at: verificationUpdatedAt.toISOString(), event: "verification_ended", status: verificationStatus });
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Enough of a recipient to recognise it: `+8210••••5678`, `k•••@example.com`. */
export function maskRecipient(recipient: string): string {
  const at = recipient.lastIndexOf("@");
  if (at >= 0) return `${[...recipient][0]}•••${recipient.slice(at)}`;
  return `${recipient.slice(0, -8)}••••${recipient.slice(-4)}`;
}
