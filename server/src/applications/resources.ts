/** @module Resources: the APIs that access tokens are for. Makes, lists, changes and deletes them. */
import { changesBetween } from "../audit/changes.js";
import type { EventType } from "../audit/event.js";
import { recordChange, recordEvent } from "../audit/record.js";
import { type BriefCache, cacheBriefly } from "../brief-cache.js";
import type { Clock, Random } from "../clock.js";
import type { Actor, Expectation } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import {
  ACCESS_TOKEN_SECONDS,
  type NewResource,
  type Resource,
  type ResourceChanges,
  withoutAbsent,
} from "./application.js";
import { problemWithIndicator } from "./check-uris.js";
import {
  areScopesUsed,
  deleteResourceRow,
  insertResource,
  isResourceUsed,
  lockResource,
  selectResource,
  selectResources,
  updateResourceRow,
} from "./resource-store.js";

export interface Resources {
  /** Newest first. */
  list(): Promise<Resource[]>;
  /** Throws `request.invalid` and `resource.exists`. */
  create(resource: NewResource, by: Actor): Promise<Resource>;
  /** What is absent stays. Throws `resource.not_found`, `request.invalid` and `resource.scope_in_use`. */
  update(sid: string, changes: ResourceChanges, by: Actor, expect?: Expectation): Promise<Resource>;
  /** Throws `resource.not_found` and `resource.in_use`. */
  remove(sid: string, by: Actor): Promise<void>;
}

export function createResources({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): {
  resources: Resources;
  cache: BriefCache<Resource | undefined>;
} {
  const cache = cacheBriefly((indicator) => selectResource(sql, indicator));
  const resources: Resources = {
    list: () => selectResources(sql),
    async create({ accessTokenSeconds = ACCESS_TOKEN_SECONDS.usual, ...given }, by) {
      const problem = problemWithIndicator(given.indicator);
      if (problem) throw new AppError("request.invalid", { parameter: "indicator", problem });
      const sid = createSid("RS", clock, random);
      const resource = await recordChange(
        sql,
        (tx) => insertResource(tx, { sid, accessTokenSeconds, ...given }),
        (made) => made && { ...eventOf("resource.created", sid, by), after: tellAll(made) },
      );
      if (!resource) throw new AppError("resource.exists");
      return resource;
    },
    async update(sid, changes, by, expect) {
      const resource = await inTransaction(sql, async (tx) => {
        const before = requireFound(await lockResource(tx, sid));
        expect?.(before);
        if ((changes.indicator ?? before.indicator) !== before.indicator)
          throw new AppError("request.invalid", {
            parameter: "indicator",
            problem: "it cannot be changed, since tokens name it; make another resource",
          });
        const wanted = { ...before, ...withoutAbsent(changes) };
        const removed = before.scopes.filter((scope) => !wanted.scopes.includes(scope));
        if (removed.length > 0 && (await areScopesUsed(tx, before.indicator, removed)))
          throw new AppError("resource.scope_in_use");
        const told = changesBetween(settingsOf(before), settingsOf(wanted), isTold);
        if (!told) return before;
        await recordEvent(tx, { ...eventOf("resource.updated", sid, by), ...told });
        return await updateResourceRow(tx, wanted);
      });
      cache.forget(resource.indicator);
      return resource;
    },
    async remove(sid, by) {
      const { indicator } = await inTransaction(sql, async (tx) => {
        const before = requireFound(await lockResource(tx, sid));
        if (await isResourceUsed(tx, before.indicator)) throw new AppError("resource.in_use");
        await deleteResourceRow(tx, sid);
        await recordEvent(tx, { ...eventOf("resource.deleted", sid, by), before: tellAll(before) });
        return before;
      });
      cache.forget(indicator);
    },
  };
  return { resources, cache };
}

function requireFound(resource: Resource | undefined): Resource {
  if (!resource) throw new AppError("resource.not_found");
  return resource;
}

const settingsOf = ({ indicator, name, scopes, accessTokenSeconds }: Resource) => ({
  ...{ indicator, name, scopes, accessTokenSeconds },
});

/** Names may say anything. */
const isTold = (path: string) => path !== "name";
const tellAll = (resource: Resource) => changesBetween({}, settingsOf(resource), isTold)?.after;

const eventOf = (type: EventType, id: string, actor: Actor) => ({
  ...{ type, actor },
  subject: { kind: "resource" as const, id },
});
