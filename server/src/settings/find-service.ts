/** @module Finds a service; at most a second old, so that no request pays for a statement of its own. */
import { LRUCache } from "lru-cache";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Service } from "./service.js";
import { selectService } from "./store.js";

/** How long another process may still see what was changed here, in milliseconds. */
export const SETTINGS_AGE_MS = 1000;

/** Throws `service.not_found`. */
type FindService = (sid: string) => Promise<Service>;

export interface ServiceCache {
  find: FindService;
  /** After a change: this process sees it at once. */
  forget(sid: string): void;
}

export function cacheServices(sql: Database): ServiceCache {
  const cache = new LRUCache<string, Promise<Service | undefined>>({ max: 10_000, ttl: SETTINGS_AGE_MS });
  // Who waits while `forget` is called gets what was read, and nobody after. (LRUCache's own `fetch` would throw "deleted".)
  const read = (sid: string) => {
    const reading = selectService(sql, sid);
    const drop = () => {
      if (cache.peek(sid) === reading) cache.delete(sid);
    };
    cache.set(sid, reading);
    reading.then((service) => service ?? drop(), drop);
    return reading;
  };
  return {
    async find(sid) {
      const service = await (cache.get(sid) ?? read(sid));
      if (!service) throw new AppError("service.not_found");
      return service;
    },
    forget: (sid) => {
      cache.delete(sid);
    },
  };
}
