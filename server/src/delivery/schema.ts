/** @module The table of messages: outbox entry and record of what became of it, in one row. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * One text on its way: `queued → sending → sent → delivered | failed`. It holds neither the text, which is rendered when
 * it is sent, nor the recipient, which is the verification's.
 */
export const messages = pgTable(
  "messages",
  {
    /** `VL…`: Twilio's identifier of one send of a verification. */
    sid: text().primaryKey(),
    verificationSid: text().notNull(),
    channel: text().notNull(),
    status: text().$type<"queued" | "sending" | "sent" | "delivered" | "failed">().notNull().default("queued"),
    /** When it is due; while it is being sent, when the worker's lease ends. */
    nextAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Times a worker took it; also the fencing number: only the worker that holds this number may finish it. */
    tries: integer().notNull().default(0),
    /** Tries that may or may not have sent a text. */
    unknownOutcomes: integer().notNull().default(0),
    /** The kind of connector that took it last. */
    connector: text(),
    /** Which one; absent: it is part of the program. */
    connectorId: text(),
    vendorMessageId: text(),
    parts: integer(),
    /** What the vendor says it costs, as a decimal, and in which currency (ISO 4217). */
    price: text(),
    currency: text(),
    /** Tries that failed, oldest first. */
    failures: jsonb().$type<FailedTry[]>(),
    errorClass: text(),
    errorCode: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp({ withTimezone: true }),
    /** When the vendor told what became of it. */
    reportedAt: timestamp({ withTimezone: true }),
    /** When the vendor is to be asked next, for those that do not tell by themselves. */
    askAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index("messages_due_of_channel").on(table.channel, table.nextAt).where(sql`status in ('queued', 'sending')`),
    index("messages_vendor_id").on(table.vendorMessageId).where(sql`vendor_message_id is not null`),
    index("messages_ask").on(table.askAt).where(sql`ask_at is not null`),
  ],
);

/** A try that failed. */
export interface FailedTry {
  /** ISO 8601. */
  at: string;
  connector: string;
  connector_id?: string;
  class: string;
  code?: string;
  /** It may or may not have sent a text. */
  unknown?: true;
}
