/** @module The end of the HTTP server: what has arrived is answered, whoever waits on an idle connection is let go. */
import type { FastifyInstance } from "fastify";
/** Takes no new connections and resolves once all are closed, at the latest after `timeoutMs`. */
export declare function drain(http: FastifyInstance, timeoutMs: number): Promise<void>;
