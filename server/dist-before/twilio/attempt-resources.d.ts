/** @module Twilio's Attempt and the summary of attempts, property for property. */
import { z } from "zod";
import type { Deployment } from "../core.js";
import { type Attempt } from "../verify/attempt.js";
export declare const attemptResource: z.ZodObject<{
    sid: z.ZodString;
    account_sid: z.ZodString;
    service_sid: z.ZodString;
    verification_sid: z.ZodString;
    date_created: z.ZodString;
    date_updated: z.ZodString;
    conversion_status: z.ZodEnum<{
        converted: "converted";
        unconverted: "unconverted";
    }>;
    channel: z.ZodString;
    price: z.ZodObject<{
        value: z.ZodNullable<z.ZodString>;
        currency: z.ZodNullable<z.ZodString>;
    }, z.core.$strict>;
    channel_data: z.ZodObject<{
        verification_sid: z.ZodString;
        to: z.ZodNullable<z.ZodString>;
        status: z.ZodEnum<{
            confirmed: "confirmed";
            expired: "expired";
            unconfirmed: "unconfirmed";
        }>;
        message_status: z.ZodString;
        error_code: z.ZodNullable<z.ZodString>;
        country: z.ZodString;
        code_length: z.ZodInt;
        locale: z.ZodNullable<z.ZodString>;
        mcc: z.ZodNull;
        mnc: z.ZodNull;
        carrier: z.ZodNull;
    }, z.core.$strict>;
    url: z.ZodURL;
}, z.core.$strict>;
export declare const summaryResource: z.ZodObject<{
    total_attempts: z.ZodInt;
    total_converted: z.ZodInt;
    total_unconverted: z.ZodInt;
    conversion_rate_percentage: z.ZodString;
    url: z.ZodURL;
}, z.core.$strict>;
export declare function toAttemptResource(attempt: Attempt, { origin, accountSid }: Deployment): {
    sid: string;
    account_sid: string;
    service_sid: string;
    verification_sid: string;
    date_created: string;
    date_updated: string;
    conversion_status: "converted" | "unconverted";
    channel: string;
    price: {
        value: string | null;
        currency: string | null;
    };
    channel_data: {
        verification_sid: string;
        to: string | null;
        status: "confirmed" | "expired" | "unconfirmed";
        message_status: string;
        error_code: string | null;
        country: string;
        code_length: number;
        locale: string | null;
        mcc: null;
        mnc: null;
        carrier: null;
    };
    url: string;
};
