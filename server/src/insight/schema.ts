/** @module The tables of what is counted by the hour: how verifications went, and which hours were counted when. No number and no address is in them. */
import { integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

/** How many verifications that were begun in an hour came how far; each is counted in one row. */
export const verificationHours = pgTable(
  "verification_hours",
  {
    hour: timestamp({ withTimezone: true }).notNull(),
    serviceSid: text().notNull(),
    country: text().notNull(),
    /** The kind of connector that had the last send; empty: none had. */
    connector: text().notNull(),
    /** Whose customers they are, where the vendor of the last send told; empty: it did not. */
    carrier: text().notNull().default(""),
    begun: integer().notNull(),
    sent: integer().notNull(),
    delivered: integer().notNull(),
    verified: integer().notNull(),
    /** Of those that were not verified, how many by where they were lost and why: `undelivered.recipient_blocked`. */
    lost: jsonb().$type<Record<string, number>>().notNull(),
    /** Texts that vendors took, all sends of these: how many, in how many parts, of which class, and the prices that were told, by currency. */
    spent: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** How many took how long from the request to the right code, by the buckets of `histogram.ts`… */
    verifySeconds: integer().array().notNull(),
    /** …and to the vendor's report that the text has arrived. */
    deliverSeconds: integer().array().notNull(),
  },
  (table) => [
    // No primary key: a column is added to one only by hand.
    uniqueIndex("verification_hours_group").on(
      table.hour,
      table.serviceSid,
      table.country,
      table.connector,
      table.carrier,
    ),
  ],
);

/** An hour that is not here is counted by whoever asks. */
export const countedHours = pgTable("counted_hours", {
  hour: timestamp({ withTimezone: true }).primaryKey(),
  countedAt: timestamp({ withTimezone: true }).notNull(),
});
