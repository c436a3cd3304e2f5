/** @module What a configured connector is, to those who see it. */
import type { Bilingual, ConnectorKind } from "@munjigi/connectors/contract";
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import type { Environment, Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import type { Factories } from "./factories.js";
import type { NotedReason, StoredStatus } from "./schema.js";
import type { SocialConnectors } from "./social-connectors.js";

/** What this room needs, made into its face in `connectors.ts`. */
export interface ConnectorDependencies extends Outside {
  sql: Database;
  keyring: Keyring;
  factories: Factories;
  environment: Environment;
  origin: string;
  /** Of the address that people come back to from providers: another deployment's, if it hands their answers on. */
  callbackOrigin: string;
  /** Named where a connector that they send with is to go. */
  services: Pick<Services, "list">;
  /** The identifiers by whose codes people could sign in no more without a channel: named there too. */
  signInMethods: (channel: string) => Promise<readonly string[]>;
  /** Reads again which connectors are in force: this process obeys a change at once. */
  refresh: () => Promise<void>;
  /** What those in use have learned of their providers need not be asked again. */
  social: Pick<SocialConnectors, "findSocial">;
}

export type ConnectorType = ConnectorKind["type"];
/** The types that send. */
export type MessageType = MessageConnector["type"];
export type ConnectorStatus = StoredStatus | "tested";

export const isMessageType = (type: ConnectorType): type is MessageType => type !== "Social";

/** The channel of `/v2` that a type of connectors serves. */
export const channelOf = (type: MessageType) => (type === "Sms" ? "sms" : "email");

export interface VersionRecord {
  version: number;
  createdAt: Date;
  /** When it was last put in force. */
  activatedAt: Date | null;
}

/** Why people could not sign in through a provider when it was last noted, until other settings are in force, or 30 days. */
export interface LastFailure {
  /** The provider's own code. */
  code: string | null;
  reason: NotedReason;
  at: Date;
  /** What mends it, where the connector knows. */
  remedy: Bilingual | null;
}

/** What administrators see of a secret: which one it is, and not what it is. */
export interface ShownSecret {
  /** ISO 8601. */
  setAt: string;
  /** Its last four characters, of one so long that they give nothing away. */
  hint: string | null;
}

export interface Connector {
  id: string;
  factoryId: string;
  type: ConnectorType;
  status: ConnectorStatus;
  version: number;
  /** The settings of that version, without secrets; `null` if they cannot be read any more. */
  settings: unknown;
  /** What is told of each secret, by path. */
  secrets: Record<string, ShownSecret>;
  /** A newer version that waits to be activated. */
  draft: { version: number; settings: unknown; secrets: Record<string, ShownSecret>; tested: boolean } | null;
  /** Why it cannot be used, in words. */
  problem: string | null;
  /** Where its vendor may post delivery reports; `null` for those that post none. */
  receiptUrl: string | null;
  /**
   * What is registered at a provider of social sign-in as the address to come back to; `null`: of others, and where it is not
   * known.
   */
  redirectUri: string | null;
  /** Where a provider of social sign-in may post its notices; `null` for those that post none. */
  noticeUrl: string | null;
  lastFailure: LastFailure | null;
  createdAt: Date;
  updatedAt: Date;
}
