/** @module The headers every answer carries. Pages replace the content security policy by their own. */
import type { FastifyReply } from "fastify";
/** `isFramed`: the console shows a draft in a frame. */
export declare function asHostedPage(reply: FastifyReply, { isFramed, logo }?: {
    isFramed?: boolean;
    logo?: string;
}): FastifyReply;
export declare function securityHeaders(origin: string): Record<string, string>;
/** For answers that a browser draws. */
export declare function allowOwnAssets(reply: FastifyReply): FastifyReply;
