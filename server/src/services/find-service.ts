/** @module Finds a service; at most a second old, so that no request pays for a statement of its own. */

import { cacheBriefly } from "../brief-cache.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Service } from "./service.js";
import { selectService } from "./store.js";

/** Throws `service.not_found`. */
type FindService = (sid: string) => Promise<Service>;

export interface ServiceCache {
  find: FindService;
  /** After a change: this process sees it at once. */
  forget(sid: string): void;
}

export function cacheServices(sql: Database): ServiceCache {
  const cache = cacheBriefly((sid) => selectService(sql, sid));
  return {
    async find(sid) {
      const service = await cache.get(sid);
      if (!service) throw new AppError("service.not_found");
      return service;
    },
    forget: cache.forget,
  };
}
