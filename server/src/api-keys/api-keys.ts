/** @module API keys: who may call. The face of this room. */
import type { Clock, Random } from "../clock.js";
import type { Actor, Expectation } from "../core.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import type { ApiKeyChanges, ApiKeyRecord } from "./api-key.js";
import { type AuthenticateKey, cacheKeys } from "./authenticate-key.js";
import { createApiKey, type NewApiKey } from "./create-api-key.js";
import { replaceAuthToken } from "./replace-auth-token.js";
import { revokeApiKey } from "./revoke-api-key.js";
import { selectApiKeyRecord, selectApiKeys } from "./store.js";
import { updateApiKey } from "./update-api-key.js";

/** A key with its secret, which is told once and never again. */
export type FreshKey = ApiKeyRecord & { secret: string };

/** Whoever asks, by an API key of their own. */
type KeyHolder = Actor & { id: string };

export interface ApiKeys {
  authenticate: AuthenticateKey;
  /** All there ever were, newest first, the revoked ones too. */
  list(): Promise<ApiKeyRecord[]>;
  /** Also a revoked one. Throws `key.not_found`. */
  fetch(id: string): Promise<ApiKeyRecord>;
  /** Throws `service.not_found`, and `request.unauthenticated` if `by` is revoked. */
  create(key: NewApiKey, by: KeyHolder): Promise<FreshKey>;
  /** Throws `key.not_found`, also for a revoked key, `request.invalid`, and what `expect` does. */
  update(id: string, changes: ApiKeyChanges, by: Actor, expect?: Expectation): Promise<ApiKeyRecord>;
  /** At once in this process, within a second in every other. Throws `key.not_found` and `key.last`. */
  revoke(id: string, by: Actor): Promise<void>;
  /** The account's new auth token; the old one dies. Throws `request.unauthenticated` if `by` is revoked. */
  replaceAuthToken(name: string, by: KeyHolder): Promise<FreshKey>;
  /** Writes down which keys were used since the last time. */
  recordUses(): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

const SECONDS_BETWEEN_RECORDS = 60;

export function createApiKeys({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): ApiKeys {
  const { authenticate, forget, recordUses } = cacheKeys(sql);
  return {
    authenticate,
    list: () => selectApiKeys(sql),
    async fetch(id) {
      const key = await selectApiKeyRecord(sql, id);
      if (!key) throw new AppError("key.not_found");
      return key;
    },
    create: (key, by) => createApiKey({ sql, clock, random }, key, by),
    update: (id, changes, by, expect) => updateApiKey({ sql, forget }, id, changes, by, expect),
    revoke: (id, by) => revokeApiKey({ sql, forget }, id, by),
    replaceAuthToken: (name, by) => replaceAuthToken({ sql, random, forget }, name, by),
    recordUses,
    jobs: [{ name: "record use of keys", seconds: SECONDS_BETWEEN_RECORDS, work: recordUses }],
  };
}
