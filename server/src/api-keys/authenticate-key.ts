/** @module Who is asking: the key behind a secret, at most a second after it was revoked; and when each was used last. */
import { cacheBriefly } from "../brief-cache.js";
import type { Database } from "../db/open.js";
import { hashToken } from "../secrets.js";
import type { ApiKey } from "./api-key.js";
import { markKeysUsed, selectApiKey } from "./store.js";

/** The living key with this secret, or `undefined`. Failures are not remembered: a new key works at once. */
export type AuthenticateKey = (secret: string) => Promise<ApiKey | undefined>;

/** After a change to any key: this process obeys at once. */
export type ForgetKeys = () => void;

export interface KeyCache {
  authenticate: AuthenticateKey;
  forget: ForgetKeys;
  /** Writes down which keys were used since the last time; they are kept for the next time if that fails. */
  recordUses(): Promise<void>;
}

export function cacheKeys(sql: Database): KeyCache {
  const cache = cacheBriefly((hash) => selectApiKey(sql, hash));
  const used = new Set<string>();
  return {
    async authenticate(secret) {
      const key = await cache.get(hashToken(secret));
      if (key) used.add(key.id);
      return key;
    },
    forget: cache.forgetAll,
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
