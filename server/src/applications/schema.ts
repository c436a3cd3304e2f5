/** @module Tables of applications (clients of OpenID Connect and OAuth), their secrets, and the APIs that they call. */
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

export const applications = pgTable(
  "applications",
  {
    /** `AP…`: the `client_id`. */
    sid: text().primaryKey(),
    name: text().notNull(),
    /** Pages alone, a server with pages, an app on a device, or a program without people. Never changes. */
    type: text().$type<"spa" | "web" | "native" | "machine">().notNull(),
    /** Compared character by character; in development one may begin with `https://*.`. */
    redirectUris: jsonb().$type<string[]>().notNull(),
    postLogoutRedirectUris: jsonb().$type<string[]>().notNull(),
    /** Whose pages may call the token endpoint. Absent: those of the redirect URIs of a `spa`. */
    allowedOrigins: jsonb().$type<string[]>(),
    /** The brand that signs in. Absent, or deleted meanwhile: that of the sign-in experience. No foreign key: services stay. */
    serviceSid: text(),
    /** What it gets when it asks for nothing, separated by blanks. */
    defaultScopes: text().notNull(),
    /** Indicators of the resources that it may ask access tokens for. */
    resources: jsonb().$type<string[]>().notNull().default([]),
    /** The one of them that is meant where none is named. */
    defaultResource: text(),
    /** Ours: people are not asked whether it may. */
    firstParty: boolean().notNull().default(true),
    requirePkce: boolean().notNull().default(true),
    idTokenSigningAlg: text().$type<"RS256" | "ES256">().notNull().default("RS256"),
    /** How long a refresh token that was used still works, in seconds: its answer may have been lost. */
    refreshGraceSeconds: integer().notNull().default(30),
    backchannelLogoutUri: text(),
    homeUrl: text(),
    /** A resource server that may introspect the tokens of every application. */
    mayIntrospect: boolean().notNull().default(false),
    /** Made at the first start: its addresses follow MUNJIGI_URL. */
    isDemo: boolean().notNull().default(false),
    /** Our own console: nobody sees or changes it, and its addresses follow MUNJIGI_URL. */
    isConsole: boolean().notNull().default(false),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [
    uniqueIndex("applications_console").on(table.isConsole).where(sql`is_console`),
    check("applications_type", sql`${table.type} in ('spa', 'web', 'native', 'machine')`),
    check("applications_alg", sql`${table.idTokenSigningAlg} in ('RS256', 'ES256')`),
    check("applications_grace", sql`${table.refreshGraceSeconds} between 0 and 300`),
  ],
);

/** Secrets of `web` and `machine` applications, as hashes only. At most two of one live. */
export const applicationSecrets = pgTable(
  "application_secrets",
  {
    /** `AS…` */
    sid: text().primaryKey(),
    applicationSid: text()
      .notNull()
      .references(() => applications.sid, { onDelete: "cascade" }),
    /** SHA-256 of 192 random bits. */
    hash: text().notNull(),
    /** Its last four characters. */
    hint: text().notNull(),
    createdAt: now(),
    /** Absent: it lives until another comes. */
    expiresAt: timestamp({ withTimezone: true }),
  },
  (table) => [index("application_secrets_application").on(table.applicationSid)],
);

/** An API that takes access tokens. */
export const resources = pgTable(
  "resources",
  {
    /** `RS…` */
    sid: text().primaryKey(),
    /** RFC 8707: the `resource` of a request and the `aud` of a token. Never changes. */
    indicator: text().notNull().unique(),
    name: text().notNull(),
    scopes: jsonb().$type<string[]>().notNull(),
    accessTokenSeconds: integer().notNull().default(300),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [check("resources_seconds", sql`${table.accessTokenSeconds} between 60 and 3600`)],
);
