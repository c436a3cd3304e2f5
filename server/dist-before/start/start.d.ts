import type { Logger } from "pino";
import { type Credentials } from "../api-keys/first-start.js";
import { type App } from "../app.js";
import { type Config } from "../config.js";
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import { type Pool } from "../db/open.js";
import { type Keyring } from "../secrets.js";
/** A deployment's database and keys, opened: what the server and the commands have in common. */
export interface OpenedDeployment {
    config: Config;
    sql: Pool;
    keyring: Keyring;
    accountSid: string;
    /** The credentials, on the very first start only. */
    fresh: Credentials | undefined;
    /** Where the embedded PostgreSQL keeps its files. */
    embeddedFolder: string | undefined;
    close(): Promise<void>;
}
export interface RunningServer extends OpenedDeployment {
    app: App;
    log: Logger;
    stop(): Promise<void>;
}
/** Opens the database (starting the embedded one), brings its tables up to date, makes the first credentials. */
export declare function openDeployment(config: Config, log?: Logger): Promise<OpenedDeployment>;
/** Resolves when requests are answered. On any failure what was started is stopped again. */
export declare function startServer(env: NodeJS.ProcessEnv, options?: {
    connectors?: ActiveConnectors;
    log?: Logger;
}): Promise<RunningServer>;
/** The credentials an earlier start wrote down, if they are those of this account and its token still lives. */
export declare function readCredentials({ config, sql, accountSid }: OpenedDeployment): Promise<Credentials | undefined>;
export declare const credentialsFile: (config: Config) => string;
