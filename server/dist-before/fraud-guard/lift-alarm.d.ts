import type { Actor } from "../core.js";
import type { Limits } from "../limits/limits.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
/** A country (ISO 3166-1 alpha-2), the prefix of a number (E.164), or the service as a whole. */
export type Alarmed = {
    country: string;
} | {
    e164: string;
} | Record<string, never>;
/** Resolves to whether there was anything to take back. Throws `service.not_found`. */
export declare function liftAlarm({ keyring, services, limits }: {
    keyring: Keyring;
    services: Services;
    limits: Pick<Limits, "clearAlarm">;
}, serviceSid: string, alarmed: Alarmed, by: Actor): Promise<boolean>;
