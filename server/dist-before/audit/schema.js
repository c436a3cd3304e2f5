/** @module The table of what happened. */
import { index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
/**
 * One row an event, written by the transaction that makes it true, and never changed. Whoever reads on from a `sid` meets the
 * events in order; one whose transaction commits late comes in behind, so a reader that must miss none stays some seconds back
 * (a transaction of ours that idles is ended after ten).
 */
export const auditEvents = pgTable("audit_events", {
    /** `AE…`: the database's time to the microsecond, then chance. */
    sid: text().primaryKey(),
    type: text().$type().notNull(),
    actorKind: text().$type().notNull(),
    /** The API key or the user. */
    actorId: text(),
    subjectKind: text().$type().notNull(),
    subjectId: text().notNull(),
    /** No foreign key: an event outlives what it tells of. */
    serviceSid: text(),
    before: jsonb().$type(),
    after: jsonb().$type(),
    data: jsonb().$type(),
    requestId: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
}, (table) => [
    index("audit_events_type").on(table.type, table.sid),
    index("audit_events_actor").on(table.actorId, table.sid),
    index("audit_events_subject").on(table.subjectId, table.sid),
]);
//# sourceMappingURL=schema.js.map