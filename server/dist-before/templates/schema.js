/** @module The table of templates. */
import { jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
/** A text of the team's own. */
export const templates = pgTable("templates", {
    /** `HJ…` */
    sid: text().primaryKey(),
    friendlyName: text().notNull(),
    /** The text by language, with `{{code}}`, `{{friendly_name}}` and names of its own. */
    translations: jsonb().$type().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
//# sourceMappingURL=schema.js.map