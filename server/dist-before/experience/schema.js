/** @module Tables of the sign-in experience: the document in force, and drafts of it. */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
/** At most one row; none: the defaults. */
export const signInExperience = pgTable("sign_in_experience", {
    /** `live`. */
    id: text().primaryKey(),
    document: jsonb().$type().notNull(),
    /** Counts up with every change: of several who change the same one, one wins. */
    version: integer().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
}, (table) => [check("sign_in_experience_one", sql `${table.id} = 'live'`)]);
/** Documents that somebody looks at before they are saved; kept for a day. */
export const experienceDrafts = pgTable("experience_drafts", {
    /** `XD…` */
    sid: text().primaryKey(),
    document: jsonb().$type().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
}, (table) => [index("experience_drafts_age").on(table.createdAt)]);
//# sourceMappingURL=schema.js.map