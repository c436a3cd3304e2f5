/** @module The table of signing keys. */

import { integer, jsonb, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import type { Algorithm } from "./algorithm.js";

/** A public key as RFC 7517 and RFC 7518 §6 write it. */
export type PublicJwk = { kty: "EC"; crv: "P-256"; x: string; y: string } | { kty: "RSA"; n: string; e: string };

/** The private half is encrypted under `MUNJIGI_SECRET_KEY`. */
export const signingKeys = pgTable(
  "signing_keys",
  {
    kid: text().primaryKey(),
    algorithm: text().$type<Algorithm>().notNull().default("ES256"),
    /** Counts up: of two processes that rotate at once one wins. */
    generation: integer().notNull(),
    publicJwk: jsonb().$type<PublicJwk>().notNull(),
    sealedPrivateKey: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** It is published before it signs, so that those who keep our keys for a while know it by then. */
    signsFrom: timestamp({ withTimezone: true }).notNull(),
    /** No longer published from then on. */
    retiresAt: timestamp({ withTimezone: true }),
  },
  (table) => [unique("signing_keys_generation").on(table.algorithm, table.generation)],
);
