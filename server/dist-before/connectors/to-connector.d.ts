/** @module A connector as administrators see it: all of it, with its secrets masked. */
import type { Connector, ConnectorDependencies } from "./connector.js";
import type { ConnectorRow } from "./store.js";
export declare function toConnector({ keyring, factories, origin }: Pick<ConnectorDependencies, "keyring" | "factories" | "origin">, row: ConnectorRow): Connector;
