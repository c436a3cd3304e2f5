/** @module Changes the settings of a service, seen from what they are. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { ServiceCache } from "./find-service.js";
import type { Service, ServiceSettings } from "./service.js";
import { updateServiceRow } from "./store.js";

/** `change` returns the settings that are to be different. Two updates at once both count. Throws `service.not_found`. */
export async function updateService(
  { sql, services }: { sql: Database; services: ServiceCache },
  sid: string,
  change: (current: Service) => Partial<ServiceSettings>,
): Promise<Service> {
  const service = await updateServiceRow(sql, sid, change);
  services.forget(sid);
  if (!service) throw new AppError("service.not_found");
  return service;
}
