/** @module Tables of the console: who may enter it, the links that let somebody in, and who is in. */
import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "../users/schema.js";
import type { Role } from "./role.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();
const isRole = (column: unknown) => sql`${column} in ('viewer', 'operator', 'admin')`;

/** A person who may enter. */
export const admins = pgTable(
  "admins",
  {
    userSid: text()
      .primaryKey()
      .references(() => users.sid, { onDelete: "cascade" }),
    role: text().$type<Role>().notNull(),
    createdAt: now(),
  },
  (table) => [check("admins_role", isRole(table.role))],
);

/** A link that makes an administrator, or gives one that there is another passkey: once, for a quarter of an hour. */
export const adminLinks = pgTable(
  "admin_links",
  {
    /** SHA-256 of 256 random bits. */
    tokenHash: text().primaryKey(),
    /** Whose it is: somebody who is there, or the identifier of whoever is made. */
    userSid: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** It makes an administrator; otherwise it is for one that there is, as long as they are one. */
    isNew: boolean().notNull(),
    /** The key or the administrator that made it, with whom it goes; `null`: the server's own command line. */
    maker: text(),
    createdAt: now(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [check("admin_links_role", isRole(table.role)), index("admin_links_expires_at").on(table.expiresAt)],
);

/** A browser in which an administrator is signed in to the console. */
export const consoleSessions = pgTable(
  "console_sessions",
  {
    /** `CS…`, a name and no secret. */
    sid: text().primaryKey(),
    /** SHA-256 of the cookie's 256 bits. */
    tokenHash: text().notNull(),
    userSid: text()
      .notNull()
      .references(() => admins.userSid, { onDelete: "cascade" }),
    device: text().notNull(),
    /** Opened by a passkey; in development a code or a link will do. */
    byPasskey: boolean().notNull(),
    /** When a passkey was shown last. */
    provedAt: now(),
    createdAt: now(),
    usedAt: now(),
  },
  (table) => [
    uniqueIndex("console_sessions_token").on(table.tokenHash),
    index("console_sessions_user").on(table.userSid),
    index("console_sessions_used_at").on(table.usedAt),
  ],
);
