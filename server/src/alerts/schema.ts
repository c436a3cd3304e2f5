/** @module Tables of alerts: what is and was wrong, the settings, and who looks next. */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Facts } from "../audit/event.js";
import type { AlertKind, AlertSubject, EndReason, MailOutcome } from "./alert.js";

/** One row for each time that something went wrong: raised once, ended once. */
export const alerts = pgTable(
  "alerts",
  {
    /** `AL…` */
    sid: text().primaryKey(),
    kind: text().$type<AlertKind>().notNull(),
    subjectKind: text().$type<AlertSubject["kind"]>().notNull(),
    subjectId: text().notNull(),
    /** Tells alerts of one kind about one subject apart; mostly empty. */
    part: text().notNull().default(""),
    serviceSid: text(),
    /** What a team calls the subject. */
    name: text().notNull(),
    facts: jsonb().$type<Facts>().notNull(),
    mail: text().$type<MailOutcome>().notNull(),
    raisedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When a look found it last. */
    seenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp({ withTimezone: true }),
    endReason: text().$type<EndReason>(),
  },
  (table) => [
    uniqueIndex("alerts_open").on(table.kind, table.subjectId, table.part).where(sql`ended_at is null`),
    index("alerts_subject").on(table.kind, table.subjectId, table.part, table.raisedAt),
    index("alerts_ended").on(table.endedAt).where(sql`ended_at is not null`),
  ],
);

/** At most one row; none: the defaults. */
export const alertSettings = pgTable(
  "alert_settings",
  {
    /** `live`. */
    id: text().primaryKey(),
    document: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Counts up with every change: of several who change the same one, one wins. */
    version: integer().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [check("alert_settings_one", sql`${table.id} = 'live'`)],
);

/** What one process at a time looks at, and when it is due again. */
export const alertLooks = pgTable("alert_looks", {
  /** A watch, or a connector whose vendor is asked. */
  name: text().primaryKey(),
  nextAt: timestamp({ withTimezone: true }).notNull(),
});
