import type { FastifyRequest } from "fastify";
declare module "fastify" {
    interface FastifyRequest {
        /** The fields of numbers whose `+` was put back. */
        guessedPluses?: ReadonlySet<string>;
    }
}
export declare const FORM = "application/x-www-form-urlencoded";
/** Whether the `+` of this number was put back: then the number may also have been written without one. */
export declare function hasGuessedPlus({ guessedPluses }: Pick<FastifyRequest, "guessedPluses">, name: string): boolean;
/** A content type parser of Fastify's. */
export declare function parseForm(request: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void): void;
/** A hook of Fastify's, before the query is looked at. */
export declare function readQuery(request: FastifyRequest): Promise<void>;
