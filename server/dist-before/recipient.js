/** @module Whom a code goes to, by which channel: as the edge read it, and as it was accepted. */
import { normalizeEmail } from "./email.js";
import { normalizePhone } from "./phone.js";
/** CLDR's "unknown region", a code ISO leaves to its users: https://unicode.org/reports/tr35/#unknown_region */
export const NO_COUNTRY = "ZZ";
/** `country`: of numbers written without one. `isPlusGuessed`: see `normalizePhone`. */
export function readRecipient(text, channel, country, options = {}) {
    return channel === "email"
        ? { channel, email: normalizeEmail(text) }
        : { channel, phone: normalizePhone(text, country, options) };
}
export function acceptRecipient(recipient) {
    if (recipient.channel === "email") {
        const { email } = recipient;
        return email.ok ? { channel: "email", address: email.address, country: NO_COUNTRY } : undefined;
    }
    const { phone } = recipient;
    return phone.ok ? { channel: "sms", address: phone.e164, country: phone.country } : undefined;
}
/** A recipient whose channel nobody named; no number has an `@`. `undefined`: neither a mobile number nor an address. */
export function findRecipient(text, country = "KR", options = {}) {
    return acceptRecipient(readRecipient(text, /[@\uff20]/.test(text) ? "email" : "sms", country, options));
}
/** What was accepted before, as it was read then. */
export function readBack({ channel, address }) {
    return readRecipient(address, channel, "KR");
}
//# sourceMappingURL=recipient.js.map