/** @module Asks the rules: what is to be counted for a request, or why it may not be. */

import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import type { AlarmTally } from "./alarm-tally.js";
import { isInForce, type Judgement, judgeRule, whenOver } from "./judge-rule.js";
import { metByLooking, type Passage } from "./passage.js";
import { raiseNeighbours } from "./raise-neighbours.js";
import { type Rule, type RuleAlarm, secondsOf, slotsOf, type Take, takeOf, windowsInForce } from "./rule.js";
import { type Capacity, countHits, deleteHits, readCapacities } from "./store.js";
import type { Hit } from "./take.js";

export interface LimitDependencies {
  sql: Database;
  metrics: Metrics;
  log: Logger;
  random: Random;
  tally: Pick<AlarmTally, "note">;
}

export interface AdmissionRequest {
  rules: readonly Rule[];
  /** A proof of work came along. */
  solved: boolean;
  /** Asked only when a rule that spares the safe list would refuse. */
  isSafe?: (() => Promise<boolean>) | undefined;
  /** Asked only when a rule would refuse: the rules that hold instead, if whom the request is about is no stranger. */
  rulesIfKnown?: (() => Promise<readonly Rule[] | undefined>) | undefined;
}

/** What the statement has to count, and what is told of once it has (`Limits.notePassage`). */
export interface Admission {
  takes: Take[];
  passage: Passage;
}

/** Rules as they hold for whom the request is about, and as they hold for strangers. */
interface Look {
  judgements: readonly Judgement[];
  strangers: readonly Judgement[];
  isKnown: boolean;
}

/**
 * What the statement has to count. Throws `limits.exceeded` with the seconds to wait, and `limits.challenge_required`. It
 * only reads, so that a refusal writes nothing: the statement that counts decides.
 */
export async function admit(dependencies: LimitDependencies, request: AdmissionRequest): Promise<Admission> {
  const { metrics, random, sql, tally } = dependencies;
  const { solved } = request;
  const look = request.rules.length > 0 ? await lookKindly(sql, request) : NOTHING;
  const { judgements } = look;
  const refused = judgements.find(({ refusal }) => refusal !== undefined);
  if (refused) {
    const { rule } = refused;
    metrics.limits.inc({ rule: rule.metric ?? rule.name, outcome: "refused" });
    // Where a figure refuses too, the alarm makes no difference.
    const isByAlarm = !judgements.some(({ refusal, capacity }) => refusal !== undefined && capacity.isFull);
    if (isByAlarm)
      tally.note(
        "refused",
        alarmsInForce(judgements, ({ refusing }) => refusing),
      );
    const blockedSeconds = await raiseBlock(dependencies, refused);
    const retryAfterSeconds = blockedSeconds ?? refused.refusal ?? 1;
    throw new AppError("limits.exceeded", { ...namesOf(rule), retryAfterSeconds });
  }
  const soft = solved ? undefined : judgements.find(({ asks }) => asks);
  if (soft) {
    const { rule } = soft;
    metrics.limits.inc({ rule: rule.metric ?? rule.name, outcome: "challenged" });
    const isByAlarm = !judgements.some(({ capacity }) => capacity.isSoft);
    if (isByAlarm)
      tally.note(
        "challenged",
        alarmsInForce(judgements, ({ asking }) => asking),
      );
    for (const judgement of judgements) await raiseBlock(dependencies, judgement);
    throw new AppError("limits.challenge_required", { ...namesOf(rule), ...whenOver(judgements) });
  }
  const takes = judgements
    .filter(({ rule }) => rule.windows.length > 0)
    .map(({ rule, capacity }) => takeOf(rule, pickSlot(capacity, solved, random), solved));
  return { takes, passage: passageOf(look, takes, request) };
}

const namesOf = ({ name, key, isCommon }: Rule) => ({ rule: name, ...(!isCommon && { counter: key }) });

const NOTHING: Look = { judgements: [], strangers: [], isKnown: false };

function alarmsInForce(judgements: readonly Judgement[], of: (judgement: Judgement) => readonly RuleAlarm[]) {
  return judgements.flatMap((one) =>
    of(one)
      .filter(isInForce)
      .map((alarm) => ({ alarm, rule: one.rule })),
  );
}

function passageOf(
  { judgements, strangers, isKnown }: Look,
  takes: readonly Take[],
  { solved, isSafe, rulesIfKnown }: AdmissionRequest,
): Passage {
  return {
    met: metByLooking(strangers, solved, isKnown),
    raises: judgements.filter(isToBeRaised).map(({ rule }) => rule),
    rules: judgements.map(({ rule }) => rule),
    ...{ takes, solved },
    isKnown: async () => isKnown || (await rulesIfKnown?.()) !== undefined,
    isSafe: async () => (await isSafe?.()) === true,
  };
}

/**
 * What `admit` returns where nothing stands in the way, without asking: the statement that counts finds out. For rules without
 * alarms, which only `admit` looks at.
 */
export function presume(rules: readonly Rule[], solved: boolean, random: Random): Take[] {
  return rules
    .filter(({ windows }) => windows.length > 0)
    .map((rule) => takeOf(rule, random(2).readUInt16BE() % slotsOf(rule), solved));
}

async function lookAt(sql: Database, rules: readonly Rule[]): Promise<Judgement[]> {
  const capacities = await readCapacities(sql, rules.map(toRow));
  return rules.map((rule) => judgeRule(rule, capacities.find(({ name }) => name === rule.name) as Capacity));
}

/** Looks again, by other rules, where the first look would refuse somebody who is on the safe list or no stranger. */
async function lookKindly(sql: Database, { rules, solved, isSafe, rulesIfKnown }: AdmissionRequest): Promise<Look> {
  const all = await lookAt(sql, rules);
  const inTheWay = ({ refusal, asks }: Judgement) => refusal !== undefined || (asks && !solved);
  const isSpared = isSafe !== undefined && all.some((one) => one.rule.spares && inTheWay(one)) && (await isSafe());
  const strangers = isSpared ? all.filter(({ rule }) => !rule.spares) : all;
  const refuses = strangers.some(({ refusal }) => refusal !== undefined);
  const known = rulesIfKnown && refuses ? await rulesIfKnown() : undefined;
  if (!known) return { judgements: strangers, strangers, isKnown: false };
  const held = isSpared ? known.filter(({ spares }) => !spares) : known;
  return { judgements: await lookAt(sql, held), strangers, isKnown: true };
}

/** Neighbouring numbers raise the alarm of their rule, unless it is up. */
function isToBeRaised({ rule, capacity, blockedBy }: Judgement): boolean {
  const [alarm] = rule.alarms ?? [];
  return alarm !== undefined && capacity.neighbours.raises && !blockedBy(alarm);
}

async function raiseBlock(dependencies: LimitDependencies, judgement: Judgement): Promise<number | undefined> {
  return isToBeRaised(judgement) ? await raiseNeighbours(dependencies, judgement.rule) : undefined;
}

/**
 * After the statement: gives back what was counted for something that did not happen. A member that was known before was
 * not counted again, and nobody can tell from the hit: those rules keep theirs.
 */
export async function giveBack(sql: Database, hits: readonly Hit[], takes: readonly Take[]): Promise<void> {
  const given = hitsToGive(hits, takes);
  if (given.length > 0) await deleteHits(sql, given);
}

export function hitsToGive(hits: readonly Hit[], takes: readonly Take[]): Hit[] {
  const kept = new Set(takes.filter(({ unique }) => unique).map(({ key, slot }) => `${key}.${slot}`));
  return hits.filter(({ key }) => !kept.has(key));
}

function toRow(rule: Rule) {
  return {
    name: rule.name,
    key: rule.key,
    alarms: rule.alarms?.map(({ key }) => key) ?? [],
    member: rule.member ?? null,
    unique: rule.unique === true,
    slots: slotsOf(rule),
    seconds: secondsOf(rule),
    windows: windowsInForce(rule),
  };
}

/** Any slot with capacity will do: those that ask for no proof of work first. */
function pickSlot({ openSlots, unchallengedSlots }: Capacity, solved: boolean, random: Random): number {
  const slots = unchallengedSlots.length > 0 || !solved ? unchallengedSlots : openSlots;
  return slots[random(2).readUInt16BE() % Math.max(slots.length, 1)] ?? 0;
}

/**
 * Counts a request that no statement of its own follows. Throws what `admit` throws, and nothing is counted then. At most so
 * many pass, however many ask at once.
 */
export async function admitAndCount(dependencies: LimitDependencies, rules: readonly Rule[]): Promise<void> {
  const { takes } = await admit(dependencies, { rules, solved: false });
  const hits = await countHits(dependencies.sql, takes);
  if (hits.length === takes.length) return;
  await giveBack(dependencies.sql, hits, takes);
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}
