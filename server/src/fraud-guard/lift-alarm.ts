/** @module Takes back what a rule has raised: it was wrong about these numbers. */
import type { Database } from "../db/open.js";
import { clearAlarm } from "../limits/alarms.js";
import type { Keyring } from "../secrets.js";
import type { ServiceCache } from "../services/find-service.js";
import { countryKey, prefixKey, serviceKey } from "./rules.js";

/** A country (ISO 3166-1 alpha-2), the prefix of a number (E.164), or the service as a whole. */
export type Alarmed = { country: string } | { e164: string } | Record<string, never>;

/** Resolves to whether there was anything to take back. Throws `service.not_found`. */
export async function liftAlarm(
  { sql, keyring, services }: { sql: Database; keyring: Keyring; services: ServiceCache },
  serviceSid: string,
  alarmed: Alarmed,
): Promise<boolean> {
  const place = { keyring, service: await services.find(serviceSid) };
  if ("country" in alarmed) return await clearAlarm(sql, countryKey(place, alarmed.country as string));
  if ("e164" in alarmed) return await clearAlarm(sql, prefixKey({ ...place, phone: { e164: alarmed.e164 as string } }));
  return await clearAlarm(sql, serviceKey(place));
}
