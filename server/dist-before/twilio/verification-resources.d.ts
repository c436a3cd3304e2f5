/**
 * @module Twilio's Verification and VerificationCheck, property for property as its OpenAPI file lists them, and our additions
 * (marked). Absent optionals are null: the SDK reads an absent date as "now".
 */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Verification } from "../verify/verification.js";
export declare const verificationResource: z.ZodObject<{
    sid: z.ZodString;
    service_sid: z.ZodString;
    account_sid: z.ZodString;
    to: z.ZodNullable<z.ZodString>;
    channel: z.ZodString;
    status: z.ZodString;
    valid: z.ZodBoolean;
    amount: z.ZodNullable<z.ZodString>;
    payee: z.ZodNullable<z.ZodString>;
    date_created: z.ZodString;
    date_updated: z.ZodString;
    lookup: z.ZodObject<{
        carrier: z.ZodNullable<z.ZodObject<{
            type: z.ZodString;
            name: z.ZodNull;
            mobile_country_code: z.ZodNull;
            mobile_network_code: z.ZodNull;
            error_code: z.ZodNull;
        }, z.core.$strict>>;
    }, z.core.$strict>;
    send_code_attempts: z.ZodArray<z.ZodObject<{
        attempt_sid: z.ZodString;
        channel: z.ZodString;
        time: z.ZodString;
    }, z.core.$strict>>;
    sna: z.ZodNull;
    url: z.ZodURL;
    date_expires: z.ZodString;
    tags: z.ZodNullable<z.ZodRecord<z.ZodString, z.ZodString>>;
}, z.core.$strict>;
export declare const verificationCheckResource: z.ZodObject<{
    sid: z.ZodString;
    service_sid: z.ZodString;
    account_sid: z.ZodString;
    to: z.ZodNullable<z.ZodString>;
    channel: z.ZodString;
    status: z.ZodString;
    valid: z.ZodBoolean;
    amount: z.ZodNullable<z.ZodString>;
    payee: z.ZodNullable<z.ZodString>;
    date_created: z.ZodString;
    date_updated: z.ZodString;
    sna_attempts_error_codes: z.ZodArray<z.ZodNever>;
}, z.core.$strict>;
export declare function toVerificationResource(row: Verification, { origin, accountSid }: Deployment): {
    lookup: {
        carrier: {
            type: string;
            name: null;
            mobile_country_code: null;
            mobile_network_code: null;
            error_code: null;
        } | null;
    };
    send_code_attempts: import("../verify/schema.js").SendAttempt[];
    sna: null;
    url: string;
    date_expires: string;
    tags: Record<string, string> | null;
    sid: string;
    service_sid: string;
    account_sid: string;
    to: string | null;
    channel: string;
    status: import("../verify/schema.js").VerificationStatus;
    valid: boolean;
    amount: string | null;
    payee: string | null;
    date_created: string;
    date_updated: string;
};
export declare function toCheckResource(row: Verification, { accountSid }: Deployment): {
    sna_attempts_error_codes: never[];
    sid: string;
    service_sid: string;
    account_sid: string;
    to: string | null;
    channel: string;
    status: import("../verify/schema.js").VerificationStatus;
    valid: boolean;
    amount: string | null;
    payee: string | null;
    date_created: string;
    date_updated: string;
};
