/** @module Ends a service. Its keys die with it; codes not yet checked can no longer be. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { ServiceCache } from "./find-service.js";
import { markServiceDeleted } from "./store.js";

/** Throws `service.not_found`. */
export async function deleteService(
  { sql, services }: { sql: Database; services: ServiceCache },
  sid: string,
): Promise<void> {
  const deleted = await markServiceDeleted(sql, sid);
  services.forget(sid);
  if (!deleted) throw new AppError("service.not_found");
}
