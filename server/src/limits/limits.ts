/** @module Counters that hold over all processes and survive restarts, and alarms. The face of this room. */
import type { NewEvent } from "../audit/event.js";
import { recordChange } from "../audit/record.js";
import type { Job } from "../jobs/repeat.js";
import {
  type Admission,
  type AdmissionRequest,
  admit,
  admitAndCount,
  giveBack,
  hitsToGive,
  type LimitDependencies,
  presume,
} from "./admit.js";
import {
  type Alarm,
  type AlarmDay,
  type AlarmsUp,
  blockKey,
  challengeKey,
  deleteAlarms,
  type Outcomes,
  type Raised,
  selectAlarmDays,
  selectAlarms,
  selectAlarmsUp,
} from "./alarm-store.js";
import { createAlarmTally } from "./alarm-tally.js";
import { sweepFailureStreaks } from "./failure-streaks.js";
import type { Passage } from "./passage.js";
import type { Rule, Take } from "./rule.js";
import { recordSuccess, remembers, type Success } from "./store.js";
import { sweepLimits } from "./sweep-limits.js";
import type { Hit } from "./take.js";
import { selectUsage, type UsageQuery } from "./usage-store.js";

export type { AlarmDay, AlarmsUp, Outcomes };

export interface Limits {
  /**
   * Asks the rules and counts nothing: the statement that acts counts what this returns. Throws `limits.exceeded` with the
   * seconds to wait, and `limits.challenge_required`.
   */
  admit(request: AdmissionRequest): Promise<Admission>;
  /**
   * Counts what the alarms would have done with a send that went out, or let pass because its number was verified before; `hits`
   * are those of its statement. Waits for nothing.
   */
  notePassage(passage: Passage, hits: readonly Hit[]): void;
  /** What `admit` mostly returns, without asking. Only where no rule has an alarm: see `presume`. */
  presume(rules: readonly Rule[], solved: boolean): Take[];
  /** For what no statement of its own follows: at most so many pass, however many ask at once. Throws what `admit` throws. */
  admitAndCount(rules: readonly Rule[]): Promise<void>;
  /** Gives back what a statement counted for something that did not happen. */
  giveBack(hits: readonly Hit[], takes: readonly Take[]): Promise<void>;
  /** Gives back as well, forgets a neighbour and remembers a key for a month, in one statement. */
  recordSuccess(success: Omit<Success, "given">, hits?: readonly Hit[], takes?: readonly Take[]): Promise<void>;
  /** Whether a success was recorded under the key within a month. */
  remembers(key: string): Promise<boolean>;
  /**
   * Nothing passes under its key for ten minutes, the next time for twice as long. Resolves to the seconds if that is new, which
   * `eventOf` tells.
   */
  block(raised: Raised, eventOf: (seconds: number) => NewEvent): Promise<number | undefined>;
  /** Everything under its key needs a proof of work for `seconds`. Resolves to whether that is new, which `event` tells. */
  challenge(raised: Raised, seconds: number, event: NewEvent): Promise<boolean>;
  /** Alarms of a service that are up, those of one kind together. */
  alarmsUp(serviceSid: string): Promise<AlarmsUp[]>;
  /** What its alarms did today and in the six days before (UTC). */
  alarmDays(serviceSid: string): Promise<{ days: string[]; counts: AlarmDay[] }>;
  /** Which of these keys, and of their parts (`key/part`), an alarm is up for, and until when. */
  alarms(keys: readonly string[]): Promise<Alarm[]>;
  /** Ends block and challenge of the key and its parts (`key/part`), and forgets the strikes. Resolves to whether there was one, which `event` tells. */
  clearAlarm(key: string, event: NewEvent): Promise<boolean>;
  /** How many hits each of these counters has, in their order: a look, for those who watch. */
  usage(queries: readonly UsageQuery[]): Promise<number[]>;
  /** Writes what is in memory, before the process ends. */
  flush(): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

const SWEEP_SECONDS = 3600;

export function createLimits(given: Omit<LimitDependencies, "tally">): Limits {
  const { sql } = given;
  const tally = createAlarmTally(given);
  const dependencies = { ...given, tally };
  return {
    ...{ notePassage: tally.notePassage, flush: tally.flush },
    admit: (request) => admit(dependencies, request),
    admitAndCount: (rules) => admitAndCount(dependencies, rules),
    presume: (rules, solved) => presume(rules, solved, dependencies.random),
    giveBack: (hits, takes) => giveBack(sql, hits, takes),
    recordSuccess: (success, hits = [], takes = []) =>
      recordSuccess(sql, { ...success, given: hitsToGive(hits, takes) }),
    remembers: (key) => remembers(sql, key),
    block: (raised, eventOf) =>
      recordChange(
        sql,
        (tx) => blockKey(tx, raised),
        (seconds) => (seconds === undefined ? undefined : eventOf(seconds)),
      ),
    challenge: (raised, seconds, event) =>
      recordChange(
        sql,
        (tx) => challengeKey(tx, raised, seconds),
        (isNew) => (isNew ? event : undefined),
      ),
    alarmsUp: (serviceSid) => selectAlarmsUp(sql, serviceSid),
    alarmDays: (serviceSid) => selectAlarmDays(sql, serviceSid),
    alarms: (keys) => selectAlarms(sql, keys),
    clearAlarm: (key, event) =>
      recordChange(
        sql,
        (tx) => deleteAlarms(tx, key),
        (lifted) => (lifted ? event : undefined),
      ),
    usage: (queries) => selectUsage(sql, queries),
    jobs: [
      { name: "forget limits", seconds: SWEEP_SECONDS, work: () => sweepLimits(sql) },
      { name: "forget failures", seconds: SWEEP_SECONDS, work: () => sweepFailureStreaks(sql) },
    ],
  };
}
