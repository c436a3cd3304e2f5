/** @module The table of verifications. */
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Purpose } from "../codes.js";
import type { Wording } from "../delivery/render-message.js";

export type VerificationStatus = "pending" | "approved" | "canceled" | "max_attempts_reached" | "expired";

/** One time the code was sent, as `send_code_attempts` shows it. */
export interface SendAttempt {
  attempt_sid: string;
  channel: string;
  /** ISO 8601 with milliseconds. */
  time: string;
}

/** What few verifications have. */
export interface VerificationExtras {
  /** The payment a code confirms (PSD2). */
  amount?: string;
  payee?: string;
  /** The caller's own, repeated in the token of the public API. */
  nonce?: string;
  /** By the numbering metadata, where the service looks it up. */
  lineType?: "mobile" | "landline" | "voip";
  /** Its code was set by the configuration, and no text is sent. */
  testNumber?: true;
  /** No account has the recipient any more: it is emptied as soon as this is over. */
  forget?: true;
}

/** One code for one recipient, purpose and binding. The code itself is in no column. */
export const verifications = pgTable(
  "verifications",
  {
    sid: text().primaryKey(),
    serviceSid: text().notNull(),
    /** E.164, or an e-mail address. The only column with full numbers and addresses; retention empties it. */
    recipient: text(),
    /** ISO 3166-1 alpha-2 of the recipient; `ZZ` of an address. */
    country: text().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    binding: text().notNull().default(""),
    channel: text().notNull(),
    status: text().$type<VerificationStatus>().notNull().default("pending"),
    /** The key the code and its hashes come from. */
    keyId: text().notNull(),
    codeLength: integer().notNull(),
    codeMac: text().notNull(),
    codeMacBySid: text().notNull(),
    /** The counter of failures this recipient's checks go to; emptied with the recipient. */
    limitKey: text(),
    /** The caller chose the code… */
    callerCode: boolean().notNull().default(false),
    /** …and this is it, encrypted; gone with the terminal state. */
    customCode: text(),
    /** Checks that were evaluated; never above five. */
    attempts: integer().notNull().default(0),
    /** Checks beside those, by callers who named the recipient alone; never above five for each send. */
    unboundAttempts: integer().notNull().default(0),
    sends: jsonb().$type<SendAttempt[]>().notNull(),
    /** What the text needs that is not the service's. */
    wording: jsonb().$type<Wording>().notNull(),
    tags: jsonb().$type<Record<string, string>>(),
    extras: jsonb().$type<VerificationExtras>(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    uniqueIndex("verifications_live")
      .on(table.serviceSid, table.recipient, table.purpose, table.binding)
      .where(sql`status in ('pending', 'max_attempts_reached')`),
    index("verifications_recipient").on(table.recipient, table.createdAt).where(sql`recipient is not null`),
    index("verifications_public").on(table.createdAt).where(sql`purpose = 'public'`),
    index("verifications_due").on(table.expiresAt).where(sql`status in ('pending', 'max_attempts_reached')`),
  ],
);
