/** @module What Twilio's safe list takes. */
import { z } from "zod";
export declare const safeNumberForm: z.ZodPreprocess<z.ZodObject<{
    PhoneNumber: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
}, z.core.$strip>, unknown>;
/** The number of a path. Throws `safe_list.not_found` for a text that cannot be on the list. */
export declare function readPathNumber(value: string): string;
