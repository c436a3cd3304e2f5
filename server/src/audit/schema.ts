/** @module The table of what happened. */
import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Actor } from "../core.js";
import type { OutcomeType } from "./announce.js";
import type { EventType, Facts, SubjectKind } from "./event.js";

/**
 * One row an event, written by the transaction that makes it true, and never changed but for `outgoing`. Whoever reads on from a `sid` meets the
 * events in order; one whose transaction commits late comes in behind, so a reader that must miss none stays some seconds back
 * (a transaction of ours that idles is ended after ten).
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    /** `AE…`: the database's time to the microsecond, then chance. */
    sid: text().primaryKey(),
    type: text().$type<EventType>().notNull(),
    actorKind: text().$type<Actor["kind"]>().notNull(),
    /** The API key or the user. */
    actorId: text(),
    subjectKind: text().$type<SubjectKind>().notNull(),
    subjectId: text().notNull(),
    /** No foreign key: an event outlives what it tells of. */
    serviceSid: text(),
    before: jsonb().$type<Facts>(),
    after: jsonb().$type<Facts>(),
    data: jsonb().$type<Facts>(),
    requestId: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** An endpoint of webhooks wants to hear it, and it has not been passed on yet; then absent again. */
    outgoing: boolean(),
  },
  (table) => [
    index("audit_events_outgoing").on(table.sid).where(sql`outgoing`),
    index("audit_events_type").on(table.type, table.sid),
    index("audit_events_actor").on(table.actorId, table.sid),
    index("audit_events_subject").on(table.subjectId, table.sid),
  ],
);

/** Outcomes of codes and messages that an endpoint of webhooks wants to hear, until they are passed on. No code, no number. */
export const eventOutbox = pgTable("event_outbox", {
  /** `EV…`: the database's time to the millisecond, then chance. */
  sid: text().primaryKey(),
  type: text().$type<OutcomeType>().notNull(),
  subjectKind: text().notNull(),
  subjectId: text().notNull(),
  serviceSid: text(),
  data: jsonb().$type<Facts>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});
