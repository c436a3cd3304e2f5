/** @module A connector ready to be used: its kind, found in the program, and its settings, opened and parsed. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import type { Environment } from "../core.js";
import type { Keyring } from "../secrets.js";
import type { Factories } from "./factories.js";
import type { ConnectorRow } from "./store.js";
/** A connector with the settings it sends with. */
export interface ReadyConnector {
    /** Absent: it is part of the program, without settings. */
    id?: string;
    /** The version of its settings. */
    versionId?: string;
    connector: SmsConnector;
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
/** Throws an error that says in words that there is no such kind. */
export declare function findKind(factories: Factories, { factoryId }: Pick<ConnectorRow, "factoryId">): SmsConnector;
/** Throws in words if its kind is gone, or its settings cannot be opened or no longer fit: no message is sent with those. */
export declare function makeReady({ keyring, factories, environment, origin }: ReadyDependencies, row: ConnectorRow): ReadyConnector;
/** The deployment's name, as others can see it: with a dot, and no address. `localhost` is nobody's name in a greeting. */
export declare function publicNameOf(origin: string): string | undefined;
