/** @module Services: makes, finds, lists, changes and ends them. The face of this room. */
import { type Changes, changesBetween } from "../audit/changes.js";
import type { NewEvent } from "../audit/event.js";
import { recordChange, recordEvent, recordEventList } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
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
  create(
    settings: Partial<ServiceSettings> & Pick<ServiceSettings, "friendlyName">,
    by: Actor,
    sid?: string,
  ): Promise<Service>;
  /** `change` returns the settings that are to be different. Two updates at once both count. Throws `service.not_found`. */
  update(sid: string, change: (current: Service) => Partial<ServiceSettings>, by: Actor): Promise<Service>;
  /** Its keys die with it; codes not yet checked can no longer be. Throws `service.not_found`. */
  delete(sid: string, by: Actor): Promise<void>;
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
    async create(settings, by, sid = createSid("VA", clock, random)) {
      return await recordChange(
        sql,
        (tx) => insertService(tx, sid, { ...serviceDefaults, ...settings }),
        (made) => ({
          ...{ type: "service.created", actor: by, subject: { kind: "service", id: sid }, serviceSid: sid },
          after: changesBetween(serviceDefaults, settingsOf(made), isTold)?.after,
        }),
      );
    },
    async update(sid, change, by) {
      const service = await inTransaction(sql, async (tx) => {
        const changed = await updateServiceRow(tx, sid, change);
        const told = changed && changesBetween(settingsOf(changed.before), settingsOf(changed.after), isTold);
        const subject = { kind: "service", id: sid } as const;
        if (told) await recordEvent(tx, { type: typeOf(told), actor: by, subject, serviceSid: sid, ...told });
        return changed?.after;
      });
      cache.forget(sid);
      return requireFound(service);
    },
    async delete(sid, by) {
      const deleted = await inTransaction(sql, async (tx) => {
        const keys = await markServiceDeleted(tx, sid);
        if (!keys) return undefined;
        const common = { actor: by, serviceSid: sid };
        await recordEventList(tx, [
          { type: "service.deleted", subject: { kind: "service", id: sid }, ...common },
          ...keys.map((id): NewEvent => ({ type: "api_key.revoked", subject: { kind: "api_key", id }, ...common })),
        ]);
        return keys;
      });
      cache.forget(sid);
      requireFound(deleted);
    },
  };
}

/** The limits of its public API have a type of their own. */
const typeOf = ({ after, data }: Changes) =>
  data === undefined && Object.keys(after).every((path) => path.startsWith("limits."))
    ? "limits.changed"
    : "service.updated";

/** What is a setting of it. */
const settingsOf = ({ sid, createdAt, updatedAt, ...settings }: Service): ServiceSettings => settings;

/** Words of closed lists, figures of limits, countries and hosts; not names and numbers. */
const TOLD =
  /^(allowedCountries|default(TemplateSid|Country|Locale)|resend(Policy|Waits)|webOtpHost|limits\..+|passkeys\.[a-z_]+)$/;
const isTold = (path: string) => TOLD.test(path);
