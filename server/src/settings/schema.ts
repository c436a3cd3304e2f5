/** @module Tables of what an administrator sets: services and keys. */
import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** A brand that sends codes. The names are those of Twilio's Service resource where it has them. */
export const services = pgTable(
  "services",
  {
    sid: text().primaryKey(),
    friendlyName: text().notNull(),
    codeLength: integer().notNull().default(6),
    lookupEnabled: boolean().notNull().default(false),
    psd2Enabled: boolean().notNull().default(false),
    skipSmsToLandlines: boolean().notNull().default(false),
    dtmfInputRequired: boolean().notNull().default(true),
    ttsName: text(),
    doNotShareWarningEnabled: boolean().notNull().default(false),
    customCodeEnabled: boolean().notNull().default(false),
    defaultTemplateSid: text(),
    verifyEventSubscriptionEnabled: boolean().notNull().default(false),
    push: jsonb().$type<PushSettings>().notNull(),
    totp: jsonb().$type<TotpSettings>().notNull(),
    whatsapp: jsonb().$type<WhatsappSettings>().notNull(),
    passkeys: jsonb().$type<PasskeySettings>().notNull(),
    /** ISO 3166-1 alpha-2: the country of numbers written without one. */
    defaultCountry: text().notNull().default("KR"),
    /** The countries this service sends to. */
    allowedCountries: jsonb().$type<string[]>().notNull().default(["KR"]),
    /** The language of texts; absent: Korean to Korean numbers, otherwise English. */
    defaultLocale: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    deletedAt: timestamp({ withTimezone: true }),
  },
  (table) => [check("services_code_length", sql`${table.codeLength} between 4 and 10`)],
);

/** What a caller shows to be let in. The secret is kept as a hash only. */
export const apiKeys = pgTable(
  "api_keys",
  {
    /** The public part: `AC…`, `SK…`; of publishable and admin keys the first characters of their hash. */
    id: text().primaryKey(),
    kind: text().$type<"account" | "secret" | "publishable" | "admin">().notNull(),
    secretHash: text().notNull().unique(),
    /** The service a publishable key belongs to. */
    serviceSid: text().references(() => services.sid),
    name: text().notNull(),
    createdAt: createdAt(),
    revokedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    check("api_keys_kind", sql`${table.kind} in ('account', 'secret', 'publishable', 'admin')`),
    check("api_keys_service", sql`(${table.kind} = 'publishable') = (${table.serviceSid} is not null)`),
  ],
);

export interface PushSettings {
  include_date: boolean;
  apn_credential_sid: string | null;
  fcm_credential_sid: string | null;
}
export interface TotpSettings {
  issuer: string | null;
  time_step: number;
  code_length: number;
  skew: number;
}
export interface WhatsappSettings {
  msg_service_sid: string | null;
  from: string | null;
}
export interface PasskeySettings {
  relying_party: { id: string | null; name: string | null; origins: string[] | null };
  authenticator_attachment: string | null;
  discoverable_credentials: string | null;
  user_verification: string | null;
}
