/** @module Tables of the counters. */
import { sql } from "drizzle-orm";
import { date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Consecutive failures under an opaque key, and until when that makes one wait. */
export const failureStreaks = pgTable(
  "failure_streaks",
  {
    key: text().primaryKey(),
    failures: integer().notNull(),
    waitUntil: timestamp({ withTimezone: true }),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index("failure_streaks_updated_at").on(table.updatedAt)],
);

/** When something was done under an opaque key, so that "at most n in t seconds" can be told exactly. */
export const limitCounters = pgTable(
  "limit_counters",
  {
    key: text().primaryKey(),
    /** The newest last; no more than the largest limit needs. */
    hits: timestamp({ withTimezone: true }).array().notNull(),
    /** What each was about, where only different ones count or neighbours are looked for. */
    members: text().array().notNull(),
    /** When the last of them is too old to matter. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index("limit_counters_expires_at").on(table.expiresAt)],
);

/** What a rule has raised: nothing may be sent, or only against a proof of work, under an opaque key. */
export const limitAlarms = pgTable(
  "limit_alarms",
  {
    key: text().primaryKey(),
    blockedUntil: timestamp({ withTimezone: true }).notNull().default(sql`'-infinity'`),
    challengedUntil: timestamp({ withTimezone: true }).notNull().default(sql`'-infinity'`),
    /** How often it was blocked: the next time lasts longer. */
    strikes: integer().notNull().default(0),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    /** Whose alarm it is, which one, and of what; null: an earlier release has raised it. */
    serviceSid: text(),
    alarm: text(),
    /** `service`, `country`, `prefix`, or the part of a prefix that one network has texted. */
    scope: text(),
    /** Of the numbers it is about; of the whole service there is none. */
    country: text(),
  },
  (table) => [index("limit_alarms_expires_at").on(table.expiresAt), index("limit_alarms_service").on(table.serviceSid)],
);

/** How often an alarm was raised in a day (UTC), and what it did with sends to a country, or would have done where it only observes. */
export const limitAlarmDays = pgTable(
  "limit_alarm_days",
  {
    serviceSid: text().notNull(),
    alarm: text().notNull(),
    day: date().notNull(),
    country: text().notNull(),
    raised: integer().notNull().default(0),
    refused: integer().notNull().default(0),
    challenged: integer().notNull().default(0),
    wouldRefuse: integer().notNull().default(0),
    wouldChallenge: integer().notNull().default(0),
    /** Texts to numbers that were verified before, where strangers are refused or would be. */
    passedKnown: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.serviceSid, table.alarm, table.day, table.country] }),
    index("limit_alarm_days_day").on(table.day),
  ],
);

/** Proofs of work that were accepted: none is a second time. */
export const spentChallenges = pgTable(
  "spent_challenges",
  {
    hash: text().primaryKey(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index("spent_challenges_expires_at").on(table.expiresAt)],
);

/** The key that the names of counters come from. A second one there is only if nobody could open the first any more. */
export const namingKeys = pgTable("naming_keys", {
  /** Counts up: of two processes that make one at once one wins. */
  generation: integer().primaryKey(),
  /** The key, encrypted under each secret key that may have to open it, by its id. */
  copies: jsonb().$type<Record<string, string>>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
