/** @module The limits of a service's public phone API: what holds, and what it has said itself. */
import { z } from "zod";
import type { Database } from "../db/open.js";
import type { ServiceCache } from "../services/find-service.js";
import { updateService } from "../services/update-service.js";
import { type Limits, limitsOf, limitsSchema } from "./limits.js";

export interface ServiceLimits {
  /** What holds. */
  limits: Limits;
  /** The names of those that are not the default. */
  changed: string[];
}

/** Each limit whole, or null for the default. */
export const limitChanges = z.strictObject(
  Object.fromEntries(
    Object.entries(limitsSchema.shape).map(([name, schema]) => [name, (schema as z.ZodType).nullable().optional()]),
  ) as { [Name in keyof Limits]: z.ZodOptional<z.ZodNullable<(typeof limitsSchema.shape)[Name]>> },
);

export type LimitChanges = z.infer<typeof limitChanges>;

interface Dependencies {
  sql: Database;
  services: ServiceCache;
}

/** Throws `service.not_found`. */
export async function showServiceLimits({ services }: Dependencies, sid: string): Promise<ServiceLimits> {
  return describe(await services.find(sid));
}

/** Two changes at once both count. Throws `service.not_found`. */
export async function changeServiceLimits(
  dependencies: Dependencies,
  sid: string,
  changes: LimitChanges,
): Promise<ServiceLimits> {
  const service = await updateService(dependencies, sid, ({ limits }) => ({
    limits: Object.fromEntries(
      Object.entries({ ...limits, ...changes }).filter(([, value]) => value !== null && value !== undefined),
    ),
  }));
  return describe(service);
}

function describe(service: { limits: Record<string, unknown> }): ServiceLimits {
  return { limits: limitsOf(service), changed: Object.keys(service.limits) };
}
