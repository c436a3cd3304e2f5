/** @module Tables of connectors: what is configured, every version of its settings, and which settings passed a test. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/**
 * `draft`: never sent yet · `active`: sends its channel's messages · `standby`: sends what the active one cannot · `retired`: did
 * send once. (`tested` is a draft whose settings passed a test within the hour.) Of social sign-in several are `active`, none is
 * `standby`, and people linked to a `retired` one may still unlink.
 */
export type StoredStatus = "draft" | "active" | "standby" | "retired";

/** Why a provider failed, where it is not the person who comes back that has to do something. */
export const notedReasons = ["provider_down", "misconfigured", "refused"] as const;
export type NotedReason = (typeof notedReasons)[number];

export const connectors = pgTable(
  "connectors",
  {
    /** `CN…` */
    id: text().primaryKey(),
    /** The kind of connector: Logto's `connectorId`. */
    factoryId: text().notNull(),
    type: text().$type<"Sms" | "Email" | "Social">().notNull(),
    status: text().$type<StoredStatus>().notNull().default("draft"),
    /** The version in force; of one that never sent, the newest. */
    version: integer().notNull().default(1),
    /** A newer one that waits to be activated. */
    draftVersion: integer(),
    /** The number of the newest version. */
    latestVersion: integer().notNull().default(1),
    /** Names the connector in the URL its vendor posts delivery reports to, a provider its notices; nobody else knows it. */
    receiptToken: text().notNull().unique(),
    /**
     * The last failure of social sign-in that administrators can mend: the provider's code, the reason, and under which version.
     */
    failureCode: text(),
    failureReason: text().$type<NotedReason>(),
    failedVersionId: text(),
    failedAt: timestamp({ withTimezone: true }),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    uniqueIndex("connectors_one_active").on(table.type).where(sql`status = 'active' and type <> 'Social'`),
    uniqueIndex("connectors_one_standby").on(table.type).where(sql`status = 'standby' and type <> 'Social'`),
  ],
);

/** One state of a connector's settings. Never changed, so that it can be restored. */
export const connectorVersions = pgTable(
  "connector_versions",
  {
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
    /** When each secret got its value, by path. */
    secretsSetAt: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
    /** When it was last put in force. */
    activatedAt: timestamp({ withTimezone: true }),
  },
  (table) => [uniqueIndex("connector_versions_number").on(table.connectorId, table.version)],
);

/** Settings that sent a test message, by fingerprint; kept for a day. */
export const connectorTests = pgTable(
  "connector_tests",
  {
    fingerprint: text().primaryKey(),
    testedAt: createdAt(),
  },
  (table) => [index("connector_tests_age").on(table.testedAt)],
);
