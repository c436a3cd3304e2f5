/** @module The rate limits that a service's starts are counted against; at most a second old, as services are. */

import { cacheBriefly } from "../brief-cache.js";
import type { Database } from "../db/open.js";
import type { Enforced } from "./rate-limit.js";
import { selectEnforced } from "./store.js";

export interface RateLimitCache {
  /** Those that have buckets. */
  find(serviceSid: string): Promise<readonly Enforced[]>;
  /** After a change: this process sees it at once. */
  forget(serviceSid: string): void;
}

export function cacheRateLimits(sql: Database): RateLimitCache {
  const cache = cacheBriefly((serviceSid) => selectEnforced(sql, serviceSid));
  return { find: cache.get, forget: cache.forget };
}
