/** @module Second factors by Twilio's names: codes of authenticator apps, for people whom a caller knows. The face of this room. */
import { changesBetween } from "../audit/changes.js";
import { recordChange, recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { inTransaction } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import { deleteOldChallenges, expireChallenges } from "./challenge-store.js";
import { type Challenges, createChallenges } from "./challenges.js";
import { type CreateFactorDependencies, createFactor, type FactorRequest } from "./create-factor.js";
import { createEntities, type Entities, requireEntity } from "./entities.js";
import { deleteOrphans, selectEntity } from "./entity-store.js";
import type { EntityPath, Factor, FactorChanges, NewFactor } from "./factor.js";
import {
  deleteFactorRow,
  deleteUnverified,
  lockFactor,
  selectFactor,
  selectFactors,
  updateFactorRow,
} from "./store.js";
import { verifyFactor } from "./verify-factor.js";

export interface Factors {
  entities: Entities;
  challenges: Challenges;
  /** A page of an entity's, newest first. Throws `factor.entity_not_found`. */
  list(path: EntityPath, page: PageRequest): Promise<Page<Factor>>;
  /** Throws `factor.not_found`. */
  fetch(path: EntityPath, sid: string): Promise<Factor>;
  /** See `createFactor`. */
  create(path: EntityPath, request: FactorRequest, by: Actor): Promise<NewFactor>;
  /** `code` verifies it: see `verifyFactor`. A change that is absent keeps the value. Throws `factor.not_found`. */
  update(
    path: EntityPath,
    sid: string,
    changes: FactorChanges & { code?: string | undefined },
    by: Actor,
  ): Promise<Factor>;
  /** Its challenges go with it. Throws `factor.not_found`. */
  delete(path: EntityPath, sid: string, by: Actor): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export interface FactorDependencies extends CreateFactorDependencies {
  /** How long challenges are kept. */
  retentionDays: number;
}

const EXPIRY_SECONDS = 60;
const SWEEP_SECONDS = 3600;
const BATCH = 1000;

export function createFactors(dependencies: FactorDependencies): Factors {
  const { sql, retentionDays } = dependencies;

  function requireFound<T>(found: T | undefined): T {
    if (found === undefined) throw new AppError("factor.not_found");
    return found;
  }

  async function change(path: EntityPath, sid: string, changes: FactorChanges, by: Actor): Promise<void> {
    await inTransaction(sql, async (tx) => {
      await lockFactor(tx, sid);
      const before = requireFound(await selectFactor(tx, path, sid));
      await updateFactorRow(tx, sid, changes);
      const after = requireFound(await selectFactor(tx, path, sid));
      const told = changesBetween(settingsOf(before), settingsOf(after), (path) => path === "alg");
      const event = eventOf("factor.updated", before, by);
      if (told) await recordEvent(tx, { ...event, ...told, data: { ...event.data, ...told.data } });
    });
  }

  return {
    entities: createEntities(dependencies),
    challenges: createChallenges(dependencies),
    async list(path, page) {
      const entity = requireEntity(await selectEntity(sql, path));
      return cutPage(await selectFactors(sql, entity.sid, page), page);
    },
    async fetch(path, sid) {
      return requireFound(await selectFactor(sql, path, sid));
    },
    create: (path, request, by) => createFactor(dependencies, path, request, by),
    async update(path, sid, { code, ...changes }, by) {
      requireFound(await selectFactor(sql, path, sid));
      if (Object.values(changes).some((value) => value !== undefined)) await change(path, sid, changes, by);
      if (code !== undefined) await verifyFactor(dependencies, path, sid, code, by);
      return requireFound(await selectFactor(sql, path, sid));
    },
    async delete(path, sid, by) {
      const deleted = await recordChange(
        sql,
        async (tx) => {
          await lockFactor(tx, sid);
          const factor = await selectFactor(tx, path, sid);
          return factor && (await deleteFactorRow(tx, path, sid)) ? factor : undefined;
        },
        (gone) => gone && eventOf("factor.deleted", gone, by),
      );
      requireFound(deleted);
    },
    jobs: [
      {
        name: "expire challenges",
        seconds: EXPIRY_SECONDS,
        async work() {
          while ((await expireChallenges(sql, BATCH)) === BATCH);
        },
      },
      {
        name: "forget old challenges, factors that nobody verified, and those of deleted services",
        seconds: SWEEP_SECONDS,
        async work() {
          while ((await deleteOldChallenges(sql, retentionDays, BATCH)) === BATCH);
          while ((await deleteUnverified(sql, BATCH)) === BATCH);
          while ((await deleteOrphans(sql, BATCH)) === BATCH);
        },
      },
    ],
  };
}

const settingsOf = ({ friendlyName, alg, codeLength, timeStep, skew }: Factor) => ({
  ...{ friendlyName, alg, codeLength, timeStep, skew },
});

const eventOf = (type: "factor.updated" | "factor.deleted", { sid, entitySid, serviceSid }: Factor, actor: Actor) => ({
  ...{ type, actor, serviceSid, subject: { kind: "factor" as const, id: sid } },
  data: { entity: entitySid },
});
