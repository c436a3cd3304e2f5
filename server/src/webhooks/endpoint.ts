/** @module What an endpoint is, and what may be asked of one. Pure. */
import { outcomeTypes } from "../audit/announce.js";
import { eventTypes } from "../audit/event.js";
import { type AddressRules, readTarget } from "../outgoing/address-rules.js";
import { hasInvisible } from "../text.js";
import type { webhookDeliveries, webhookEndpoints } from "./schema.js";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type EndpointStatus = EndpointRow["status"];
export const endpointStatuses = ["enabled", "paused", "disabled"] as const satisfies readonly EndpointStatus[];

/** What can be set. */
export interface EndpointSettings
  extends Pick<EndpointRow, "url" | "eventTypes" | "includeNumbers" | "description" | "serviceSid"> {
  enabled: boolean;
}

export type NewEndpoint = Pick<EndpointSettings, "url" | "eventTypes"> & EndpointChanges;
/** What is absent stays. */
export type EndpointChanges = { [K in keyof EndpointSettings]?: EndpointSettings[K] | undefined };

/** An endpoint as it is shown: without its secrets. */
export interface Endpoint extends Omit<EndpointRow, "sealedSecret" | "sealedOldSecret" | "failures"> {
  /** Deliveries that wait or are under way, and those that were given up; each counted up to a thousand. */
  waiting: number;
  dead: number;
}

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type DeliveryStatus = DeliveryRow["status"];
export const deliveryStatuses = [
  "waiting",
  "sending",
  "delivered",
  "dead",
] as const satisfies readonly DeliveryStatus[];

/** A delivery as it is shown: without what it tells. */
export type Delivery = Omit<DeliveryRow, "facts" | "seq">;

export const MAX_ENDPOINTS = 50;
export const MAX_EVENT_TYPES = 50;
const MAX_URL_LENGTH = 1000;
const MAX_DESCRIPTION_LENGTH = 256;
export const KEEP_OLD_HOURS = { max: 720, usual: 24 } as const;

/** A type of Twilio's that a program may ask for and that never comes: nobody denies a code. */
export const NEVER_TOLD = "challenge.denied";

/** What is wrong with an entry of a filter, in words; `undefined` if it will do. */
export function problemWithEventType(filter: string): string | undefined {
  if (filter === "*") return undefined;
  if (!/^[a-z_]{1,40}(\.[a-z_]{1,40}){0,3}(\.\*)?$/.test(filter) || !filter.includes("."))
    return "it must be a type such as user.created, all that begin so as user.*, or *";
  const means = (type: string) => (filter.endsWith(".*") ? type.startsWith(filter.slice(0, -1)) : type === filter);
  return [...eventTypes, ...outcomeTypes, NEVER_TOLD].some(means) ? undefined : "there is no such type of event";
}

/** What is wrong with an address, in words. Whether its name may be called is seen when it is. */
export function problemWithUrl(text: string, rules: AddressRules): string | undefined {
  if (text.length > MAX_URL_LENGTH) return `it must be at most ${MAX_URL_LENGTH} characters`;
  if (/[^\x21-\x7e]/.test(text)) return "it must be ASCII without blanks, as browsers send it";
  const url = URL.parse(text);
  if (!url) return "it must be a whole URL, such as https://shop.example/hooks";
  if (url.username || url.password) return "it must not contain a user name or password";
  if (url.hash) return "it must not have a fragment (#…)";
  if (readTarget(url, rules)) return undefined;
  return "it must be https and no address of a private network, or MUNJIGI_ALLOW_PRIVATE_NETWORK must be true";
}

export function problemWithDescription(text: string): string | undefined {
  if ([...text].length > MAX_DESCRIPTION_LENGTH) return `it must be at most ${MAX_DESCRIPTION_LENGTH} characters`;
  return hasInvisible(text) ? "it must not contain control or invisible characters" : undefined;
}
