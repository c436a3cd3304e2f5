/** @module Tables of people: who they are, what they are found by, what they agreed to, and which browsers they use. */
import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A person. Everything of theirs hangs on this row and goes with it. */
export const users = pgTable(
  "users",
  {
    /** `US…` */
    sid: text().primaryKey(),
    name: text(),
    /** Where a picture of theirs is. */
    pictureUrl: text(),
    /** The language they last used, of ours. */
    language: text(),
    /** argon2id, in PHC's form: see `password.ts`. */
    passwordHash: text(),
    createdAt: now(),
    updatedAt: now(),
    suspendedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    // For those who look for the beginning of a name.
    index("users_name").on(sql`lower(${table.name}) text_pattern_ops`).where(sql`name is not null`),
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
