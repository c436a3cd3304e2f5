/** @module A connector ready to be used: its kind, found in the program, and its settings, opened and parsed. */
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import type { Environment } from "../core.js";
import type { Keyring } from "../secrets.js";
import { type AnyConnector, type Factories, isMessageKind } from "./factories.js";
import { receiptUrlOf } from "./receipt-url.js";
import { openSettings } from "./sealed-settings.js";
import type { ConnectorRow } from "./store.js";

/** A connector with the settings it sends with. */
export interface ReadyConnector {
  /** Absent: it is part of the program, without settings. */
  id?: string;
  /** The version of its settings. */
  versionId?: string;
  connector: MessageConnector;
  settings: unknown;
  /** Where its vendor may post delivery reports; absent where it posts none, or cannot reach us. */
  receiptUrl?: string;
  /** The deployment's, where it is a name others can see. */
  host?: string;
}

export interface ActiveConnector extends ReadyConnector {
  /** The connector that sends what this one cannot. */
  standby?: ReadyConnector;
}

/** The connector of a channel now, or `undefined` where none is active. Asked for every message, so it must be cheap. */
export type ActiveConnectors = (channel: string) => ActiveConnector | undefined;

export interface ReadyDependencies {
  keyring: Keyring;
  factories: Factories;
  environment: Environment;
  origin: string;
}

/** Throws an error that says in words that there is no such kind, or that a module has made another type of it. */
export function findKind(
  factories: Factories,
  { factoryId, type }: Pick<ConnectorRow, "factoryId" | "type">,
): AnyConnector {
  const kind = factories.find(factoryId);
  if (!kind) throw new Error(`there is no kind of connector "${factoryId}"; is MUNJIGI_CONNECTORS complete?`);
  if (kind.type !== type)
    throw new Error(`the kind of connector "${factoryId}" was of type ${type} and is of ${kind.type}`);
  return kind;
}

/** Throws in words if its settings cannot be opened or no longer fit. */
export function openFitting(keyring: Keyring, kind: AnyConnector, row: ConnectorRow): unknown {
  const { settings, problem } = openSettings(keyring, kind, row);
  if (problem !== null) throw new Error(problem);
  return settings;
}

/** Throws in words if its kind is gone, or its settings cannot be opened or no longer fit: no message is sent with those. */
export function makeReady(
  { keyring, factories, environment, origin }: ReadyDependencies,
  row: ConnectorRow,
): ReadyConnector {
  const connector = findKind(factories, row);
  if (!isMessageKind(connector)) throw new Error("it signs people in and sends nothing");
  if (connector.inbox && environment === "production") throw new Error("the inbox is for development only");
  const settings = openFitting(keyring, connector, row);
  const isPublic = origin.startsWith("https://");
  const host = publicNameOf(origin);
  return {
    id: row.id,
    versionId: row.versionId,
    connector,
    settings,
    ...(connector.receipt && isPublic && { receiptUrl: receiptUrlOf(origin, row.receiptToken) }),
    ...(host !== undefined && { host }),
  };
}

/** The deployment's name, as others can see it: with a dot, and no address. `localhost` is nobody's name in a greeting. */
export function publicNameOf(origin: string): string | undefined {
  const { hostname } = new URL(origin);
  return /^[a-z0-9.-]+\.[a-z][a-z0-9-]*$/.test(hostname) && !hostname.endsWith(".localhost") ? hostname : undefined;
}
