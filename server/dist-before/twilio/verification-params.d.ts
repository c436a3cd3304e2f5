import { z } from "zod";
import { type TemplateChoice } from "../templates/template.js";
export declare const createVerificationForm: z.ZodPreprocess<z.ZodObject<{
    To: z.ZodString;
    Channel: z.ZodString;
    CustomFriendlyName: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    Locale: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    CustomCode: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
    AppHash: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
    Tags: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<Record<string, string>, string>>>, unknown>;
    RateLimits: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<ReadonlyMap<string, string>, string>>>, unknown>;
    TemplateSid: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    TemplateCustomSubstitutions: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<Readonly<Record<string, string>>, string>>>, unknown>;
    Templates: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<TemplateChoice[], string>>>, unknown>;
    Amount: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    Payee: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    RiskCheck: z.ZodPreprocess<z.ZodOptional<z.ZodString & z.ZodType<"disable" | "enable", string, z.core.$ZodTypeInternals<"disable" | "enable", string>>>, unknown>;
    DeviceIp: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
}, z.core.$strip>, unknown>;
export declare const updateVerificationForm: z.ZodPreprocess<z.ZodObject<{
    Status: z.ZodString & z.ZodType<"approved" | "canceled", string, z.core.$ZodTypeInternals<"approved" | "canceled", string>>;
}, z.core.$strip>, unknown>;
export declare const createCheckForm: z.ZodPreprocess<z.ZodObject<{
    Code: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
    To: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
    VerificationSid: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    Amount: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
    Payee: z.ZodPreprocess<z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>, unknown>;
}, z.core.$strip>, unknown>;
