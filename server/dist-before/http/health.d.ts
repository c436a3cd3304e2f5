/** @module What monitoring and load balancers ask: does the process run, can it answer, and its metrics. */
import type { FastifyInstance, preHandlerAsyncHookHandler } from "fastify";
import type { Metrics } from "../metrics.js";
export interface HealthOptions {
    /** Resolves when the database answers; rejects when it does not. */
    pingDatabase: () => Promise<unknown>;
    isStopping: () => boolean;
    metrics: Metrics;
    refreshGauges: () => Promise<void>;
    /** Hooks in front of `/metrics`. */
    guardMetrics: preHandlerAsyncHookHandler[];
}
export declare function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void>;
