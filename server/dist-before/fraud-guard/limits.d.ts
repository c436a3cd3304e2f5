/**
 * @module The limits of the public phone API: what they are when nothing was said, and how a service may set them. Most
 * figures are judgement (no public source gives them): they are settings, to be tuned on one's own numbers.
 */
import { z } from "zod";
/** Counted in one row, because neighbours are looked for in it. */
export declare const MAX_PER_PREFIX = 1000;
export declare const limitsSchema: z.ZodObject<{
    number: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    numberEverywhere: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    address: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    numbersPerAddress: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    prefixHome: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    prefixAbroad: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    neighbours: z.ZodObject<{
        figure: z.ZodString;
        distance: z.ZodInt;
    }, z.core.$strict>;
    countryAbroad: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    service: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    failedChecksPerAddress: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    failedChecksPerNumber: z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>;
    failShare: z.ZodObject<{
        checks: z.ZodInt;
        share: z.ZodNumber;
    }, z.core.$strict>;
    lowConversion: z.ZodObject<{
        sends: z.ZodInt;
        share: z.ZodNumber;
    }, z.core.$strict>;
    noConversion: z.ZodObject<{
        sends: z.ZodInt;
        share: z.ZodNumber;
    }, z.core.$strict>;
}, z.core.$strict>;
export type Limits = z.infer<typeof limitsSchema>;
export declare const limitDefaults: Limits;
/** The limits of a service: its own where it has any. Earlier releases took figures beyond what is counted. */
export declare function limitsOf({ limits }: {
    limits: Record<string, unknown>;
}): Limits;
/** `text` must have passed the schema. */
export declare function parseFigure(text: string): {
    n: number;
    seconds: number;
};
/** The first figure that counts beyond what a counter carries, by its path, and the most it may be. */
export declare function findUncountable(limits: Record<string, unknown>): {
    path: string;
    max: number;
} | undefined;
