/** @module Whom a code goes to, by which channel, as the edge read it. */
import type { EmailAddress } from "./email.js";
import type { PhoneNumber } from "./phone.js";

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
