/** @module Services: makes, finds, lists, changes and ends them. The face of this room. */
import { cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { type Service, type ServiceSettings, serviceDefaults } from "./service.js";
import { insertService, markServiceDeleted, selectService, selectServices, updateServiceRow } from "./store.js";

export interface Services {
  /** At most a second old, so that no request pays for a statement of its own. Throws `service.not_found`. */
  find(sid: string): Promise<Service>;
  /** A page, newest first. */
  list(page: PageRequest): Promise<Page<Service>>;
  /** Settings that are not given are `serviceDefaults`; only the first start names the identifier. */
  create(settings: Partial<ServiceSettings> & Pick<ServiceSettings, "friendlyName">, sid?: string): Promise<Service>;
  /** `change` returns the settings that are to be different. Two updates at once both count. Throws `service.not_found`. */
  update(sid: string, change: (current: Service) => Partial<ServiceSettings>): Promise<Service>;
  /** Its keys die with it; codes not yet checked can no longer be. Throws `service.not_found`. */
  delete(sid: string): Promise<void>;
}

export function createServices({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): Services {
  const cache = cacheBriefly((sid) => selectService(sql, sid));

  function requireFound<T>(found: T | undefined): T {
    if (found === undefined) throw new AppError("service.not_found");
    return found;
  }

  return {
    async find(sid) {
      return requireFound(await cache.get(sid));
    },
    async list(page) {
      return cutPage(await selectServices(sql, page), page);
    },
    async create(settings, sid = createSid("VA", clock, random)) {
      return await insertService(sql, sid, { ...serviceDefaults, ...settings });
    },
    async update(sid, change) {
      const service = await updateServiceRow(sql, sid, change);
      cache.forget(sid);
      return requireFound(service);
    },
    async delete(sid) {
      const deleted = await markServiceDeleted(sql, sid);
      cache.forget(sid);
      requireFound(deleted || undefined);
    },
  };
}
