import { isCountry } from "../phone.js";
import { acceptRecipient, readRecipient } from "../recipient.js";
import { toPlainText } from "../text.js";
import { StepFailed } from "./step.js";
const USERNAME = /^[a-z0-9](?:[a-z0-9._-]{1,30})[a-z0-9]$/;
const NUMBER_PROBLEMS = {
    not_a_number: "sign_in.number_unreadable",
    invalid: "sign_in.number_unreadable",
    ambiguous: "sign_in.number_ambiguous",
    not_mobile: "sign_in.number_not_mobile",
    retired_01x: "sign_in.number_retired",
};
/** As much of what was typed as can be kept and shown again. */
export const toShown = (text) => text.replace(/\p{C}/gu, "").slice(0, 254);
/** Which of the fields was filled; the first of `kinds` if none was. */
export function kindOfInputs(inputs, kinds) {
    return kinds.find((kind) => inputs[kind]?.trim()) ?? kinds.find((kind) => kind in inputs) ?? kinds[0] ?? "phone";
}
/** Throws `StepFailed` with the field's name. */
export function readIdentifier(kind, inputs, { defaultCountry, allowedCountries }) {
    const text = inputs[kind] ?? "";
    const typed = { text: toShown(text), country: inputs.country?.slice(0, 2) };
    const fail = (code) => new StepFailed(code, { field: kind, typed });
    if (kind === "username") {
        const value = toPlainText(text).trim().toLowerCase();
        if (!USERNAME.test(value))
            throw fail("sign_in.username_unreadable");
        return { kind, value };
    }
    if (kind === "phone" && text.trim() === "")
        throw fail("sign_in.number_missing");
    const asked = inputs.country?.toUpperCase() ?? "";
    const country = isCountry(asked) && allowedCountries.includes(asked) ? asked : defaultCountry;
    const recipient = readRecipient(text, kind === "phone" ? "sms" : "email", country);
    const accepted = acceptRecipient(recipient);
    if (accepted)
        return { kind, recipient, accepted, value: accepted.address };
    if (recipient.channel === "email" || recipient.phone.ok)
        throw fail("sign_in.email_unreadable");
    throw fail(NUMBER_PROBLEMS[recipient.phone.reason]);
}
//# sourceMappingURL=read-identifier.js.map