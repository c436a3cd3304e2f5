/**
 * @module What a vendor answered, made fit to be kept: as PostgreSQL can hold it, of the size we expect, and without the
 * recipient or the code, which stand in the verification only. Pure. Modules of a team's own may answer with anything.
 */
import { SendFailure } from "@munjigi/connectors/sms/contract";
/** A vendor's identifier as PostgreSQL can hold it: no NUL, no half of a surrogate pair. */
export function cleanId(id) {
    if (typeof id !== "string" && typeof id !== "number")
        return null;
    return String(id).replaceAll("\0", "").slice(0, 200).toWellFormed() || null;
}
export function cleanParts(parts) {
    return Number.isInteger(parts) && parts >= 0 && parts < 1000 ? parts : null;
}
export function cleanPrice(price) {
    const { amount, currency } = price ?? {};
    const isPrice = /^\d{1,9}(\.\d{1,9})?$/.test(String(amount)) && /^[A-Za-z]{3}$/.test(String(currency));
    return isPrice ? { price: String(amount), currency: String(currency).toUpperCase() } : {};
}
/**
 * A vendor's code is kept as it is unless it looks like a sentence, which might repeat a number. The longest known has 63
 * characters (Tencent's UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber).
 */
export function cleanCode(code) {
    return code !== undefined && /^[\w.:-]{1,64}$/.test(code) && !/\d{7}/.test(code) ? code : null;
}
/** Whether a vendor's word repeats the recipient or the code of the message it was given. */
export function isEcho(word, { to, code }) {
    const recipient = to.includes("@") ? to : to.slice(-8);
    return (code !== "" && word.split(/[^A-Za-z0-9]+/).includes(code)) || word.toLowerCase().includes(recipient);
}
/**
 * What a connector threw, as a failure whose code tells nothing of the message. `message` is absent where it could not be
 * written: then there was nothing to repeat.
 */
export function cleanFailure(error, message) {
    if (!(error instanceof SendFailure))
        return new SendFailure("unknown", "", { cause: error });
    const { failureClass, vendorCode, notSent, retryAfterSeconds, recipientOnly } = error;
    if (vendorCode === undefined || !message || !isEcho(vendorCode, message))
        return error;
    return new SendFailure(failureClass, "", { notSent, retryAfterSeconds, recipientOnly, cause: error });
}
//# sourceMappingURL=clean-answer.js.map