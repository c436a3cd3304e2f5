/** @module Challenges: a verified factor is asked for the code of now. */
import type { Clock, Random } from "../clock.js";
import { inTransaction } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import {
  type ChallengeFilter,
  insertChallenge,
  secondsToChallenge,
  selectChallenge,
  selectChallenges,
  updateChallengeMetadata,
} from "./challenge-store.js";
import { type CheckDependencies, checkChallenge, requireNoWait } from "./check-challenge.js";
import { requireEntity } from "./entities.js";
import { selectEntity } from "./entity-store.js";
import { type Challenge, type ChallengeDetails, challengeLimits, type EntityPath } from "./factor.js";
import { lockFactor, selectFactor } from "./store.js";

export interface ChallengeRequest {
  factorSid: string;
  ttlSeconds: number;
  details: ChallengeDetails | null;
  hiddenDetails: Record<string, string> | null;
  /** Tried at once; a wrong one leaves the challenge pending. */
  code?: string | undefined;
}

export interface Challenges {
  /** A page, newest first. Throws `factor.entity_not_found`. */
  list(path: EntityPath, filter: ChallengeFilter, page: PageRequest): Promise<Page<Challenge>>;
  /** Throws `factor.challenge_not_found`. */
  fetch(path: EntityPath, sid: string): Promise<Challenge>;
  /** Throws `factor.not_found`, `.unverified`, `.locked` and `.too_many_challenges`. What is refused is not counted. */
  create(path: EntityPath, request: ChallengeRequest): Promise<Challenge>;
  /** Tries a code: see `checkChallenge`. */
  update(
    path: EntityPath,
    sid: string,
    changes: { code?: string | undefined; metadata?: Record<string, string> | undefined },
  ): Promise<Challenge>;
}

export interface ChallengeDependencies extends CheckDependencies {
  clock: Clock;
  random: Random;
}

export function createChallenges(dependencies: ChallengeDependencies): Challenges {
  const { sql, clock, random } = dependencies;

  async function fetch(path: EntityPath, sid: string): Promise<Challenge> {
    const found = await selectChallenge(sql, path, sid);
    if (!found) throw new AppError("factor.challenge_not_found");
    return found;
  }

  async function add(path: EntityPath, { code, ...request }: ChallengeRequest): Promise<string> {
    const sid = createSid("YC", clock, random);
    await inTransaction(sql, async (tx) => {
      await lockFactor(tx, request.factorSid);
      const factor = await selectFactor(tx, path, request.factorSid);
      if (!factor) throw new AppError("factor.not_found");
      if (factor.status !== "verified") throw new AppError("factor.unverified");
      if (code !== undefined) requireNoWait(factor);
      const retryAfterSeconds = await secondsToChallenge(tx, factor.sid, challengeLimits(factor.codeLength));
      if (retryAfterSeconds !== null) throw new AppError("factor.too_many_challenges", { retryAfterSeconds });
      await insertChallenge(tx, { ...request, sid, entitySid: factor.entitySid });
    });
    return sid;
  }

  return {
    async list(path, filter, page) {
      const entity = requireEntity(await selectEntity(sql, path));
      return cutPage(await selectChallenges(sql, entity.sid, filter, page), page);
    },
    fetch,
    async create(path, request) {
      const sid = await add(path, request);
      if (request.code !== undefined) await checkChallenge(dependencies, path, sid, request.code);
      return await fetch(path, sid);
    },
    async update(path, sid, { code, metadata }) {
      await fetch(path, sid);
      if (code !== undefined) await checkChallenge(dependencies, path, sid, code);
      if (metadata !== undefined) await updateChallengeMetadata(sql, sid, metadata);
      return await fetch(path, sid);
    },
  };
}
