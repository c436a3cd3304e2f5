/** @module Whom a code goes to, by which channel, as the edge read it. */
import { type EmailAddress, normalizeEmail } from "./email.js";
import { type CountryCode, normalizePhone, type PhoneNumber } from "./phone.js";

export type Recipient = { channel: "sms"; phone: PhoneNumber } | { channel: "email"; email: EmailAddress };

/** A recipient that is none, or not of this channel, has been refused. */
export interface AcceptedRecipient {
  /** E.164, or an e-mail address. */
  address: string;
  /** ISO 3166-1 alpha-2; `NO_COUNTRY` for an e-mail address. */
  country: string;
}

/** CLDR's "unknown region", a code ISO leaves to its users: https://unicode.org/reports/tr35/#unknown_region */
export const NO_COUNTRY = "ZZ";

/** A recipient whose channel followed from what was written. */
export interface FoundRecipient extends AcceptedRecipient {
  channel: "sms" | "email";
}

/**
 * Reads a recipient as somebody wrote it, where no channel is told: what has an `@` is an address, since no number has one.
 * Numbers without a country code are `defaultCountry`'s. `undefined`: it is neither a mobile number nor an address.
 */
export function readRecipient(text: string, defaultCountry: CountryCode = "KR"): FoundRecipient | undefined {
  if (text.includes("@")) {
    const email = normalizeEmail(text);
    return email.ok ? { channel: "email", address: email.address, country: NO_COUNTRY } : undefined;
  }
  const phone = normalizePhone(text, defaultCountry);
  return phone.ok ? { channel: "sms", address: phone.e164, country: phone.country } : undefined;
}
