/** @module The tables of messages, outbox entry and record of what became of it in one row, and of notices, which are no codes. */
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { NoticeKind, NoticeValues } from "./notice.js";
import type { TestTells } from "./test-tells.js";

/**
 * One text on its way: `queued → sending → sent → delivered | failed`. It holds neither the text, which is rendered when
 * it is sent, nor the recipient, which is the verification's or the notice's.
 */
export const messages = pgTable(
  "messages",
  {
    /** `VL…`: Twilio's identifier of one send of a verification. A notice's message has the digits of its notice. */
    sid: text().primaryKey(),
    /** What it sends is a verification's code… */
    verificationSid: text(),
    /** …or a notice. */
    noticeSid: text(),
    /**
     * `sms` or `email`; of a notice `sms-notice` or `email-notice`: its channel is in its own row, this is the queue it waits in. So
     * codes go first, and a server of a release that knows no notices leaves them alone.
     */
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
    /** How a Korean vendor charges for it: `SMS`, `LMS` or `abroad`. Absent: the vendor counts parts, or it is an e-mail. */
    priceClass: text(),
    /** Whose customer the recipient is, where the vendor tells: `SKT`, `KT`, `LGU+`, `MVNO`. */
    carrier: text(),
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
    check("messages_one_subject", sql`num_nonnulls(verification_sid, notice_sid) = 1`),
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

/** A message that is no code: that a number was changed, that somebody signed in. It is sent once, by one message. */
export const notices = pgTable(
  "notices",
  {
    /** `NO…`; its message is the `VL…` of the same digits. */
    sid: text().primaryKey(),
    serviceSid: text().notNull(),
    /** E.164, or an e-mail address. Retention empties it. */
    recipient: text(),
    /** ISO 3166-1 alpha-2 of the recipient; `ZZ` of an address. */
    country: text().notNull(),
    channel: text().notNull(),
    kind: text().$type<NoticeKind>().notNull(),
    locale: text().notNull(),
    brand: text().notNull(),
    /** What the text tells besides; never a whole number or address. Emptied with the recipient. */
    values: jsonb().$type<NoticeValues>().notNull(),
    /** After this it is sent no more. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** No account has the recipient any more: it is emptied as soon as the notice is sent. */
    forgetWhenSent: boolean().notNull().default(false),
  },
  (table) => [index("notices_recipient").on(table.recipient, table.createdAt).where(sql`recipient is not null`)],
);

/**
 * A test message that its vendor took, without whom it went to and what it said: kept for a day, for whoever waits for the vendor's word
 * of its arrival.
 */
export const testMessages = pgTable(
  "test_messages",
  {
    /** `VL…`: what the vendor was told as our reference. */
    sid: text().primaryKey(),
    /** The kind of connector. */
    factoryId: text().notNull(),
    /** Absent: the settings were nobody's yet. */
    connectorId: text(),
    vendorMessageId: text(),
    /** What it was sent with, to ask the vendor by; emptied once the vendor has told. */
    sealedSettings: text(),
    status: text().$type<"sent" | "delivered" | "failed">().notNull().default("sent"),
    errorClass: text(),
    errorCode: text(),
    /** How its vendor's word comes. */
    tells: text().$type<TestTells>().notNull(),
    sentAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    reportedAt: timestamp({ withTimezone: true }),
    /** When the vendor may be asked next. */
    askAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index("test_messages_vendor_id").on(table.vendorMessageId).where(sql`vendor_message_id is not null`),
    index("test_messages_age").on(table.sentAt),
  ],
);
