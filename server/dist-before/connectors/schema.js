/** @module Tables of connectors: what is configured, every version of its settings, and which settings passed a test. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();
export const connectors = pgTable("connectors", {
    /** `CN…` */
    id: text().primaryKey(),
    /** The kind of connector: Logto's `connectorId`. */
    factoryId: text().notNull(),
    type: text().$type().notNull(),
    status: text().$type().notNull().default("draft"),
    /** The version in force; of one that never sent, the newest. */
    version: integer().notNull().default(1),
    /** A newer one that waits to be activated. */
    draftVersion: integer(),
    /** The number of the newest version. */
    latestVersion: integer().notNull().default(1),
    /** Names the connector in the URL its vendor posts delivery reports to; nobody else knows it. */
    receiptToken: text().notNull().unique(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
}, (table) => [
    uniqueIndex("connectors_one_active").on(table.type).where(sql `status = 'active'`),
    uniqueIndex("connectors_one_standby").on(table.type).where(sql `status = 'standby'`),
]);
/** One state of a connector's settings. Never changed, so that it can be restored. */
export const connectorVersions = pgTable("connector_versions", {
    /** `CV…`: what the sealed settings are bound to. */
    id: text().primaryKey(),
    connectorId: text()
        .notNull()
        .references(() => connectors.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    /** The settings, encrypted as a whole. */
    sealedSettings: text().notNull(),
    /** A keyed hash of the settings: equal settings have equal ones. */
    fingerprint: text().notNull(),
    /** When each secret got its value, by path: nothing else of a secret is ever shown. */
    secretsSetAt: jsonb().$type().notNull(),
    createdAt: createdAt(),
    /** When it was last put in force. */
    activatedAt: timestamp({ withTimezone: true }),
}, (table) => [uniqueIndex("connector_versions_number").on(table.connectorId, table.version)]);
/** Settings that sent a test message, by fingerprint; kept for a day. */
export const connectorTests = pgTable("connector_tests", {
    fingerprint: text().primaryKey(),
    testedAt: createdAt(),
}, (table) => [index("connector_tests_age").on(table.testedAt)]);
//# sourceMappingURL=schema.js.map