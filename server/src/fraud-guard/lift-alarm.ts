/** @module Takes back what a rule has raised: it was wrong about these numbers. */
import type { NewEvent } from "../audit/event.js";
import type { Actor } from "../core.js";
import type { Limits } from "../limits/limits.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import { countryKey, prefixKey, serviceKey } from "./rules.js";

/** A country (ISO 3166-1 alpha-2), the prefix of a number (E.164), or the service as a whole. */
export type Alarmed = { country: string } | { e164: string } | Record<string, never>;

/** Resolves to whether there was anything to take back. Throws `service.not_found`. */
export async function liftAlarm(
  { keyring, services, limits }: { keyring: Keyring; services: Services; limits: Pick<Limits, "clearAlarm"> },
  serviceSid: string,
  alarmed: Alarmed,
  by: Actor,
): Promise<boolean> {
  const space = { keyring, service: await services.find(serviceSid) };
  const eventOf = (data: { of: string; country?: string }): NewEvent => ({
    ...{ type: "limits.alarm_lifted", actor: by, subject: { kind: "service", id: serviceSid }, serviceSid, data },
  });
  if ("country" in alarmed) {
    const country = alarmed.country as string;
    return await limits.clearAlarm(countryKey(space, country), eventOf({ of: "country", country }));
  }
  // The number that names the prefix is not told.
  if ("e164" in alarmed)
    return await limits.clearAlarm(prefixKey(space, alarmed.e164 as string), eventOf({ of: "prefix" }));
  return await limits.clearAlarm(serviceKey(space), eventOf({ of: "service" }));
}
