/** @module Tables of people: who they are, what they are found by, what they agreed to, and which browsers they use. */
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Actor } from "../core.js";
import type { FirebaseSettings } from "./foreign-hash.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A person. Everything of theirs hangs on this row and goes with it. */
export const users = pgTable(
  "users",
  {
    /** `US…` */
    sid: text().primaryKey(),
    /** What the system they came from calls them (SCIM's `externalId`, RFC 7643 §3.1): by it an import finds them again. */
    externalId: text(),
    name: text(),
    /** Where a picture of theirs is. */
    pictureUrl: text(),
    /** The language they last used, of ours. */
    language: text(),
    /** argon2id, in PHC's form: see `password.ts`; of somebody who was imported what `foreign-hash.ts` reads, until they sign in with it. */
    passwordHash: text(),
    createdAt: now(),
    updatedAt: now(),
    suspendedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    // For those who look for the beginning of a name.
    index("users_name").on(sql`lower(${table.name}) text_pattern_ops`).where(sql`name is not null`),
    uniqueIndex("users_external_id").on(table.externalId).where(sql`external_id is not null`),
    index("users_suspended").on(table.sid).where(sql`suspended_at is not null`),
  ],
);

export type IdentifierKind = "phone" | "email" | "username";

/** What a person is found by. One that is being added is in the flow's row until it is proved. */
export const identifiers = pgTable(
  "identifiers",
  {
    /** `ID…` */
    sid: text().primaryKey(),
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    kind: text().$type<IdentifierKind>().notNull(),
    /** E.164, an e-mail address as `normalizeEmail` writes it, or a user name in lower case. */
    value: text().notNull(),
    createdAt: now(),
    /** When it was proved first; a user name never is. */
    verifiedAt: timestamp({ withTimezone: true }),
    /** When it was proved last. A number that was not for long may be somebody else's by now. */
    provedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    // By this operator class it serves beginnings of a value too, whatever the collation of the database is.
    uniqueIndex("identifiers_value").on(table.kind, table.value.op("text_pattern_ops")),
    index("identifiers_user").on(table.userSid),
  ],
);

/** An account at a provider that somebody signs in with. What the provider says of them besides is shown, and opens nothing. */
export const socialIdentities = pgTable(
  "social_identities",
  {
    /** `SI…` */
    sid: text().primaryKey(),
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    /** `CN…`: one app of the provider, with all its client ids. */
    connectorId: text().notNull(),
    issuer: text().notNull(),
    /** The provider's name of the person. */
    subject: text().notNull(),
    /** Of the app's clients the one used last. */
    clientId: text().notNull(),
    /** What the provider called their address, to tell two accounts apart. */
    email: text(),
    createdAt: now(),
    usedAt: now(),
  },
  (table) => [
    uniqueIndex("social_identities_subject").on(table.connectorId, table.issuer, table.subject),
    index("social_identities_user").on(table.userSid),
  ],
);

/** What somebody agreed to or took back, each time: the newest row of an item counts. */
export const userConsents = pgTable(
  "user_consents",
  {
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    /** The item of the settings, or `minimum_age`. */
    item: text().notNull(),
    version: text().notNull(),
    agreed: boolean().notNull(),
    at: now(),
    /** The connector (`CN…`) at whose provider it was agreed to; absent: on a page of ours, or by an administrator. */
    source: text(),
  },
  (table) => [primaryKey({ columns: [table.userSid, table.item, table.at] })],
);

/** Browsers in which somebody has signed in, by the hash of a cookie. */
export const knownDevices = pgTable(
  "known_devices",
  {
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    browserHash: text().notNull(),
    createdAt: now(),
    usedAt: now(),
    /** When a passkey was offered here: that is done once. */
    passkeyOfferedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.userSid, table.browserHash] }),
    // For the sweep. A column that a sign-in changes would cost each sign-in an entry.
    index("known_devices_created").on(table.createdAt),
  ],
);

/** The authenticator app of a person, who has one at most. */
export const userTotp = pgTable("user_totp", {
  userSid: text()
    .primaryKey()
    .references(() => users.sid, { onDelete: "cascade" }),
  /** The secret in base32, encrypted, with the user's identifier as its context. */
  sealedSecret: text().notNull(),
  /** The last time step whose code was accepted: none is a second time, nor one before it. */
  lastStep: integer().notNull().default(-1),
  /** Wrong codes in a row, and until when they make one wait. */
  failures: integer().notNull().default(0),
  waitUntil: timestamp({ withTimezone: true }),
  createdAt: now(),
  /** Absent: the app has not shown a code yet, and it opens nothing. */
  confirmedAt: timestamp({ withTimezone: true }),
  usedAt: timestamp({ withTimezone: true }),
});

/** What stands in for the app when it is lost. A code that was used has no row any more. */
export const userRecoveryCodes = pgTable(
  "user_recovery_codes",
  {
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    /** HMAC-SHA256 of user and code. */
    hash: text().notNull(),
    createdAt: now(),
  },
  (table) => [primaryKey({ columns: [table.userSid, table.hash] })],
);

/** What has become of an import: lines are `receiving`, they are worked through (`waiting` until the first is), or it is over. */
export type ImportStatus = "receiving" | "waiting" | "running" | "done" | "canceled";

/** People who are brought along: a file, line by line, in parts. */
export const userImports = pgTable(
  "user_imports",
  {
    /** `UI…` */
    sid: text().primaryKey(),
    actorKind: text().$type<Actor["kind"]>().notNull(),
    actorId: text(),
    status: text().$type<ImportStatus>().notNull(),
    /** Nobody is made: only the report says what would be. */
    dryRun: boolean().notNull(),
    /** An account without an own id that has a line's verified number or address is taken for the same person. */
    adopt: boolean().notNull(),
    /** How Firebase has hashed passwords, its key encrypted. Emptied when the import is over. */
    firebase: jsonb().$type<FirebaseSettings>(),
    /** Lines that were received, and what has become of those that were worked through. */
    lines: integer().notNull().default(0),
    created: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    refused: integer().notNull().default(0),
    createdAt: now(),
    updatedAt: now(),
    startedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index("user_imports_open").on(table.sid).where(sql`status in ('receiving', 'waiting', 'running')`)],
);

/** Some hundred lines of a file, until they are worked through; then what became of each. */
export const userImportParts = pgTable(
  "user_import_parts",
  {
    importSid: text()
      .notNull()
      .references(() => userImports.sid, { onDelete: "cascade" }),
    place: integer().notNull(),
    /** The number of its first line in the file. */
    firstLine: integer().notNull(),
    /** The lines, encrypted. Absent: they are worked through, or never will be. */
    sealedLines: text(),
    /** A list of `LineResult`: no number, address, name or hash. */
    results: jsonb(),
  },
  (table) => [
    primaryKey({ columns: [table.importSid, table.place] }),
    index("user_import_parts_open").on(table.importSid, table.place).where(sql`sealed_lines is not null`),
  ],
);

/** What the lines of an import name people by, so that no two lines name the same. Gone when the import is over. */
export const userImportKeys = pgTable(
  "user_import_keys",
  {
    importSid: text().notNull(),
    /** HMAC-SHA256 of import, kind and value, its first 128 bits. */
    hash: text().notNull(),
    line: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importSid, table.hash] })],
);
