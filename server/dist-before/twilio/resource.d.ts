/** @module What Twilio's resources have in common: identifiers, dates and URLs, as its OpenAPI file lists them. */
import { z } from "zod";
export declare const sid: (prefix: string) => z.ZodString;
/** RFC 3339 to the second, UTC. */
export declare const date: z.ZodString;
export declare const url: z.ZodURL;
/** `2015-07-30T20:00:00Z` */
export declare function toSeconds(date: Date): string;
