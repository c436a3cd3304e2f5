/** @module Whom a code goes to, by which channel: as the edge read it, and as it was accepted. */
import { type EmailAddress, normalizeEmail } from "./email.js";
import { type CountryCode, normalizePhone, type PhoneNumber } from "./phone.js";

export type Channel = "sms" | "email";

/** Read, and perhaps none, or none of this channel. */
export type Recipient = { channel: "sms"; phone: PhoneNumber } | { channel: "email"; email: EmailAddress };

/** One that texts or mails can be sent to. */
export interface AcceptedRecipient {
  channel: Channel;
  /** E.164, or an e-mail address as `normalizeEmail` writes it. */
  address: string;
  /** ISO 3166-1 alpha-2; `NO_COUNTRY` for an e-mail address. */
  country: string;
}

/** CLDR's "unknown region", a code ISO leaves to its users: https://unicode.org/reports/tr35/#unknown_region */
export const NO_COUNTRY = "ZZ";

/** `country`: of numbers written without one. `isPlusGuessed`: see `normalizePhone`. */
export function readRecipient(
  text: string,
  channel: Channel,
  country: CountryCode,
  options: { isPlusGuessed?: boolean } = {},
): Recipient {
  return channel === "email"
    ? { channel, email: normalizeEmail(text) }
    : { channel, phone: normalizePhone(text, country, options) };
}

export function acceptRecipient(recipient: Recipient): AcceptedRecipient | undefined {
  if (recipient.channel === "email") {
    const { email } = recipient;
    return email.ok ? { channel: "email", address: email.address, country: NO_COUNTRY } : undefined;
  }
  const { phone } = recipient;
  return phone.ok ? { channel: "sms", address: phone.e164, country: phone.country } : undefined;
}

/** A recipient whose channel nobody named; no number has an `@`. `undefined`: neither a mobile number nor an address. */
export function findRecipient(
  text: string,
  country: CountryCode = "KR",
  options: { isPlusGuessed?: boolean } = {},
): AcceptedRecipient | undefined {
  return acceptRecipient(readRecipient(text, /[@\uff20]/.test(text) ? "email" : "sms", country, options));
}

/** What was accepted before, as it was read then. */
export function readBack({ channel, address }: Pick<AcceptedRecipient, "channel" | "address">): Recipient {
  return readRecipient(address, channel, "KR");
}
