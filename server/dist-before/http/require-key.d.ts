/**
 * @module Who may pass: HTTP Basic for API keys, Bearer for the admin token. The function that looks keys up is passed in,
 * because the room of API keys may import this one, and not the other way round.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../core.js";
declare module "fastify" {
    interface FastifyRequest {
        /** The key that was let in. What makes credentials asks in its statement whether it still lives. */
        letIn?: {
            kind: "account" | "secret" | "admin";
            id: string;
        };
    }
}
interface Key {
    id: string;
    kind: "account" | "secret" | "publishable" | "admin";
}
type LookUp = (secret: string) => Promise<Key | undefined>;
/** A hook that lets the account (`AC…` and token) and its API keys (`SK…` and secret) pass. */
export declare function requireAccountKey(lookUp: LookUp): (request: FastifyRequest) => Promise<void>;
/** A hook that lets the admin token pass: as `Bearer`, or as the password a browser asks for. */
export declare function requireAdminToken(lookUp: LookUp): (request: FastifyRequest) => Promise<void>;
/** Who asks, for the record of what happened. Throws `request.unauthenticated` if no hook has let a key in. */
export declare function actorOf({ letIn, id: requestId }: FastifyRequest): Actor & {
    id: string;
};
type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
/**
 * Hooks that run a guard before the body is read and, where there is one, once more when it has arrived: a client may hold its
 * body back for seconds, and its key may be revoked meanwhile.
 */
export declare function guardTwice(guard: Guard): {
    onRequest: Guard;
    preValidation: Guard;
};
/** `guardTwice` for all routes of a plugin. */
export declare function addGuard(app: Pick<FastifyInstance, "addHook">, guard: Guard): void;
export {};
