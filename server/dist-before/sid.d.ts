/**
 * @module Identifiers in Twilio's form: two capital letters and 32 lower-case hex digits.
 * https://www.twilio.com/docs/glossary/what-is-a-sid
 */
import type { Clock, Random } from "./clock.js";
/**
 * AC account, SK API key, VA service, VE verification, VL one send of a verification, RK rate limit, BL bucket, HJ template,
 * GN safe-listed number, CN connector, CV version of its settings, US user, ID identifier of a user, SE session, FL flow, NO notice,
 * AE audit event, XD draft of the sign-in experience.
 */
export type SidPrefix = "AC" | "SK" | "VA" | "VE" | "VL" | "RK" | "BL" | "HJ" | "GN" | "CN" | "CV" | "US" | "ID" | "SE" | "FL" | "NO" | "AE" | "XD";
/**
 * A new identifier: 48 bits of milliseconds, then 80 random bits. The time in front keeps the newest rows on the
 * same index page and makes "newest first" the order of the primary key (the idea of UUIDv7, RFC 9562 §5.7).
 * Identifiers are names, not secrets.
 */
export declare function createSid(prefix: SidPrefix, clock: Clock, random: Random): string;
/** Not after any identifier made at `date` or later, and after all made before it: dates become ranges of identifiers. */
export declare function firstSid(prefix: SidPrefix, date: Date): string;
/** The canonical (lower-case) spelling of an identifier with this prefix, or `undefined` if it is none. */
export declare function parseSid(prefix: SidPrefix, value: string): string | undefined;
