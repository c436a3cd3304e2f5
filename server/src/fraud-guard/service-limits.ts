/** @module The limits of a service's public phone API: what holds, and what it has said itself. */
import { z } from "zod";
import type { Actor, Expectation } from "../core.js";
import { AppError } from "../errors.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import { findUncountable, type Limits, limitDefaults, limitsOf, limitsSchema } from "./limits.js";

export interface ServiceLimits {
  /** What holds. */
  limits: Limits;
  /** The names of those that are not the default. */
  changed: string[];
  /** What holds where nothing was said. */
  defaults: Limits;
  /** When anything of the service was changed last. */
  updatedAt: Date;
}

/** Each limit whole, or null for the default. */
export const limitChanges = z.strictObject(
  Object.fromEntries(
    Object.entries(limitsSchema.shape).map(([name, schema]) => [name, (schema as z.ZodType).nullable().optional()]),
  ) as { [Name in keyof Limits]: z.ZodOptional<z.ZodNullable<(typeof limitsSchema.shape)[Name]>> },
);

export type LimitChanges = z.infer<typeof limitChanges>;

/** Throws `service.not_found`. */
export async function showServiceLimits(services: Services, sid: string): Promise<ServiceLimits> {
  return toServiceLimits(await services.find(sid));
}

/** Two changes at once both count, unless `expect` refuses what it does not know. Throws `limits.beyond_counting` and `service.not_found`. */
export async function changeServiceLimits(
  services: Services,
  sid: string,
  changes: LimitChanges,
  { by, expect }: { by: Actor; expect: Expectation },
): Promise<ServiceLimits> {
  const uncountable = findUncountable(changes);
  if (uncountable)
    throw new AppError("limits.beyond_counting", { parameter: uncountable.path, expected: String(uncountable.max) });
  const merge = (limits: Record<string, unknown>) =>
    Object.entries({ ...limits, ...changes }).filter(([, value]) => value !== null && value !== undefined);
  const change = (current: Service) => {
    expect(current);
    return { limits: Object.fromEntries(merge(current.limits)) };
  };
  const service = await services.update(sid, change, by);
  return toServiceLimits(service);
}

function toServiceLimits(service: Pick<Service, "limits" | "updatedAt">): ServiceLimits {
  const { limits, updatedAt } = service;
  return { limits: limitsOf(service), changed: Object.keys(limits), defaults: limitDefaults, updatedAt };
}
