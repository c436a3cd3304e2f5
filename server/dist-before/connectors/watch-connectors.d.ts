/**
 * @module Which connectors carry a channel's messages: read twice a second, so that every process obeys a switch within one,
 * and asked without waiting for every message.
 */
import type { Logger } from "pino";
import type { Environment } from "../core.js";
import type { Database } from "../db/open.js";
import type { Factories } from "./factories.js";
import { type ActiveConnectors, type ReadyConnector, type ReadyDependencies } from "./ready-connector.js";
/** The room's face to those who send. */
export interface ConnectorWatch {
    active: ActiveConnectors;
    /** A connector was put in force for the channel, and its settings cannot be used: not the same as none. */
    isUnusable(channel: string): boolean;
    /** Whether there are connectors whose vendors make the codes. */
    hasVerifiers(): boolean;
    /** A connector that may no longer be in force, for messages that it took; with the settings it has now. */
    find(id: string): Promise<ReadyConnector | undefined>;
    /**
     * The connector that an address for delivery reports belongs to; `undefined` if there is none, or it cannot be used. Retired
     * ones are found: their messages are still on their way.
     */
    findByReceiptToken(token: string): Promise<ReadyConnector | undefined>;
    /** Reads again: this process obeys a change at once. */
    refresh(): Promise<void>;
    start(): void;
    stop(): Promise<void>;
}
export interface WatchDependencies extends ReadyDependencies {
    sql: Database;
    log: Logger;
}
/** In development messages stay in the inbox until a connector is activated; in production none are sent until then. */
export declare function defaultConnectors({ all }: Factories, environment: Environment): ActiveConnectors;
export declare function watchConnectors(dependencies: WatchDependencies): ConnectorWatch;
