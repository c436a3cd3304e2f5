/** @module What Twilio's safe list takes. */
import { z } from "zod";
import { AppError } from "../errors.js";
import { acceptRecipient, readRecipient } from "../recipient.js";
import { form, STARTS_INTERNATIONAL, text } from "./fields.js";
/** A number with its country code: the list is the account's, which has no country of its own. */
const phoneNumber = text.transform((value, context) => {
    const e164 = readNumber(value);
    if (e164)
        return e164;
    context.addIssue({ code: "custom", message: "must be a mobile number in E.164 format, +821012345678" });
    return z.NEVER;
});
export const safeNumberForm = form({ PhoneNumber: phoneNumber });
function readNumber(value) {
    if (!STARTS_INTERNATIONAL.test(value))
        return undefined;
    return acceptRecipient(readRecipient(value, "sms", "KR"))?.address;
}
/** The number of a path. Throws `safe_list.not_found` for a text that cannot be on the list. */
export function readPathNumber(value) {
    const e164 = readNumber(value);
    if (!e164)
        throw new AppError("safe_list.not_found");
    return e164;
}
//# sourceMappingURL=safe-list-params.js.map