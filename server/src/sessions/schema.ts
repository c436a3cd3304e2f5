/** @module The table of sessions. */
import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "../users/schema.js";

/**
 * How a person proved who they are: RFC 8176's values, and where it has no word: `fed`, another provider vouches for them; `totp` beside `otp`, it
 * was a code of an authenticator app and none that was sent; `recovery`, a recovery code.
 */
export type AuthenticationMethod = "sms" | "otp" | "totp" | "recovery" | "pwd" | "hwk" | "swk" | "user" | "mfa" | "fed";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** One browser or app in which somebody is signed in. A session that ends has no row any more. */
export const sessions = pgTable(
  "sessions",
  {
    /** `SE…`, a name and no secret. */
    sid: text().primaryKey(),
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    /** SHA-256 of the cookie's 256 bits. */
    tokenHash: text().notNull(),
    amr: jsonb().$type<AuthenticationMethod[]>().notNull(),
    /** How it was proved last; `amr` has all that it ever was. */
    provedBy: jsonb().$type<AuthenticationMethod[]>().notNull().default(sql`'[]'::jsonb`),
    /** When it was last proved: OpenID Connect's `auth_time`. */
    authTime: now(),
    createdAt: now(),
    usedAt: now(),
    /** `Chrome · Android` */
    device: text().notNull(),
    /** Opened by a recycled number alone: nothing personal is shown, nothing can be changed until then. */
    restrictedUntil: timestamp({ withTimezone: true }),
  },
  (table) => [uniqueIndex("sessions_token").on(table.tokenHash), index("sessions_user").on(table.userSid)],
);
