import { z } from "zod";
import { AppError } from "../errors.js";
import { limitsSchema } from "../fraud-guard/limits.js";
import { limitChanges } from "../fraud-guard/service-limits.js";
import { readServiceSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { isCountry } from "../phone.js";
import { acceptRecipient, readRecipient } from "../recipient.js";
const params = z.strictObject({ sid: z.string() });
/** What the alarm is about: a country, the prefix of a number, or with neither the whole service. */
const alarmQuery = z.strictObject({
    country: z
        .string()
        .transform((text) => text.toUpperCase())
        .refine(isCountry, "must be an ISO 3166-1 alpha-2 country code")
        .optional(),
    phoneNumber: z.string().max(64).optional(),
});
const resource = z.strictObject({
    limits: limitsSchema,
    changed: z.array(z.string()).describe("The names of those that are not the default."),
});
resource.register(z.globalRegistry, { id: "Limits" });
export const limitRoutes = async (app, { fraudGuard }) => {
    app.get("/services/:sid/limits", { schema: { params, response: { 200: resource } } }, async (request) => fraudGuard.showLimits(readServiceSid(request.params.sid)));
    app.patch("/services/:sid/limits", { schema: { params, body: limitChanges, response: { 200: resource } } }, async (request) => await fraudGuard.changeLimits(readServiceSid(request.params.sid), request.body, actorOf(request)));
    app.delete("/services/:sid/alarms", { schema: { params, querystring: alarmQuery, response: { 200: z.strictObject({ lifted: z.boolean() }) } } }, async (request) => ({
        lifted: await fraudGuard.liftAlarm(readServiceSid(request.params.sid), readAlarm(request.query), actorOf(request)),
    }));
};
function readAlarm({ country, phoneNumber }) {
    if (country !== undefined && phoneNumber !== undefined)
        throw new AppError("request.invalid", { parameter: "country", problem: "give it or phoneNumber, not both" });
    if (country !== undefined)
        return { country };
    if (phoneNumber === undefined)
        return {};
    const recipient = acceptRecipient(readRecipient(phoneNumber, "sms", "KR"));
    if (!recipient)
        throw new AppError("request.invalid", { parameter: "phoneNumber", problem: "it is not a mobile number" });
    return { e164: recipient.address };
}
//# sourceMappingURL=limit-routes.js.map