/** @module Tables of endpoints that want to hear of events, and of what each is to be told. */
import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Facts } from "../audit/event.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();
const maybe = () => timestamp({ withTimezone: true });

export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    /** `YW…` */
    sid: text().primaryKey(),
    /** Only events of this service; absent: all. No foreign key: services stay. */
    serviceSid: text(),
    url: text().notNull(),
    /** Types of events, `user.*` and `*`. */
    eventTypes: jsonb().$type<string[]>().notNull(),
    /** Whether it is told phone numbers and e-mail addresses. */
    includeNumbers: boolean().notNull().default(false),
    description: text(),
    /** `paused`: it failed for days; what happens is kept for it. `disabled`: by somebody, or by its own word (410); nothing is kept. */
    status: text().$type<"enabled" | "paused" | "disabled">().notNull().default("enabled"),
    /** The key of its signatures, sealed… */
    sealedSecret: text().notNull(),
    /** …and the one before, which signs too until its time is over. */
    sealedOldSecret: text(),
    oldSecretUntil: maybe(),
    /** Since the first failure after the last success. */
    failingSince: maybe(),
    /** Deliveries whose first try failed, in a row. */
    failures: integer().notNull().default(0),
    pausedAt: maybe(),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [
    check("webhook_endpoints_status", sql`${table.status} in ('enabled', 'paused', 'disabled')`),
    index("webhook_endpoints_service").on(table.serviceSid).where(sql`service_sid is not null`),
  ],
);

/** One event for one endpoint: `waiting → sending → delivered | waiting | dead`. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    /** `WD…` */
    sid: text().primaryKey(),
    /** The order of events. One process at a time gives it, so who sees a number sees all below it. */
    seq: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    endpointSid: text()
      .notNull()
      .references(() => webhookEndpoints.sid, { onDelete: "cascade" }),
    /** `AE…` or `EV…`: the same for every endpoint. */
    eventSid: text().notNull(),
    type: text().notNull(),
    subjectKind: text().notNull(),
    /** Events of one subject are told in their order. */
    subjectId: text().notNull(),
    serviceSid: text(),
    /** What is told of it; numbers and addresses are looked up when it is sent. */
    facts: jsonb().$type<Facts>().notNull(),
    happenedAt: timestamp({ withTimezone: true }).notNull(),
    status: text().$type<"waiting" | "sending" | "delivered" | "dead">().notNull().default("waiting"),
    /** When it is due; while it is being sent, when the lease ends. */
    nextAt: now(),
    /** Times a worker took it; also the fencing number. */
    tries: integer().notNull().default(0),
    /** Tries that failed, since it was made or replayed. */
    failures: integer().notNull().default(0),
    triedAt: maybe(),
    /** The status of the last answer. */
    answer: integer(),
    /** Why there was none. */
    problem: text().$type<DeliveryProblem>(),
    replayedAt: maybe(),
    createdAt: now(),
  },
  (table) => [
    index("webhook_deliveries_due")
      .on(table.endpointSid, table.nextAt, table.seq)
      .where(sql`status in ('waiting', 'sending')`),
    index("webhook_deliveries_subject")
      .on(table.endpointSid, table.subjectId, table.seq)
      .where(sql`status in ('waiting', 'sending')`),
    index("webhook_deliveries_sending").on(table.endpointSid, table.nextAt).where(sql`status = 'sending'`),
    index("webhook_deliveries_dead").on(table.endpointSid, table.seq).where(sql`status = 'dead'`),
    index("webhook_deliveries_endpoint").on(table.endpointSid, table.sid),
    index("webhook_deliveries_created").on(table.createdAt),
    check("webhook_deliveries_status", sql`${table.status} in ('waiting', 'sending', 'delivered', 'dead')`),
  ],
);

/** Why a try had no answer. */
export type DeliveryProblem = "timeout" | "address_refused" | "no_connection" | "secret_unreadable";
