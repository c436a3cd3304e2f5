/** @module Who is asking: the key behind a secret, at most a second after it was revoked; and when each was used last. */
import { LRUCache } from "lru-cache";
import { SETTINGS_AGE_MS } from "../brief-cache.js";
import type { Database } from "../db/open.js";
import { hashToken } from "../secrets.js";
import type { ApiKey } from "./api-key.js";
import { markKeysUsed, selectApiKey } from "./store.js";

/** The living key with this secret, or `undefined`. Failures are not remembered: a new key works at once. */
export type AuthenticateKey = (secret: string) => Promise<ApiKey | undefined>;

export interface KeyCache {
  authenticate: AuthenticateKey;
  /** After a change: this process sees it at once. */
  forget(): void;
  /** Writes down which keys were used since the last time; they are kept for the next time if that fails. */
  recordUses(): Promise<void>;
}

/** Seconds between two records of use. */
export const USES_SECONDS = 60;

export function cacheKeys(sql: Database): KeyCache {
  const cache = new LRUCache<string, Promise<ApiKey | undefined>>({ max: 10_000, ttl: SETTINGS_AGE_MS });
  const used = new Set<string>();
  // As in brief-cache: who waits while `forget` is called gets what was read, and nobody after.
  const read = (hash: string) => {
    const reading = selectApiKey(sql, hash);
    const drop = () => {
      if (cache.peek(hash) === reading) cache.delete(hash);
    };
    cache.set(hash, reading);
    reading.then((key) => key ?? drop(), drop);
    return reading;
  };
  return {
    async authenticate(secret) {
      const hash = hashToken(secret);
      const key = await (cache.get(hash) ?? read(hash));
      if (key) used.add(key.id);
      return key;
    },
    forget: () => cache.clear(),
    async recordUses() {
      if (used.size === 0) return;
      const ids = [...used];
      used.clear();
      try {
        await markKeysUsed(sql, ids);
      } catch (error) {
        for (const id of ids) used.add(id);
        throw error;
      }
    },
  };
}
