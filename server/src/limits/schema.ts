/** @module Tables of the counters. */
import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

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
