/** @module The tables of what was refused: why somebody got no code, for a day, and how often a reason came up, by the hour. */
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { Purpose } from "../codes.js";

/** One row for each reason, however often it came up. */
export const sendRefusals = pgTable(
  "send_refusals",
  {
    /** The recipient, by the naming key: it is found again, and not read. */
    recipientKey: text().notNull(),
    serviceSid: text().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    /** Of the catalogue of errors. */
    code: text().notNull(),
    /** The limit that refused; empty: it was none. */
    rule: text().notNull(),
    times: integer().notNull(),
    firstAt: timestamp({ withTimezone: true }).notNull(),
    lastAt: timestamp({ withTimezone: true }).notNull(),
    /** The counter or the streak that refused last, by its opaque name: what is emptied to lift it. */
    counter: text(),
    /** Until then it holds, as far as the refusal said. */
    until: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.recipientKey, table.serviceSid, table.purpose, table.code, table.rule] }),
    index("send_refusals_last").on(table.lastAt),
  ],
);

/** How often a service refused for a reason in an hour; nobody is named. */
export const refusalHours = pgTable(
  "refusal_hours",
  {
    hour: timestamp({ withTimezone: true }).notNull(),
    serviceSid: text().notNull(),
    code: text().notNull(),
    rule: text().notNull(),
    times: integer().notNull(),
    /** How many of these to numbers of each country (ISO 3166-1 alpha-2; `ZZ` of addresses); of an earlier release's it is not known. */
    countries: jsonb().$type<Record<string, number>>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.hour, table.serviceSid, table.code, table.rule] })],
);
