/**
 * @module APIs with credentials that a browser may send by itself: a password it has remembered goes with every request to this
 * server, also with one that a page of another site makes, and a POST without a body needs no permission for that.
 */
import type { FastifyRequest } from "fastify";
/**
 * A hook that refuses (403) what pages of other origins ask for, by the headers that no page can set: `Sec-Fetch-Site` (Fetch
 * Metadata) and `Origin` (Fetch standard, "origin-header"). Servers and apps send neither and pass, as does an address that
 * somebody typed in. In development a page of a loopback name passes if it asks the server it came from.
 */
export declare function refuseOtherSites(config: {
    origin: string;
    environment: string;
}): (request: FastifyRequest) => Promise<void>;
