/** @module The limits of a service's public phone API: what holds, and what it has said itself. */
import { z } from "zod";
import { AppError } from "../errors.js";
import { findUncountable, limitsOf, limitsSchema } from "./limits.js";
/** Each limit whole, or null for the default. */
export const limitChanges = z.strictObject(Object.fromEntries(Object.entries(limitsSchema.shape).map(([name, schema]) => [name, schema.nullable().optional()])));
/** Throws `service.not_found`. */
export async function showServiceLimits(services, sid) {
    return toServiceLimits(await services.find(sid));
}
/** Two changes at once both count. Throws `limits.beyond_counting` and `service.not_found`. */
export async function changeServiceLimits(services, sid, changes, by) {
    const uncountable = findUncountable(changes);
    if (uncountable)
        throw new AppError("limits.beyond_counting", { parameter: uncountable.path, expected: String(uncountable.max) });
    const merge = (limits) => Object.entries({ ...limits, ...changes }).filter(([, value]) => value !== null && value !== undefined);
    const service = await services.update(sid, ({ limits }) => ({ limits: Object.fromEntries(merge(limits)) }), by);
    return toServiceLimits(service);
}
function toServiceLimits(service) {
    return { limits: limitsOf(service), changed: Object.keys(service.limits) };
}
//# sourceMappingURL=service-limits.js.map