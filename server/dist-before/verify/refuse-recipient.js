import { AppError } from "../errors.js";
import { NO_COUNTRY } from "../recipient.js";
/**
 * The recipient, or a refusal. A number's country is the one it belongs to within its calling code: a service that sends to
 * the United Kingdom does not by that send to Guernsey (+44 too), nor from the United States to Jamaica. `isSpared` is asked
 * only where the country would refuse. An e-mail address has no country, and so none that a service would not send to.
 */
export async function refuseRecipient(recipient, service, isSpared) {
    if (recipient.channel === "email")
        return refuseEmail(recipient.email);
    const { phone } = recipient;
    if (phone.ok) {
        if (!service.allowedCountries.includes(phone.country) && !(await isSpared(phone.e164)))
            throw new AppError("verification.country_blocked", { country: phone.country });
        return { channel: "sms", address: phone.e164, country: phone.country };
    }
    if (phone.reason === "not_mobile") {
        if (phone.type === "FIXED_LINE")
            throw new AppError("verification.landline");
        throw new AppError("verification.number_blocked", { type: phone.type ?? "unknown" });
    }
    throw new AppError("request.invalid", { parameter: "recipient", problem: phoneProblems[phone.reason] });
}
function refuseEmail(email) {
    if (email.ok)
        return { channel: "email", address: email.address, country: NO_COUNTRY };
    throw new AppError("request.invalid", { parameter: "recipient", problem: emailProblems[email.reason] });
}
const phoneProblems = {
    not_a_number: "it is not a phone number",
    invalid: "it is not a valid phone number",
    ambiguous: "it may be read as two numbers; write it as + and its country code",
    retired_01x: "01X numbers were retired; 010 took their place",
};
const emailProblems = {
    not_an_address: "it is not an e-mail address",
    too_long: "it is longer than an e-mail address can be",
    no_domain: "its domain is not one that gets mail",
};
//# sourceMappingURL=refuse-recipient.js.map