/** @module Entities: whoever the caller's factors belong to. */
import type { NewEvent } from "../audit/event.js";
import { recordEventList } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { deleteEntityRow, insertEntity, selectEntities, selectEntity } from "./entity-store.js";
import type { Entity, EntityPath } from "./factor.js";

export interface Entities {
  /** A page of a service's, newest first. */
  list(serviceSid: string, page: PageRequest): Promise<Page<Entity>>;
  /** Throws `factor.entity_not_found`. */
  fetch(path: EntityPath): Promise<Entity>;
  /** Throws `service.not_found` and `factor.entity_exists`. */
  create(path: EntityPath): Promise<Entity>;
  /** Its factors and challenges go with it. Throws `factor.entity_not_found`. */
  delete(path: EntityPath, by: Actor): Promise<void>;
}

export function createEntities({ sql, clock, random }: { sql: Database; clock: Clock; random: Random }): Entities {
  return {
    async list(serviceSid, page) {
      return cutPage(await selectEntities(sql, serviceSid, page), page);
    },
    async fetch(path) {
      return requireEntity(await selectEntity(sql, path));
    },
    async create(path) {
      const entity = await insertEntity(sql, createSid("YE", clock, random), path);
      if (entity) return entity;
      throw new AppError((await selectEntity(sql, path)) ? "factor.entity_exists" : "service.not_found");
    },
    async delete(path, by) {
      await inTransaction(sql, async (tx) => {
        const { sid } = requireEntity(await selectEntity(tx, path, "lock"));
        const gone = requireEntity(await deleteEntityRow(tx, sid));
        await recordEventList(
          tx,
          gone.factorSids.map(
            (id): NewEvent => ({
              ...{ type: "factor.deleted", actor: by, subject: { kind: "factor", id } },
              ...{ serviceSid: path.serviceSid, data: { entity: sid } },
            }),
          ),
        );
      });
    },
  };
}

export function requireEntity<T>(found: T | undefined): T {
  if (found === undefined) throw new AppError("factor.entity_not_found");
  return found;
}
