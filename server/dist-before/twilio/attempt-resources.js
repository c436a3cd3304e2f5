/** @module Twilio's Attempt and the summary of attempts, property for property. */
import { z } from "zod";
import { isConverted } from "../verify/attempt.js";
import { date, sid, toSeconds, url } from "./resource.js";
export const attemptResource = z.strictObject({
    sid: sid("VL"),
    account_sid: sid("AC"),
    service_sid: sid("VA"),
    verification_sid: sid("VE"),
    date_created: date,
    date_updated: date,
    conversion_status: z.enum(["converted", "unconverted"]),
    channel: z.string(),
    /** The vendor's, when it took the message. Few vendors tell a price: it is mostly null. */
    price: z.strictObject({ value: z.string().nullable(), currency: z.string().nullable() }),
    channel_data: z.strictObject({
        verification_sid: sid("VE"),
        to: z.string().nullable(),
        status: z.enum(["confirmed", "unconfirmed", "expired"]),
        message_status: z.string(),
        error_code: z.string().nullable(),
        country: z.string(),
        code_length: z.int(),
        locale: z.string().nullable(),
        mcc: z.null(),
        mnc: z.null(),
        carrier: z.null(),
    }),
    url,
});
export const summaryResource = z.strictObject({
    total_attempts: z.int(),
    total_converted: z.int(),
    total_unconverted: z.int(),
    conversion_rate_percentage: z.string(),
    url,
});
export function toAttemptResource(attempt, { origin, accountSid }) {
    const { sid, verificationSid } = attempt;
    return {
        sid,
        account_sid: accountSid,
        service_sid: attempt.serviceSid,
        verification_sid: verificationSid,
        date_created: toSeconds(attempt.createdAt),
        date_updated: toSeconds(attempt.updatedAt),
        conversion_status: isConverted(attempt) ? "converted" : "unconverted",
        channel: attempt.channel,
        price: { value: attempt.price, currency: attempt.currency },
        channel_data: {
            verification_sid: verificationSid,
            to: attempt.recipient,
            status: statusOf(attempt),
            message_status: attempt.messageStatus,
            error_code: attempt.errorCode,
            country: attempt.country,
            code_length: attempt.codeLength,
            locale: attempt.locale,
            mcc: null,
            mnc: null,
            carrier: null,
        },
        url: `${origin}/v2/Attempts/${sid}`,
    };
}
function statusOf(attempt) {
    if (isConverted(attempt))
        return "confirmed";
    const { verificationStatus, isOver } = attempt;
    const isExpired = verificationStatus === "expired" || (verificationStatus !== "canceled" && isOver);
    return isExpired ? "expired" : "unconfirmed";
}
//# sourceMappingURL=attempt-resources.js.map