/**
 * @module The cookies of our pages. Under https each has the prefix `__Host-`, so that neither a neighbour's host nor plain http can
 * set it (RFC 6265bis §4.1.3.2); on a developer's http://localhost a browser would refuse that, and the name is plain.
 */
import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
/** What each one is for, and how long it stays, in seconds; absent: as long as the browser runs. */
declare const COOKIES: {
    /** 256 random bits: which browser it is. */
    readonly browser: {
        readonly name: "munjigi_browser";
        readonly maxAge: number;
    };
    readonly session: {
        readonly name: "munjigi_session";
        readonly maxAge: number;
    };
    /** The way in that was used last: its kind, nothing else. */
    readonly last: {
        readonly name: "munjigi_last";
        readonly maxAge: number;
    };
    readonly language: {
        readonly name: "munjigi_language";
        readonly maxAge: number;
    };
};
export type CookieName = keyof typeof COOKIES;
export interface Cookies {
    read(request: FastifyRequest, cookie: CookieName): string | undefined;
    set(reply: FastifyReply, cookie: CookieName, value: string): void;
    clear(reply: FastifyReply, cookie: CookieName): void;
}
export declare function createCookies({ origin }: {
    origin: string;
}): Cookies;
export {};
