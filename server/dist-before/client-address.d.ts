/** @module Whose request it is: an address that the client cannot choose. */
import type { FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import type { Logger } from "pino";
type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** An address in one spelling: IPv4 (mapped ones too) as `a.b.c.d`, IPv6 as RFC 5952 writes it. */
export interface ClientAddress {
    kind: "ipv4" | "ipv6";
    text: string;
    isLoopback: boolean;
    /** The network of so many leading bits, as `address/bits`. */
    network(bits: number): string;
}
export type ReadClientAddress = (request: FastifyRequest) => ClientAddress;
/**
 * Behind a proxy of `trusted` (CIDR blocks) the client is the rightmost hop of X-Forwarded-For that is not a trusted proxy
 * itself; what stands left of it, the client may have written. Anyone else's X-Forwarded-For is not read, nor any other
 * header. A hop that is no address ends the walk: what comes before it is not believed.
 */
export declare function clientAddressReader(trusted: readonly string[], log: Logger): ReadClientAddress;
/**
 * What `MUNJIGI_TRUSTED_PROXIES` may list: an address, or a block such as `10.0.0.0/8`; a block of mapped addresses comes as IPv4.
 * `undefined` if it is neither.
 */
export declare function parseBlock(text: string): string | undefined;
/** Whether a block of `parseBlock` is so wide that it names strangers: their X-Forwarded-For would be believed. */
export declare function trustsStrangers(block: string): boolean;
/** An address in its usual spelling (a zone is dropped; a mapped IPv4 comes as IPv4), otherwise `undefined`. */
export declare function parseAddress(text: string): Address | undefined;
export {};
