/** @module What Twilio's resources have in common: identifiers, dates and URLs, as its OpenAPI file lists them. */
import { z } from "zod";
export const sid = (prefix) => z
    .string()
    .regex(new RegExp(`^${prefix}[0-9a-f]{32}$`))
    .meta({ examples: [`${prefix}${"0".repeat(31)}1`] });
/** RFC 3339 to the second, UTC. */
export const date = z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    .meta({ examples: ["2026-01-31T09:00:00Z"] });
export const url = z.url();
/** `2015-07-30T20:00:00Z` */
export function toSeconds(date) {
    return `${date.toISOString().slice(0, 19)}Z`;
}
//# sourceMappingURL=resource.js.map