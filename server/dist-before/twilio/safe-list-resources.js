/** @module Twilio's number of a safe list, property for property. */
import { z } from "zod";
import { sid, url } from "./resource.js";
export const safeNumberResource = z.strictObject({ sid: sid("GN"), phone_number: z.string(), url });
export function toSafeNumberResource(number, { origin }) {
    return {
        sid: number.sid,
        phone_number: number.phoneNumber,
        url: `${origin}/v2/SafeList/Numbers/${number.phoneNumber}`,
    };
}
//# sourceMappingURL=safe-list-resources.js.map