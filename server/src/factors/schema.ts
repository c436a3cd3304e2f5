/** @module Tables of second factors by Twilio's names: whose they are, the factors, and what was asked of them. */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { services } from "../services/schema.js";
import type { TotpAlgorithm } from "./totp.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** Somebody whom the caller knows, by the caller's name for them. Their factors go with the row. */
export const entities = pgTable(
  "entities",
  {
    /** `YE…` */
    sid: text().primaryKey(),
    serviceSid: text()
      .notNull()
      .references(() => services.sid),
    identity: text().notNull(),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [
    unique("entities_identity").on(table.serviceSid, table.identity),
    index("entities_service").on(table.serviceSid, table.sid),
  ],
);

/** An authenticator app that makes codes from a secret. */
export const factors = pgTable(
  "factors",
  {
    /** `YF…` */
    sid: text().primaryKey(),
    entitySid: text()
      .notNull()
      .references(() => entities.sid, { onDelete: "cascade" }),
    friendlyName: text().notNull(),
    status: text().$type<"unverified" | "verified">().notNull().default("unverified"),
    /** The secret in base32, encrypted, with `sid` as its context. */
    sealedSecret: text().notNull(),
    alg: text().$type<TotpAlgorithm>().notNull(),
    codeLength: integer().notNull(),
    timeStep: integer().notNull(),
    skew: integer().notNull(),
    metadata: jsonb().$type<Record<string, string>>(),
    /** The last time step whose code was accepted: none is a second time, nor one before it. */
    lastStep: integer().notNull().default(-1),
    /** Wrong codes in a row. */
    failures: integer().notNull().default(0),
    waitUntil: timestamp({ withTimezone: true }),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [
    index("factors_entity").on(table.entitySid, table.sid),
    index("factors_unverified").on(table.createdAt).where(sql`status = 'unverified'`),
    check("factors_status", sql`${table.status} in ('unverified', 'verified')`),
  ],
);

/** A factor is to prove itself, once, until it runs out. One that has run out is `pending` here for a moment still: whoever reads it looks at the clock. */
export const challenges = pgTable(
  "challenges",
  {
    /** `YC…` */
    sid: text().primaryKey(),
    factorSid: text()
      .notNull()
      .references(() => factors.sid, { onDelete: "cascade" }),
    /** The factor's. No foreign key: a row that is made would lock the entity after the factor, and who deletes goes the other way. */
    entitySid: text().notNull(),
    status: text().$type<"pending" | "approved" | "expired">().notNull().default("pending"),
    attempts: integer().notNull().default(0),
    /** What the caller would have people see, and what not. */
    details: jsonb().$type<ChallengeDetails>(),
    hiddenDetails: jsonb().$type<Record<string, string>>(),
    metadata: jsonb().$type<Record<string, string>>(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    respondedAt: timestamp({ withTimezone: true }),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [
    index("challenges_entity").on(table.entitySid, table.sid),
    index("challenges_factor").on(table.factorSid, table.createdAt),
    index("challenges_created_at").on(table.createdAt),
    index("challenges_pending").on(table.expiresAt).where(sql`status = 'pending'`),
    check("challenges_status", sql`${table.status} in ('pending', 'approved', 'expired')`),
  ],
);

export interface ChallengeDetails {
  message: string | null;
  fields: { label: string; value: string }[];
}
