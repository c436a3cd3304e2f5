/** @module Tables of services, and of the numbers that their rules spare. */
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
    /** How long a code lives from its first send, in seconds. */
    codeTtlSeconds: integer().notNull().default(600),
    /** Whether a resend says the same code again or a new one. */
    resendPolicy: text().$type<"same_code" | "new_code">().notNull().default("same_code"),
    /** Seconds to wait after the first, second, … send; the last one counts for all that follow. Absent: the API's own. */
    resendWaits: jsonb().$type<number[]>(),
    /** The host of the page that may read the code from a text (WebOTP). */
    webOtpHost: text(),
    /** What differs from the default limits of the public API. */
    limits: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    deletedAt: timestamp({ withTimezone: true }),
  },
  (table) => [check("services_code_length", sql`${table.codeLength} between 4 and 10`)],
);

/** Numbers that rules about countries and prefixes do not stop. */
export const safeList = pgTable("safe_list", {
  sid: text().primaryKey(),
  /** E.164. */
  phoneNumber: text().notNull().unique(),
  createdAt: createdAt(),
});

/** Numbers, and beginnings of numbers, that get no codes. */
export const blockList = pgTable("block_list", {
  sid: text().primaryKey(),
  /** `+` and digits. */
  prefix: text().notNull().unique(),
  /** Why, in somebody's words. */
  note: text(),
  createdAt: createdAt(),
});

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
