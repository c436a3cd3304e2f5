/** @module Tables of passkeys: public keys of people's devices, and the challenges that were answered. */
import { bigint, boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "../users/schema.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A public key credential (Web Authentication Level 3, §4) that somebody signs in with. */
export const passkeys = pgTable(
  "passkeys",
  {
    /** `PK…` */
    sid: text().primaryKey(),
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    /** Of the relying party that it was made for: it can be used for no other one. */
    rpId: text().notNull(),
    /** That relying party is this deployment: written at its start. */
    isUsable: boolean().notNull().default(true),
    /** Base64url, as browsers give it. */
    credentialId: text().notNull(),
    /** COSE, base64url. */
    publicKey: text().notNull(),
    /** The authenticator's signature counter (§6.1.1); synced passkeys have none and stay at 0. */
    counter: bigint({ mode: "number" }).notNull(),
    /** Ways a browser reaches the authenticator: `internal`, `hybrid`, … */
    transports: jsonb().$type<string[]>().notNull(),
    /** It may be synced to several devices (backup eligibility), and is (backup state): §6.1.3. */
    isSyncable: boolean().notNull(),
    isBackedUp: boolean().notNull(),
    /** The model of the authenticator, where it tells. */
    aaguid: text().notNull(),
    name: text().notNull(),
    createdAt: now(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [uniqueIndex("passkeys_credential").on(table.credentialId), index("passkeys_user").on(table.userSid)],
);

/** Challenges that were answered: none is taken twice. One that was not answered has no row. */
export const passkeyAnswers = pgTable(
  "passkey_answers",
  {
    /** SHA-256 of the challenge. */
    challengeHash: text().primaryKey(),
    /** What it was used for: a flow, or a passkey that was made. */
    usedFor: text().notNull(),
    createdAt: now(),
  },
  (table) => [index("passkey_answers_created").on(table.createdAt)],
);
