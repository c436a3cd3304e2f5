/** @module API keys: who may call. The face of this room. */
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { ApiKeyChanges, ApiKeyRecord } from "./api-key.js";
import { type AuthenticateKey } from "./authenticate-key.js";
import { type NewApiKey } from "./create-api-key.js";
/** A key with its secret, which is told once and never again. */
export type FreshKey = ApiKeyRecord & {
    secret: string;
};
/** Whoever asks, by an API key of their own. */
type KeyHolder = Actor & {
    id: string;
};
export interface ApiKeys {
    authenticate: AuthenticateKey;
    /** All there ever were, newest first, the revoked ones too. */
    list(): Promise<ApiKeyRecord[]>;
    /** Throws `service.not_found`, and `request.unauthenticated` if `by` is revoked. */
    create(key: NewApiKey, by: KeyHolder): Promise<FreshKey>;
    /** Throws `key.not_found`, also for a revoked key, and `request.invalid`. */
    update(id: string, changes: ApiKeyChanges, by: Actor): Promise<ApiKeyRecord>;
    /** At once in this process, within a second in every other. Throws `key.not_found` and `key.last`. */
    revoke(id: string, by: Actor): Promise<void>;
    /** The account's new auth token; the old one dies. Throws `request.unauthenticated` if `by` is revoked. */
    replaceAuthToken(name: string, by: KeyHolder): Promise<FreshKey>;
    /** Writes down which keys were used since the last time. */
    recordUses(): Promise<void>;
    /** What every process repeats. */
    jobs: readonly Job[];
}
export declare function createApiKeys({ sql, clock, random }: {
    sql: Database;
    clock: Clock;
    random: Random;
}): ApiKeys;
export {};
