/** `UniqueName` is any text here: a name that is not acceptable has an error of its own (60209). */
export declare const createRateLimitForm: import("zod").ZodPreprocess<import("zod").ZodObject<{
    UniqueName: import("zod").ZodString;
    Description: import("zod").ZodPreprocess<import("zod").ZodOptional<import("zod").ZodString>, unknown>;
}, import("zod/v4/core").$strip>, unknown>;
export declare const updateRateLimitForm: import("zod").ZodPreprocess<import("zod").ZodObject<{
    Description: import("zod").ZodPreprocess<import("zod").ZodOptional<import("zod").ZodString>, unknown>;
}, import("zod/v4/core").$strip>, unknown>;
export declare const createBucketForm: import("zod").ZodPreprocess<import("zod").ZodObject<{
    Max: import("zod").ZodPipe<import("zod").ZodString, import("zod").ZodTransform<number, string>>;
    Interval: import("zod").ZodPipe<import("zod").ZodString, import("zod").ZodTransform<number, string>>;
}, import("zod/v4/core").$strip>, unknown>;
export declare const updateBucketForm: import("zod").ZodPreprocess<import("zod").ZodObject<{
    Max: import("zod").ZodPreprocess<import("zod").ZodOptional<import("zod").ZodPipe<import("zod").ZodString, import("zod").ZodTransform<number, string>>>, unknown>;
    Interval: import("zod").ZodPreprocess<import("zod").ZodOptional<import("zod").ZodPipe<import("zod").ZodString, import("zod").ZodTransform<number, string>>>, unknown>;
}, import("zod/v4/core").$strip>, unknown>;
