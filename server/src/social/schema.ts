/** @module Tables of round trips to providers, of connections that are to be ended there, and of what providers told us. */
import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A round trip that came back, or whose way back is too long for a state. */
export const socialTrips = pgTable(
  "social_trips",
  {
    /** The id in the state. */
    id: text().primaryKey(),
    /** Where the person wants to be afterwards, if the state has no room for it. */
    returnTo: text(),
    /** SHA-256 of what the provider answered: the same answer again is the same. */
    answerHash: text(),
    /** What the provider answered, its code included: sealed, and emptied once it is used. */
    sealedAnswer: text(),
    /** SHA-256 of the ticket that takes the answer up, once. */
    ticketHash: text(),
    createdAt: now(),
    redeemedAt: timestamp({ withTimezone: true }),
    /** Where the ticket led, for whoever shows it again: a path of ours. */
    landedAt: text(),
    /** The flow that it led to, if its cookie is to be given again. */
    landedFlow: text(),
  },
  (table) => [
    uniqueIndex("social_trips_ticket").on(table.ticketHash),
    index("social_trips_created").on(table.createdAt),
  ],
);

/** What an administrator hears of a connector by going to its provider themself: of nobody else, once. */
export const socialTrials = pgTable(
  "social_trials",
  {
    /** The id in the state. */
    id: text().primaryKey(),
    connectorId: text().notNull(),
    /** SHA-256 of who began it: a session of the console, or an API key. */
    askerHash: text().notNull(),
    /** What came of it, with number and address masked, sealed; absent: nobody came back yet. The row goes when it is told. */
    sealedResult: text(),
    createdAt: now(),
  },
  (table) => [index("social_trials_created").on(table.createdAt)],
);

/** A connection that is gone here and is to be ended at the provider. */
export const socialRevocations = pgTable(
  "social_revocations",
  {
    /** `SR…` */
    sid: text().primaryKey(),
    connectorId: text().notNull(),
    /** The provider's name of the person, sealed; the row goes when it is done. */
    sealedSubject: text().notNull(),
    attempts: integer().notNull().default(0),
    nextAt: now(),
    createdAt: now(),
  },
  (table) => [index("social_revocations_due").on(table.nextAt)],
);

/** What a provider told us of itself, so that a repetition changes nothing. */
export const socialNotices = pgTable(
  "social_notices",
  {
    connectorId: text().notNull(),
    /** SHA-256 of the provider's own name of the notice. */
    idHash: text().notNull(),
    createdAt: now(),
  },
  (table) => [
    primaryKey({ columns: [table.connectorId, table.idHash] }),
    index("social_notices_created").on(table.createdAt),
  ],
);
