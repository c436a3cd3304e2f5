/** @module Finds a service; at most a second old, so that no request pays for a statement of its own. */
import { LRUCache } from "lru-cache";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Service } from "./service.js";
import { selectService } from "./store.js";

/** How long another process may still see what was changed here, in milliseconds. */
export const SETTINGS_AGE_MS = 1000;

/** Throws `service.not_found`. */
export type FindService = (sid: string) => Promise<Service>;

export interface ServiceCache {
  find: FindService;
  /** After a change: this process sees it at once. */
  forget(sid: string): void;
}

export function cacheServices(sql: Database): ServiceCache {
  const cache = new LRUCache<string, Service>({
    max: 10_000,
    ttl: SETTINGS_AGE_MS,
    fetchMethod: async (sid) => await selectService(sql, sid),
  });
  return {
    async find(sid) {
      const service = cache.get(sid) ?? (await cache.fetch(sid));
      if (!service) throw new AppError("service.not_found");
      return service;
    },
    forget: (sid) => {
      cache.delete(sid);
    },
  };
}
