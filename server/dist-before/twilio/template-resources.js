/** @module Twilio's Template, property for property. */
import { z } from "zod";
import { date, sid, toSeconds } from "./resource.js";
export const templateResource = z.strictObject({
    sid: sid("HJ"),
    account_sid: sid("AC"),
    friendly_name: z.string(),
    channels: z.array(z.string()),
    translations: z.record(z.string(), z.strictObject({
        is_default_translation: z.boolean(),
        status: z.literal("approved"),
        locale: z.string(),
        text: z.string(),
        date_updated: date,
        date_created: date,
    })),
});
export function toTemplateResource({ sid, friendlyName, translations, createdAt, updatedAt }, { accountSid }) {
    const dates = { date_updated: toSeconds(updatedAt), date_created: toSeconds(createdAt) };
    return {
        sid,
        account_sid: accountSid,
        friendly_name: friendlyName,
        channels: ["sms"],
        translations: Object.fromEntries(translations.map(({ locale, text, isDefault }) => [
            locale,
            { is_default_translation: isDefault, status: "approved", locale, text, ...dates },
        ])),
    };
}
//# sourceMappingURL=template-resources.js.map