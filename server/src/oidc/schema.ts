/** @module Tables of OpenID Connect: what applications asked for, what they were granted, codes and refresh tokens. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { applications } from "../applications/schema.js";
import { sessions } from "../sessions/schema.js";
import { users } from "../users/schema.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A request that a page stands before: whoever comes back to it goes on with it. */
export const authorizationRequests = pgTable(
  "authorization_requests",
  {
    /** 128 random bits, in the address of the page that goes on. */
    id: text().primaryKey(),
    applicationSid: text()
      .notNull()
      .references(() => applications.sid, { onDelete: "cascade" }),
    /** The query of the request, sealed: it may name a phone number (`login_hint`) and hold a token (`id_token_hint`). Emptied after a day. */
    sealedQuery: text(),
    createdAt: now(),
  },
  (table) => [index("authorization_requests_created").on(table.createdAt)],
);

/** What a session's application may do. It is alive as long as its session is. */
export const oidcGrants = pgTable(
  "oidc_grants",
  {
    sid: text().primaryKey(),
    applicationSid: text()
      .notNull()
      .references(() => applications.sid, { onDelete: "cascade" }),
    /** Stays when the user is deleted, until the application has been told that the session has ended. */
    userSid: text().notNull(),
    /** `null`: the session has ended, and the application may want to be told. */
    sessionSid: text().references(() => sessions.sid, { onDelete: "set null" }),
    /** OpenID Connect's `sid`: which session the application is told of. */
    sessionName: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: now(),
    /** Of telling the application. */
    logoutAttempts: integer().notNull().default(0),
    logoutAt: now(),
  },
  (table) => [
    index("oidc_grants_session").on(table.sessionSid, table.applicationSid),
    index("oidc_grants_user").on(table.userSid),
    index("oidc_grants_application").on(table.applicationSid),
    index("oidc_grants_ended").on(table.logoutAt).where(sql`session_sid is null`),
  ],
);

export type TokenKind = "AuthorizationCode" | "RefreshToken";

/** Codes and refresh tokens. Access tokens are sealed, and stand in no table. */
export const oidcTokens = pgTable(
  "oidc_tokens",
  {
    /** SHA-256 of the token. */
    idHash: text().primaryKey(),
    kind: text().$type<TokenKind>().notNull(),
    grantSid: text()
      .notNull()
      .references(() => oidcGrants.sid, { onDelete: "cascade" }),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Which secret key derives its successor. */
    keyId: text().notNull(),
    consumedAt: timestamp({ withTimezone: true }),
    /** So long after its first use it is not called used. */
    graceSeconds: integer().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index("oidc_tokens_grant").on(table.grantSid), index("oidc_tokens_expires").on(table.expiresAt)],
);

/** What somebody allowed an application that is not the team's own. */
export const oidcConsents = pgTable(
  "oidc_consents",
  {
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    applicationSid: text()
      .notNull()
      .references(() => applications.sid, { onDelete: "cascade" }),
    /** Separated by spaces. */
    scope: text().notNull(),
    at: now(),
  },
  (table) => [primaryKey({ columns: [table.userSid, table.applicationSid] })],
);
