/** @module The table of sweeps: whose turn it is to delete what is old, and how far it has come. */
import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** One row for each kind of history. */
export const historySweeps = pgTable("history_sweeps", {
  /** `verifications` or `notices`. */
  kind: text().primaryKey(),
  /** The last identifier that the sweep under way has looked at; empty: none is under way. */
  cursor: text().notNull().default(""),
  /** The process whose turn it is; absent: nobody's. */
  holder: text(),
  /** When the next sweep is due; of one under way, when another process takes it up. */
  nextAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
