/** @module Twilio's Service, property for property as its OpenAPI file lists them, and our additions (marked). */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Service } from "../services/service.js";
export declare const serviceResource: z.ZodObject<{
    sid: z.ZodString;
    account_sid: z.ZodString;
    friendly_name: z.ZodString;
    code_length: z.ZodInt;
    lookup_enabled: z.ZodBoolean;
    psd2_enabled: z.ZodBoolean;
    skip_sms_to_landlines: z.ZodBoolean;
    dtmf_input_required: z.ZodBoolean;
    tts_name: z.ZodNullable<z.ZodString>;
    do_not_share_warning_enabled: z.ZodBoolean;
    custom_code_enabled: z.ZodBoolean;
    push: z.ZodObject<{
        include_date: z.ZodBoolean;
        apn_credential_sid: z.ZodNullable<z.ZodString>;
        fcm_credential_sid: z.ZodNullable<z.ZodString>;
    }, z.core.$strict>;
    totp: z.ZodObject<{
        issuer: z.ZodNullable<z.ZodString>;
        time_step: z.ZodInt;
        code_length: z.ZodInt;
        skew: z.ZodInt;
    }, z.core.$strict>;
    default_template_sid: z.ZodNullable<z.ZodString>;
    whatsapp: z.ZodObject<{
        msg_service_sid: z.ZodNullable<z.ZodString>;
        from: z.ZodNullable<z.ZodString>;
    }, z.core.$strict>;
    passkeys: z.ZodObject<{
        relying_party: z.ZodObject<{
            id: z.ZodNullable<z.ZodString>;
            name: z.ZodNullable<z.ZodString>;
            origins: z.ZodNullable<z.ZodArray<z.ZodString>>;
        }, z.core.$strict>;
        authenticator_attachment: z.ZodNullable<z.ZodString>;
        discoverable_credentials: z.ZodNullable<z.ZodString>;
        user_verification: z.ZodNullable<z.ZodString>;
    }, z.core.$strict>;
    verify_event_subscription_enabled: z.ZodBoolean;
    date_created: z.ZodString;
    date_updated: z.ZodString;
    url: z.ZodURL;
    links: z.ZodRecord<z.ZodString, z.ZodURL>;
    default_country: z.ZodString;
    allowed_countries: z.ZodArray<z.ZodString>;
    default_locale: z.ZodNullable<z.ZodString>;
    code_ttl_seconds: z.ZodInt;
    resend_policy: z.ZodEnum<{
        new_code: "new_code";
        same_code: "same_code";
    }>;
    resend_waits: z.ZodNullable<z.ZodArray<z.ZodInt>>;
    web_otp_host: z.ZodNullable<z.ZodString>;
    warnings: z.ZodArray<z.ZodString>;
}, z.core.$strict>;
export declare function toServiceResource(service: Service, { origin, accountSid }: Deployment): {
    sid: string;
    account_sid: string;
    friendly_name: string;
    code_length: number;
    lookup_enabled: boolean;
    psd2_enabled: boolean;
    skip_sms_to_landlines: boolean;
    dtmf_input_required: boolean;
    tts_name: string | null;
    do_not_share_warning_enabled: boolean;
    custom_code_enabled: boolean;
    push: import("../services/schema.js").PushSettings;
    totp: import("../services/schema.js").TotpSettings;
    default_template_sid: string | null;
    whatsapp: import("../services/schema.js").WhatsappSettings;
    passkeys: import("../services/schema.js").PasskeySettings;
    verify_event_subscription_enabled: boolean;
    date_created: string;
    date_updated: string;
    url: string;
    links: {
        [k: string]: string;
    };
    default_country: import("libphonenumber-js/max").CountryCode;
    allowed_countries: import("libphonenumber-js/max").CountryCode[];
    default_locale: string | null;
    code_ttl_seconds: number;
    resend_policy: "new_code" | "same_code";
    resend_waits: number[] | null;
    web_otp_host: string | null;
    warnings: string[];
};
