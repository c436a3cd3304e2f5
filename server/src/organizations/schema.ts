/** @module Tables of organizations: who belongs to them, with which roles, and who is invited. */
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "../users/schema.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A company, a team, a shop: people belong to it, and applications are told so. */
export const organizations = pgTable(
  "organizations",
  {
    /** `OG…` */
    sid: text().primaryKey(),
    name: text().notNull(),
    /** A name for programs and addresses, of small letters. */
    slug: text(),
    /** What a team's own systems know it by. */
    metadata: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Of its settings: whoever changes them says which one they have seen. */
    version: integer().notNull().default(1),
    createdAt: now(),
    updatedAt: now(),
  },
  (table) => [
    uniqueIndex("organizations_slug").on(table.slug),
    index("organizations_name").on(sql`lower(${table.name}) text_pattern_ops`),
  ],
);

/** Roles besides those that are always there (`organization.ts`): a closed list of the deployment. */
export const organizationRoles = pgTable("organization_roles", {
  name: text().primaryKey(),
  /** What people read of it. */
  description: text(),
  createdAt: now(),
});

export const organizationMembers = pgTable(
  "organization_members",
  {
    organizationSid: text()
      .notNull()
      .references(() => organizations.sid, { onDelete: "cascade" }),
    userSid: text()
      .notNull()
      .references(() => users.sid, { onDelete: "cascade" }),
    /** Names, in their order, each once. */
    roles: jsonb().$type<string[]>().notNull(),
    createdAt: now(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationSid, table.userSid] }),
    index("organization_members_user").on(table.userSid, table.organizationSid),
  ],
);

/** A pending one is expired from its time on, whatever its row says: that is written when another one takes its place. */
export type InvitationStatus = "pending" | "accepted" | "declined" | "revoked" | "expired";

/** A place in an organization, for whoever has the number or address. */
export const organizationInvitations = pgTable(
  "organization_invitations",
  {
    /** `OI…` */
    sid: text().primaryKey(),
    organizationSid: text()
      .notNull()
      .references(() => organizations.sid, { onDelete: "cascade" }),
    channel: text().$type<"sms" | "email">().notNull(),
    /** E.164, or an e-mail address. Retention empties it. */
    recipient: text(),
    /** ISO 3166-1 alpha-2; `ZZ` of an address. */
    country: text().notNull(),
    roles: jsonb().$type<string[]>().notNull(),
    /** The language of its text. */
    locale: text().notNull(),
    /** SHA-256 of the token in its link, which is in no row. */
    tokenHash: text().notNull(),
    /** The secret key that the token is derived by. */
    keyId: text().notNull(),
    status: text().$type<InvitationStatus>().notNull().default("pending"),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    /** The member in whose name it is sent. */
    invitedBy: text().references(() => users.sid, { onDelete: "set null" }),
    acceptedBy: text().references(() => users.sid, { onDelete: "set null" }),
    /** Texts or mails that were sent for it. */
    sends: integer().notNull().default(1),
    sentAt: now(),
    /** The notice sent last. */
    noticeSid: text(),
    createdAt: now(),
    /** When it was accepted, declined or revoked. */
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    uniqueIndex("organization_invitations_token").on(table.tokenHash),
    // One at a time of a number to an organization. One whose time is over is ended before the next is made.
    uniqueIndex("organization_invitations_pending")
      .on(table.organizationSid, table.recipient)
      .where(sql`status = 'pending' and recipient is not null`),
    index("organization_invitations_list").on(table.organizationSid, table.sid),
    index("organization_invitations_recipient").on(table.recipient).where(sql`recipient is not null`),
    index("organization_invitations_invited_by").on(table.invitedBy).where(sql`invited_by is not null`),
    index("organization_invitations_accepted_by").on(table.acceptedBy).where(sql`accepted_by is not null`),
    check("organization_invitations_status", sql`status in ('pending', 'accepted', 'declined', 'revoked', 'expired')`),
  ],
);
