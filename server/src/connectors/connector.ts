/** @module What a configured connector is, to those who see it. */
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import type { Clock, Random } from "../clock.js";
import type { Environment } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import type { Factories } from "./factories.js";
import type { StoredStatus } from "./schema.js";

/** What this room needs, made into its face in `connectors.ts`. */
export interface ConnectorDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  factories: Factories;
  environment: Environment;
  origin: string;
  /** Named where a connector that they send with is to go. */
  services: Pick<Services, "list">;
  /** The identifiers by whose codes people could sign in no more without a channel: named there too. */
  signInMethods: (channel: string) => Promise<readonly string[]>;
  /** Reads again which connectors are in force: this process obeys a change at once. */
  refresh: () => Promise<void>;
}

export type ConnectorType = MessageConnector["type"];
export type ConnectorStatus = StoredStatus | "tested";

/** The channel of `/v2` that a type of connectors serves. */
export const channelOf = (type: ConnectorType) => (type === "Sms" ? "sms" : "email");

export interface VersionRecord {
  version: number;
  createdAt: Date;
  /** When it was last put in force. */
  activatedAt: Date | null;
}

export interface Connector {
  id: string;
  factoryId: string;
  type: ConnectorType;
  status: ConnectorStatus;
  version: number;
  /** The settings of that version, without secrets; `null` if they cannot be read any more. */
  settings: unknown;
  /** When each secret was set, by path. */
  secrets: Record<string, string>;
  /** A newer version that waits to be activated. */
  draft: { version: number; settings: unknown; secrets: Record<string, string>; tested: boolean } | null;
  /** Why it cannot be used, in words. */
  problem: string | null;
  /** Where its vendor may post delivery reports; `null` for those that post none. */
  receiptUrl: string | null;
  createdAt: Date;
  updatedAt: Date;
}
