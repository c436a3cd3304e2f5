/**
 * @module Identifiers in Twilio's form: two capital letters and 32 lower-case hex digits.
 * https://www.twilio.com/docs/glossary/what-is-a-sid
 */
import type { Clock, Random } from "./clock.js";

/**
 * AC account, SK API key, VA service, VE verification, VL one send of a verification, RK rate limit, BL bucket, HJ template,
 * GN safe-listed number, BN blocked one, CN connector, CV version of its settings, US user, ID identifier of a user, SE session, FL flow, NO notice,
 * AE audit event, XD draft of the sign-in experience, AP application, AS its secret, RS resource, GR grant of an application,
 * OG organization, OI invitation to one, SI account of a user at a social provider, SR such a connection that is to be ended,
 * PK passkey, YE entity (whose factors Twilio's API keeps), YF factor, YC challenge, YW endpoint of webhooks, WD delivery, EV outcome
 * of a code or message that endpoints hear of, IM import of settings, UI import of people, AL alert, CS session of the console.
 */
export type SidPrefix =
  | "AC"
  | "SK"
  | "VA"
  | "VE"
  | "VL"
  | "RK"
  | "BL"
  | "HJ"
  | "GN"
  | "CN"
  | "CV"
  | "US"
  | "ID"
  | "SE"
  | "FL"
  | "NO"
  | "AE"
  | "XD"
  | "AP"
  | "BN"
  | "CS"
  | "AS"
  | "RS"
  | "GR"
  | "SI"
  | "SR"
  | "PK"
  | "YE"
  | "YF"
  | "YC"
  | "OG"
  | "OI"
  | "YW"
  | "WD"
  | "EV"
  | "IM"
  | "UI"
  | "AL";

/**
 * A new identifier: 48 bits of milliseconds, then 80 random bits. The time in front keeps the newest rows on the
 * same index page and makes "newest first" the order of the primary key (the idea of UUIDv7, RFC 9562 §5.7).
 * Identifiers are names, not secrets.
 */
export function createSid(prefix: SidPrefix, clock: Clock, random: Random): string {
  return prefix + clock().getTime().toString(16).padStart(12, "0") + random(10).toString("hex");
}

const MAX_MS = 2 ** 48 - 1;

/** Not after any identifier made at `date` or later, and after all made before it: dates become ranges of identifiers. */
export function firstSid(prefix: SidPrefix, date: Date): string {
  const ms = Math.min(Math.max(date.getTime(), 0), MAX_MS);
  return prefix + ms.toString(16).padStart(12, "0").padEnd(32, "0");
}

/** The canonical (lower-case) spelling of an identifier with this prefix, or `undefined` if it is none. */
export function parseSid(prefix: SidPrefix, value: string): string | undefined {
  if (value.length !== 34 || !value.startsWith(prefix)) return undefined;
  return /^[0-9a-fA-F]{32}$/.test(value.slice(2)) ? prefix + value.slice(2).toLowerCase() : undefined;
}
