/** @module What Twilio's list of templates takes. */
import { z } from "zod";
export declare const templateQuery: z.ZodObject<{
    PageSize: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>>;
    Page: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>>;
    PageToken: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
    FriendlyName: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
}, z.core.$strip>;
