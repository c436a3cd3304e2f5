/** @module The limits of a service's public phone API: what holds, and what it has said itself. */
import { z } from "zod";
import type { Actor } from "../core.js";
import type { Services } from "../services/services.js";
import { type Limits } from "./limits.js";
export interface ServiceLimits {
    /** What holds. */
    limits: Limits;
    /** The names of those that are not the default. */
    changed: string[];
}
/** Each limit whole, or null for the default. */
export declare const limitChanges: z.ZodObject<{
    number: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    numberEverywhere: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    address: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    numbersPerAddress: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    prefixHome: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    prefixAbroad: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    neighbours: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        figure: z.ZodString;
        distance: z.ZodInt;
    }, z.core.$strict>>>;
    countryAbroad: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    service: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    failedChecksPerAddress: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    failedChecksPerNumber: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        soft: z.ZodArray<z.ZodString>;
        hard: z.ZodArray<z.ZodString>;
    }, z.core.$strict>>>;
    failShare: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        checks: z.ZodInt;
        share: z.ZodNumber;
    }, z.core.$strict>>>;
    lowConversion: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        sends: z.ZodInt;
        share: z.ZodNumber;
    }, z.core.$strict>>>;
    noConversion: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        sends: z.ZodInt;
        share: z.ZodNumber;
    }, z.core.$strict>>>;
}, z.core.$strict>;
export type LimitChanges = z.infer<typeof limitChanges>;
/** Throws `service.not_found`. */
export declare function showServiceLimits(services: Services, sid: string): Promise<ServiceLimits>;
/** Two changes at once both count. Throws `limits.beyond_counting` and `service.not_found`. */
export declare function changeServiceLimits(services: Services, sid: string, changes: LimitChanges, by: Actor): Promise<ServiceLimits>;
