/** @module Twilio's number of a safe list, property for property. */
import { z } from "zod";
import type { Deployment } from "../core.js";
export declare const safeNumberResource: z.ZodObject<{
    sid: z.ZodString;
    phone_number: z.ZodString;
    url: z.ZodURL;
}, z.core.$strict>;
export declare function toSafeNumberResource(number: {
    sid: string;
    phoneNumber: string;
}, { origin }: Deployment): {
    sid: string;
    phone_number: string;
    url: string;
};
