/** @module Lifts what refuses a number or an address: its counters, those that refused it in the last day, its waits and its locks. */
import type { Actor } from "../core.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import type { Lifted, Verifications } from "../verify/verifications.js";
import { numberKeys } from "./rules.js";

/** `recipient`: E.164, or an e-mail address. Throws `service.not_found`. */
export async function liftNumber(
  {
    keyring,
    services,
    verifications,
  }: { keyring: Keyring; services: Services; verifications: Pick<Verifications, "lift"> },
  serviceSid: string,
  recipient: string,
  by: Actor,
): Promise<Lifted> {
  const keys = numberKeys({ keyring, service: await services.find(serviceSid) }, recipient);
  const counters = [keys.number(), keys.everywhere(), keys.devices()];
  return await verifications.lift({ serviceSid, recipient, counters }, by);
}
