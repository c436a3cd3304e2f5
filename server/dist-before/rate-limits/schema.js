/** @module Tables of programmable rate limits and their buckets. */
import { integer, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { services } from "../services/schema.js";
const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();
/** Twilio's programmable rate limits: a name whose values the caller gives with each verification… */
export const rateLimits = pgTable("rate_limits", {
    sid: text().primaryKey(),
    serviceSid: text()
        .notNull()
        .references(() => services.sid),
    uniqueName: text().notNull(),
    description: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
}, (table) => [unique("rate_limits_name").on(table.serviceSid, table.uniqueName)]);
/** …and how many verifications each value may have in how many seconds. */
export const rateLimitBuckets = pgTable("rate_limit_buckets", {
    sid: text().primaryKey(),
    rateLimitSid: text()
        .notNull()
        .references(() => rateLimits.sid, { onDelete: "cascade" }),
    max: integer().notNull(),
    intervalSeconds: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
}, (table) => [unique("rate_limit_buckets_interval").on(table.rateLimitSid, table.intervalSeconds)]);
//# sourceMappingURL=schema.js.map