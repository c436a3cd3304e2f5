/** @module The table of flows: one visit to the hosted pages each. */

import type { SocialBrand } from "@munjigi/connectors/social/contract";
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Purpose } from "../codes.js";
import { type AuthenticationMethod, sessions } from "../sessions/schema.js";
import { users } from "../users/schema.js";
import type { ActionName, FlowKind, FlowState } from "./flow.js";

const now = () => timestamp({ withTimezone: true }).notNull().defaultNow();

export const flows = pgTable(
  "flows",
  {
    /** `FL…`: in the address of its pages, and of no use in another browser. */
    sid: text().primaryKey(),
    kind: text().$type<FlowKind>().notNull(),
    state: text().$type<FlowState>().notNull(),
    /** SHA-256 of the cookie of the browser that began it. */
    browserHash: text().notNull(),
    /** Counts the steps: whoever acts on a step that is over changes nothing. */
    step: integer().notNull().default(0),
    serviceSid: text().notNull(),
    /** Whose account it is about, where that is settled. */
    userSid: text().references(() => users.sid, { onDelete: "cascade" }),
    /** The session that began it, or that it made. It ends with it. */
    sessionSid: text().references(() => sessions.sid, { onDelete: "set null" }),
    /** What is being proved or added: number, address or user name. Emptied when the flow ends. */
    recipient: text(),
    channel: text(),
    country: text(),
    /** Of the code that was sent. */
    purpose: text().$type<Purpose>(),
    /** Where the person wants to be: a path of ours, or an address that was registered. */
    returnTo: text(),
    data: jsonb().$type<FlowData>().notNull().default({}),
    createdAt: now(),
    usedAt: now(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    // Of several windows of one browser that ask for a code to one number at once, one sends it. Where something was proved before, each
    // has its own: none may be led to a flow that has proved less.
    uniqueIndex("flows_waiting")
      .on(table.browserHash, table.kind, table.recipient)
      .where(sql`state = 'code' and ended_at is null and not data ? 'proved'`),
    index("flows_used").on(table.usedAt),
    // Of whoever is deleted or signs out.
    index("flows_user").on(table.userSid),
    index("flows_session").on(table.sessionSid),
  ],
);

/** What few flows have. Emptied when the flow ends. */
export interface FlowData {
  /** The field that the recipient or user name was given in. */
  identifierKind?: "phone" | "email" | "username";
  /** What was typed and could not be read: shown again. */
  typed?: string;
  /** The same of a form of several fields, without passwords. */
  typedFields?: Record<string, string>;
  /** ISO 3166-1 alpha-2, chosen beside the number. */
  country?: string;
  /** What went wrong with the last action. */
  error?: FlowError;
  /** The passkey that was shown: if it is the account's no more at the end, nothing is opened. */
  passkey?: string;
  /** What was proved first: the number or address that the account is found by. */
  proved?: { kind: "phone" | "email" | "username" | "social" | "passkey"; value: string };
  /** Whom a provider vouches for: signs in, is connected to the account that is proved, or gets a new one. */
  social?: PendingIdentity;
  /** Whose it was then, or nobody's: where that is different later, what was proved opens nothing. */
  pinned?: PinnedHolder;
  /** How: RFC 8176. */
  amr?: AuthenticationMethod[];
  /** What a new account gets besides. */
  added?: { kind: "phone" | "email" | "username"; value: string; verified: boolean }[];
  /** The number may be recycled, and this was said or proved: it is its account's, or a new one's. */
  owner?: "holder" | "new";
  /** Opened by such a number alone. */
  isRestricted?: true;
  /** Agreed or not: item → version, or `""`. */
  consents?: Record<string, { version: string; agreed: boolean }>;
  /** Agreed to at a provider, so that it is not asked again: item → when, and at whose. */
  agreedBefore?: Record<string, { version: string; at: string; source: string }>;
  name?: string;
  /** Of a password that was chosen, until there is an account. */
  passwordHash?: string;
  endOthers?: boolean;
  /** The identifier that gives way to the one being added. */
  replaces?: string;
  /** A step-up is to show something of another kind than what was shown. */
  asksForMore?: true;
  /** Of whoever asked for a number, given back in the token. */
  nonce?: string;
  /** The code that has proved the number. */
  verification?: string;
  /** Why a step-up is asked for. */
  reason?: "link" | "delete" | "asked";
}

export interface PendingIdentity {
  connectorId: string;
  brand: SocialBrand;
  label?: string;
  issuer: string;
  subject: string;
  clientId: string;
  /** What the provider says, unproved: shown, and written into fields. */
  email?: string;
  phone?: string;
  picture?: string;
  /** What an account has that the provider says, too. */
  candidates?: { kind: "phone" | "email"; value: string }[];
}

export interface PinnedHolder {
  userSid: string | null;
  identifierSid: string | null;
  /** SHA-256 of the hash of the password that was right. */
  password?: string;
  /** When: milliseconds of the epoch. */
  at: number;
}

export interface FlowError {
  /** Of the catalogue of errors. */
  code: string;
  field?: string;
  /** Until then it holds: milliseconds of the epoch. */
  until?: number;
  /** Fills the sentence. */
  expected?: string;
  /** Of a challenge: the action that met it, */
  action?: ActionName;
  /** and the way it was about. */
  with?: string;
}
