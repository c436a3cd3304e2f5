/** @module Counters that hold over all processes and survive restarts, and alarms. The face of this room. */
import type { Job } from "../jobs/repeat.js";
import { type AdmissionRequest, admit, admitAndCount, giveBack, type LimitDependencies } from "./admit.js";
import { sweepFailureStreaks } from "./failure-streaks.js";
import type { Rule, Take } from "./rule.js";
import { blockKey, challengeKey, deleteAlarm, forgetMember } from "./store.js";
import { sweepLimits } from "./sweep-limits.js";
import type { Hit } from "./take.js";

export interface Limits {
  /**
   * Asks the rules and counts nothing: the statement that acts counts what this returns. Throws `limits.exceeded` with the
   * seconds to wait, and `limits.challenge_required`.
   */
  admit(request: AdmissionRequest): Promise<Take[]>;
  /** For what no statement of its own follows: at most so many pass, however many ask at once. Throws what `admit` throws. */
  admitAndCount(rules: readonly Rule[]): Promise<void>;
  /** Gives back what a statement counted for something that did not happen. */
  giveBack(hits: readonly Hit[], takes: readonly Take[]): Promise<void>;
  /** A member of a counter that counts as a neighbour no more: a number that was verified. */
  forgetNeighbour(key: string, member: string): Promise<void>;
  /** Nothing passes under the key for `seconds`, the next time for twice as long. Resolves to whether that is new. */
  block(key: string, seconds: number): Promise<boolean>;
  /** Everything under the key needs a proof of work for `seconds`. Resolves to whether that is new. */
  challenge(key: string, seconds: number): Promise<boolean>;
  /** Ends block and challenge and forgets the strikes. Resolves to whether there was a block or a challenge. */
  clearAlarm(key: string): Promise<boolean>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

const SWEEP_SECONDS = 3600;

export function createLimits(dependencies: LimitDependencies): Limits {
  const { sql } = dependencies;
  return {
    admit: (request) => admit(dependencies, request),
    admitAndCount: (rules) => admitAndCount(dependencies, rules),
    giveBack: (hits, takes) => giveBack(sql, hits, takes),
    forgetNeighbour: (key, member) => forgetMember(sql, key, member),
    block: (key, seconds) => blockKey(sql, key, seconds),
    challenge: (key, seconds) => challengeKey(sql, key, seconds),
    clearAlarm: (key) => deleteAlarm(sql, key),
    jobs: [
      { name: "forget limits", seconds: SWEEP_SECONDS, work: () => sweepLimits(sql) },
      { name: "forget failures", seconds: SWEEP_SECONDS, work: () => sweepFailureStreaks(sql) },
    ],
  };
}
