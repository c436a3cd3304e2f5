import type { Logger } from "pino";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { Metrics } from "../metrics.js";
import { Pace } from "./pace.js";
export declare class Paces {
    private readonly paces;
    private readonly toldAt;
    private readonly metrics;
    private readonly log;
    constructor({ metrics, log }: {
        metrics: Pick<Metrics, "throttles">;
        log: Logger;
    });
    of(key: string, { connector, settings }: Pick<ReadyConnector, "connector" | "settings">): Pace;
    /** A connector's vendor has refused a call for rate: counted, and logged once a minute. */
    tellThrottle(connector: string): void;
    stop(): void;
}
