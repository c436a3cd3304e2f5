import { type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import { respondError } from "./respond-error.js";
declare module "fastify" {
    interface FastifyInstance {
        /** Requests that have arrived and are not answered yet. */
        requestsUnderWay(): number;
    }
}
export interface ServerOptions {
    origin: string;
    log: Logger;
    metrics: Metrics;
    random: Random;
    /**
     * By the prefix of its API, how a failure is answered before a route is found: a path that cannot be decoded, a parameter
     * that is too long. Everywhere else it is problem details.
     */
    errorFormats: Readonly<Record<string, typeof respondError>>;
}
export declare function createServer({ origin, log, metrics, random, errorFormats, }: ServerOptions): Promise<FastifyInstance>;
/** The path is not repeated, because it may hold a telephone number. */
export declare function notFound(): AppError;
