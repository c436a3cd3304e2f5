/** @module Programmable rate limits: makes, finds, lists, changes and ends them. The face of this room. */
import type { EventType } from "../audit/event.js";
import { recordChange } from "../audit/record.js";
import { cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import type { Rule } from "../limits/rule.js";
import type { Keyring } from "../secrets.js";
import { createSid } from "../sid.js";
import { type Buckets, createBuckets } from "./buckets.js";
import { isUniqueName, type RateLimit } from "./rate-limit.js";
import { rulesFor } from "./rules.js";
import {
  deleteRateLimitRow,
  insertRateLimit,
  selectEnforced,
  selectRateLimit,
  selectRateLimits,
  updateRateLimitRow,
} from "./store.js";

export interface RateLimits {
  /**
   * The rules that the values of a start ask for, by limits at most a second old. Names that no limit has, and limits
   * without buckets, limit nothing.
   */
  rulesFor(serviceSid: string, values: ReadonlyMap<string, string>): Promise<Rule[]>;
  /** A page of a service's, newest first. */
  list(serviceSid: string, page: PageRequest): Promise<Page<RateLimit>>;
  /** Throws `rate_limit.not_found`. */
  fetch(serviceSid: string, sid: string): Promise<RateLimit>;
  /** It limits nothing until it has a bucket. Throws `service.not_found`, `rate_limit.name_invalid`, `.name_taken`, `.too_many`. */
  create(limit: Pick<RateLimit, "serviceSid" | "uniqueName" | "description">, by: Actor): Promise<RateLimit>;
  /** A description that is absent stays. The name stays always: callers know the limit by it. Throws `rate_limit.not_found`. */
  update(serviceSid: string, sid: string, description: string | undefined, by: Actor): Promise<RateLimit>;
  /** Its buckets go with it. Throws `rate_limit.not_found`. */
  delete(serviceSid: string, sid: string, by: Actor): Promise<void>;
  buckets: Buckets;
}

export interface RateLimitDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
}

export function createRateLimits({ sql, keyring, clock, random }: RateLimitDependencies): RateLimits {
  const enforced = cacheBriefly((serviceSid) => selectEnforced(sql, serviceSid));

  function requireFound<T>(found: T | undefined): T {
    if (found === undefined) throw new AppError("rate_limit.not_found");
    return found;
  }

  return {
    async rulesFor(serviceSid, values) {
      return rulesFor(keyring, await enforced.get(serviceSid), values);
    },
    async list(serviceSid, page) {
      return cutPage(await selectRateLimits(sql, serviceSid, page), page);
    },
    async fetch(serviceSid, sid) {
      return requireFound(await selectRateLimit(sql, serviceSid, sid));
    },
    async create(limit, by) {
      if (!isUniqueName(limit.uniqueName)) throw new AppError("rate_limit.name_invalid");
      const made = await recordChange(
        sql,
        (tx) => insertRateLimit(tx, { ...limit, sid: createSid("RK", clock, random) }),
        (row) => (typeof row === "string" ? undefined : eventOf("rate_limit.created", row.serviceSid, row.sid, by)),
      );
      if (made === "no_parent") throw new AppError("service.not_found");
      if (made === "taken") throw new AppError("rate_limit.name_taken");
      if (made === "full") throw new AppError("rate_limit.too_many");
      return made;
    },
    async update(serviceSid, sid, description, by) {
      const changed = await recordChange(
        sql,
        (tx) => updateRateLimitRow(tx, serviceSid, sid, description),
        (row) =>
          row && description !== undefined
            ? { ...eventOf("rate_limit.updated", serviceSid, sid, by), data: { changed: ["description"] } }
            : undefined,
      );
      return requireFound(changed);
    },
    async delete(serviceSid, sid, by) {
      const deleted = await recordChange(
        sql,
        (tx) => deleteRateLimitRow(tx, serviceSid, sid),
        (gone) => (gone ? eventOf("rate_limit.deleted", serviceSid, sid, by) : undefined),
      );
      enforced.forget(serviceSid);
      requireFound(deleted || undefined);
    },
    buckets: createBuckets({ sql, clock, random, forget: enforced.forget }),
  };
}

const eventOf = (type: EventType, serviceSid: string, id: string, actor: Actor) => ({
  ...{ type, actor, serviceSid },
  subject: { kind: "rate_limit" as const, id },
});
