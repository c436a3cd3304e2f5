/** @module Whom a code goes to, by which channel: as the edge read it, and as it was accepted. */
import { type EmailAddress } from "./email.js";
import { type CountryCode, type PhoneNumber } from "./phone.js";
export type Channel = "sms" | "email";
/** Read, and perhaps none, or none of this channel. */
export type Recipient = {
    channel: "sms";
    phone: PhoneNumber;
} | {
    channel: "email";
    email: EmailAddress;
};
/** One that texts or mails can be sent to. */
export interface AcceptedRecipient {
    channel: Channel;
    /** E.164, or an e-mail address as `normalizeEmail` writes it. */
    address: string;
    /** ISO 3166-1 alpha-2; `NO_COUNTRY` for an e-mail address. */
    country: string;
}
/** CLDR's "unknown region", a code ISO leaves to its users: https://unicode.org/reports/tr35/#unknown_region */
export declare const NO_COUNTRY = "ZZ";
/** `country`: of numbers written without one. `isPlusGuessed`: see `normalizePhone`. */
export declare function readRecipient(text: string, channel: Channel, country: CountryCode, options?: {
    isPlusGuessed?: boolean;
}): Recipient;
export declare function acceptRecipient(recipient: Recipient): AcceptedRecipient | undefined;
/** A recipient whose channel nobody named; no number has an `@`. `undefined`: neither a mobile number nor an address. */
export declare function findRecipient(text: string, country?: CountryCode, options?: {
    isPlusGuessed?: boolean;
}): AcceptedRecipient | undefined;
/** What was accepted before, as it was read then. */
export declare function readBack({ channel, address }: Pick<AcceptedRecipient, "channel" | "address">): Recipient;
