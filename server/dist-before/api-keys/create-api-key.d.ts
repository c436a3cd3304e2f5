import type { Clock, Random } from "../clock.js";
import { type Actor } from "../core.js";
import { type Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type ApiKeyRecord, type PublishableSettings } from "./api-key.js";
/** What is to be made; `settings` may leave out what is to be as usual. */
export type NewApiKey = {
    kind: "secret" | "admin";
    name: string;
} | {
    kind: "publishable";
    name: string;
    serviceSid: string;
    settings?: Partial<PublishableSettings>;
};
/**
 * `secret`: an `SK…` key, which may do what the account may. `admin`: a token for the management API. `publishable`: a
 * `pk_…` for the pages of a service. `by` is the key of whoever asks, if one was asked for: the statement that makes the new
 * key makes nothing if that one is revoked. Throws `service.not_found` and `request.unauthenticated`.
 */
export declare function createApiKey({ sql, clock, random }: {
    sql: Database;
    clock: Clock;
    random: Random;
}, key: NewApiKey, by?: Actor & {
    id: string;
}): Promise<ApiKeyRecord & {
    secret: string;
}>;
/** Of a publishable key also what its pages may do. */
export declare function recordCreated(tx: Database, key: ApiKeyRecord, by?: Actor): Promise<void>;
/** Whoever asked was let in, and their key was revoked before the new one was made. */
export declare function actorRevoked(): AppError;
/** The name of a key that callers never name: the first characters of its hash, from which nothing can be guessed. */
export declare function publicId(prefix: "pk" | "admin", secretHash: string): string;
