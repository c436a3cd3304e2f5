/** @module Tables of the counters. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
/** Consecutive failures under an opaque key, and until when that makes one wait. */
export const failureStreaks = pgTable("failure_streaks", {
    key: text().primaryKey(),
    failures: integer().notNull(),
    waitUntil: timestamp({ withTimezone: true }),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
}, (table) => [index("failure_streaks_updated_at").on(table.updatedAt)]);
/** When something was done under an opaque key, so that "at most n in t seconds" can be told exactly. */
export const limitCounters = pgTable("limit_counters", {
    key: text().primaryKey(),
    /** The newest last; no more than the largest limit needs. */
    hits: timestamp({ withTimezone: true }).array().notNull(),
    /** What each was about, where only different ones count or neighbours are looked for. */
    members: text().array().notNull(),
    /** When the last of them is too old to matter. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
}, (table) => [index("limit_counters_expires_at").on(table.expiresAt)]);
/** What a rule has raised: nothing may be sent, or only against a proof of work, under an opaque key. */
export const limitAlarms = pgTable("limit_alarms", {
    key: text().primaryKey(),
    blockedUntil: timestamp({ withTimezone: true }).notNull().default(sql `'-infinity'`),
    challengedUntil: timestamp({ withTimezone: true }).notNull().default(sql `'-infinity'`),
    /** How often it was blocked: the next time lasts longer. */
    strikes: integer().notNull().default(0),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
}, (table) => [index("limit_alarms_expires_at").on(table.expiresAt)]);
/** Proofs of work that were accepted: none is a second time. */
export const spentChallenges = pgTable("spent_challenges", {
    hash: text().primaryKey(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
}, (table) => [index("spent_challenges_expires_at").on(table.expiresAt)]);
/** The key that the names of counters come from. A second one there is only if nobody could open the first any more. */
export const namingKeys = pgTable("naming_keys", {
    /** Counts up: of two processes that make one at once one wins. */
    generation: integer().primaryKey(),
    /** The key, encrypted under each secret key that may have to open it, by its id. */
    copies: jsonb().$type().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
//# sourceMappingURL=schema.js.map