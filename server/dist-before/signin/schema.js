/** @module The table of flows: one visit to the hosted pages each. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { sessions } from "../sessions/schema.js";
import { users } from "../users/schema.js";
const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();
export const flows = pgTable("flows", {
    /** `FL…`: in the address of its pages, and of no use in another browser. */
    sid: text().primaryKey(),
    kind: text().$type().notNull(),
    state: text().$type().notNull(),
    /** SHA-256 of the cookie of the browser that began it. */
    browserHash: text().notNull(),
    /** Counts the steps: whoever acts on a step that is over changes nothing. */
    step: integer().notNull().default(0),
    serviceSid: text().notNull(),
    /** Whose account it is about, where that is settled. */
    userSid: text().references(() => users.sid, { onDelete: "cascade" }),
    /** The session that began it, or that it made. It ends with it. */
    sessionSid: text().references(() => sessions.sid, { onDelete: "set null" }),
    /** What is being proved or added: number, address or user name. Emptied when the flow ends. */
    recipient: text(),
    channel: text(),
    country: text(),
    /** Of the code that was sent. */
    purpose: text().$type(),
    /** Where the person wants to be: a path of ours, or an address that was registered. */
    returnTo: text(),
    data: jsonb().$type().notNull().default({}),
    createdAt: now(),
    usedAt: now(),
    endedAt: timestamp({ withTimezone: true }),
}, (table) => [
    // Of several windows of one browser that ask for a code to one number at once, one sends it.
    uniqueIndex("flows_waiting")
        .on(table.browserHash, table.kind, table.recipient)
        .where(sql `state = 'code' and ended_at is null`),
    index("flows_used").on(table.usedAt),
    // Of whoever is deleted or signs out.
    index("flows_user").on(table.userSid),
    index("flows_session").on(table.sessionSid),
]);
//# sourceMappingURL=schema.js.map