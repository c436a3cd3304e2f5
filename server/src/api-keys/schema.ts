/** @module The table of API keys. */
import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { services } from "../services/schema.js";

/** What a caller shows to be let in. The secret is kept as a hash only. */
export const apiKeys = pgTable(
  "api_keys",
  {
    /** The public part: `AC…`, `SK…`; of publishable and admin keys the first characters of their hash. */
    id: text().primaryKey(),
    kind: text().$type<"account" | "secret" | "publishable" | "admin">().notNull(),
    secretHash: text().notNull().unique(),
    /** The service a publishable key belongs to. */
    serviceSid: text().references(() => services.sid),
    name: text().notNull(),
    /** Of publishable keys: the origins of the pages that may use it, `*` for any. */
    origins: jsonb().$type<string[]>().notNull().default([]),
    /** Of publishable keys: when a proof of work is asked for. */
    challenge: text().$type<"auto" | "always" | "off">().notNull().default("auto"),
    /** Of publishable keys: texts in any 24 hours. */
    dailyBudget: integer().notNull().default(1000),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When somebody changed it last; its use and its end are no changes. */
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** To the minute. */
    lastUsedAt: timestamp({ withTimezone: true }),
    revokedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    check("api_keys_kind", sql`${table.kind} in ('account', 'secret', 'publishable', 'admin')`),
    check("api_keys_service", sql`(${table.kind} = 'publishable') = (${table.serviceSid} is not null)`),
  ],
);
