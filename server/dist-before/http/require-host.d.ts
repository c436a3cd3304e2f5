/**
 * @module Pages answer under one name only: a page that answers under any name can be read by whoever points a name of
 * theirs at this address (DNS rebinding).
 */
import type { FastifyRequest } from "fastify";
/**
 * A hook that refuses (421) a Host other than the origin's, in any case of letters and in no other spelling. In development any
 * loopback name passes too, with the origin's port or the one the request came in by.
 */
export declare function requireHost(config: {
    origin: string;
    environment: string;
}): (request: FastifyRequest) => Promise<void>;
