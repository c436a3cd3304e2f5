/** @module Makes a service. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { createSid } from "../sid.js";
import { type Service, type ServiceSettings, serviceDefaults } from "./service.js";
import { insertService } from "./store.js";

export async function createService(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  settings: Partial<ServiceSettings> & Pick<ServiceSettings, "friendlyName">,
): Promise<Service> {
  return await insertService(sql, createSid("VA", clock, random), { ...serviceDefaults, ...settings });
}

/** The service of a new deployment. */
export async function insertFirstService(sql: Database, sid: string): Promise<Service> {
  const settings = { ...serviceDefaults, friendlyName: "Munjigi", doNotShareWarningEnabled: true };
  return await insertService(sql, sid, settings);
}
