/** @module Who is asking: the key behind a secret, at most a second after it was revoked. */
import { LRUCache } from "lru-cache";
import type { Database } from "../db/open.js";
import { hashToken } from "../secrets.js";
import { SETTINGS_AGE_MS } from "./find-service.js";
import { type ApiKey, selectApiKey } from "./store.js";

/** The living key with this secret, or `undefined`. Failures are not remembered: a new key works at once. */
export type AuthenticateKey = (secret: string) => Promise<ApiKey | undefined>;

export function cacheKeys(sql: Database): AuthenticateKey {
  const cache = new LRUCache<string, ApiKey>({
    max: 10_000,
    ttl: SETTINGS_AGE_MS,
    fetchMethod: async (hash) => await selectApiKey(sql, hash),
  });
  return async (secret) => {
    const hash = hashToken(secret);
    return cache.get(hash) ?? (await cache.fetch(hash));
  };
}
