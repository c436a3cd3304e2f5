/** @module Twilio's Template, property for property. */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Template } from "../templates/template.js";
export declare const templateResource: z.ZodObject<{
    sid: z.ZodString;
    account_sid: z.ZodString;
    friendly_name: z.ZodString;
    channels: z.ZodArray<z.ZodString>;
    translations: z.ZodRecord<z.ZodString, z.ZodObject<{
        is_default_translation: z.ZodBoolean;
        status: z.ZodLiteral<"approved">;
        locale: z.ZodString;
        text: z.ZodString;
        date_updated: z.ZodString;
        date_created: z.ZodString;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare function toTemplateResource({ sid, friendlyName, translations, createdAt, updatedAt }: Template, { accountSid }: Deployment): {
    sid: string;
    account_sid: string;
    friendly_name: string;
    channels: string[];
    translations: {
        [k: string]: {
            date_updated: string;
            date_created: string;
            is_default_translation: boolean;
            status: "approved";
            locale: string;
            text: string;
        };
    };
};
