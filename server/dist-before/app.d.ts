import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { type Config } from "./config.js";
import type { Factories } from "./connectors/factories.js";
import { type ActiveConnectors } from "./connectors/ready-connector.js";
import type { Outside } from "./core.js";
import type { Database } from "./db/open.js";
import type { Keyring } from "./secrets.js";
export interface AppParts extends Outside {
    config: Config;
    sql: Database;
    keyring: Keyring;
    accountSid: string;
    factories: Factories;
    /** Asked before those that are stored. */
    connectors?: ActiveConnectors;
    log: Logger;
    /** Sees the server before it has routes, to see each of them come: openapi.json is made from them. */
    beforeRoutes?: (http: FastifyInstance) => Promise<void>;
}
export interface App {
    http: FastifyInstance;
    /** Requests that have arrived and are not answered yet. */
    requestsUnderWay(): number;
    /** Reads and makes what the first request must find: a signing key, the connectors in force. Before `http` listens. */
    prepare(): Promise<void>;
    /** Begins the work that no request asks for: sending and sweeping. */
    startWork(): void;
    /** Answers what has arrived, finishes what is being sent; at most ten seconds. */
    stop(): Promise<void>;
}
export declare function buildApp(parts: AppParts): Promise<App>;
