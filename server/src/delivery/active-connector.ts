/** @module Which connector carries a channel's messages. */
import { smsConnectors } from "@munjigi/connectors/all";
import type { SmsConnector } from "@munjigi/connectors/sms/contract";

interface ActiveConnector {
  connector: SmsConnector;
  settings: unknown;
}

/** The connector of a channel now, or `undefined` where none is active. Asked for every message, so it must be cheap. */
export type ActiveConnectors = (channel: string) => ActiveConnector | undefined;

/** In development the inbox; in production none, until an administrator activates one. */
export function defaultConnectors(environment: "development" | "production"): ActiveConnectors {
  const inbox = smsConnectors.find((connector) => connector.inbox);
  const active = inbox && environment === "development" ? { connector: inbox, settings: {} } : undefined;
  return (channel) => (channel === "sms" ? active : undefined);
}
