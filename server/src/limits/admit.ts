/** @module Asks the rules: what is to be counted for a request, or why it may not be. */

import type { Logger } from "pino";
import type { NewEvent } from "../audit/event.js";
import { recordChange } from "../audit/record.js";
import type { Random } from "../clock.js";
import { theServer } from "../core.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import { type Rule, secondsOf, slotsOf, type Take, takeOf, windowsInForce } from "./rule.js";
import { blockKey, type Capacity, countHits, deleteHits, readCapacities } from "./store.js";
import type { Hit } from "./take.js";

export interface LimitDependencies {
  sql: Database;
  metrics: Metrics;
  log: Logger;
  random: Random;
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

/** The rules, and what each still lets through. */
interface Look {
  rules: readonly Rule[];
  capacities: readonly Capacity[];
}

/**
 * What the statement has to count. Throws `limits.exceeded` with the seconds to wait, and `limits.challenge_required`. It
 * only reads, so that a refusal writes nothing: the statement that counts decides.
 */
export async function admit(dependencies: LimitDependencies, request: AdmissionRequest): Promise<Take[]> {
  const { metrics, random, sql } = dependencies;
  const { solved } = request;
  if (request.rules.length === 0) return [];
  const { rules, capacities } = await lookKindly(sql, request);
  for (const rule of rules) {
    const waitSeconds = refusal(rule, capacities);
    if (waitSeconds === undefined) continue;
    metrics.limits.inc({ rule: rule.metric ?? rule.name, outcome: "refused" });
    const blockedSeconds = await raiseBlock(dependencies, rule, capacities);
    throw new AppError("limits.exceeded", { rule: rule.name, retryAfterSeconds: blockedSeconds ?? waitSeconds });
  }
  const soft = solved ? undefined : rules.find((rule) => isSoft(rule, capacities));
  if (soft) {
    metrics.limits.inc({ rule: soft.metric ?? soft.name, outcome: "challenged" });
    throw new AppError("limits.challenge_required", { rule: soft.name, ...whenOver(rules, capacities) });
  }
  return rules
    .filter(({ windows }) => windows.length > 0)
    .map((rule) => takeOf(rule, pickSlot(rule, capacities, solved, random), solved));
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

async function lookAt(sql: Database, rules: readonly Rule[]): Promise<Look> {
  return { rules, capacities: await readCapacities(sql, rules.map(toRow)) };
}

/** Looks again, by other rules, where the first look would refuse somebody who is on the safe list or no stranger. */
async function lookKindly(sql: Database, { rules, solved, isSafe, rulesIfKnown }: AdmissionRequest): Promise<Look> {
  const look = await lookAt(sql, rules);
  const { capacities } = look;
  const refuses = (rule: Rule) => refusal(rule, capacities) !== undefined;
  const inTheWay = (rule: Rule) => refuses(rule) || (isSoft(rule, capacities) && !solved);
  const isSpared = isSafe !== undefined && rules.some((rule) => rule.spares && inTheWay(rule)) && (await isSafe());
  const held = (all: readonly Rule[]) => (isSpared ? all.filter(({ spares }) => !spares) : all);
  const known = rulesIfKnown && held(rules).some(refuses) ? await rulesIfKnown() : undefined;
  return known ? await lookAt(sql, held(known)) : { rules: held(rules), capacities };
}

/** Neighbouring numbers raise the alarm of their rule. Resolves to the seconds of the block if this request began it. */
async function raiseBlock(
  { sql, metrics, log }: LimitDependencies,
  { name, alarm, serviceSid, maxBlockSeconds }: Rule,
  capacities: readonly Capacity[],
): Promise<number | undefined> {
  const { neighbours, blockedSeconds } = capacityOf({ name }, capacities);
  if (!alarm || !neighbours || blockedSeconds !== null) return undefined;
  const seconds = await recordChange(
    sql,
    (tx) => blockKey(tx, alarm, maxBlockSeconds),
    (lasts) => (lasts !== undefined && serviceSid ? alarmEvent(serviceSid, { rule: name, seconds: lasts }) : undefined),
  );
  if (seconds === undefined) return undefined;
  metrics.alarms.inc({ rule: name });
  log.warn({ rule: name, seconds }, "numbers next to each other: their prefix is blocked");
  return seconds;
}

const alarmEvent = (sid: string, facts: { rule: string; seconds: number }): NewEvent => ({
  ...{ type: "limit.alarm", actor: theServer, subject: { kind: "service", id: sid }, serviceSid: sid },
  data: { ...facts, action: "block" },
});

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
    alarm: rule.alarm ?? null,
    member: rule.member ?? null,
    unique: rule.unique === true,
    slots: slotsOf(rule),
    seconds: secondsOf(rule),
    windows: windowsInForce(rule),
  };
}

const capacityOf = (rule: Pick<Rule, "name">, capacities: readonly Capacity[]) =>
  capacities.find(({ name }) => name === rule.name) as Capacity;

/** Seconds to wait, if the rule refuses. */
function refusal(rule: Rule, capacities: readonly Capacity[]): number | undefined {
  const { openSlots, waitSeconds, blockedSeconds } = capacityOf(rule, capacities);
  if (blockedSeconds !== null && !rule.unblocked) return Math.max(blockedSeconds, 1);
  if (openSlots.length > 0) return undefined;
  return Math.max(waitSeconds ?? secondsOf(rule), 1);
}

function isSoft(rule: Rule, capacities: readonly Capacity[]): boolean {
  const { unchallengedSlots, challenged, blockedSeconds } = capacityOf(rule, capacities);
  return challenged || blockedSeconds !== null || unchallengedSlots.length === 0;
}

/** For whoever can do no work: when none will be asked for. Unknown where neighbours are, and of a figure of none. */
function whenOver(rules: readonly Rule[], capacities: readonly Capacity[]): { challengedSeconds?: number } {
  const waits = rules
    .filter((rule) => isSoft(rule, capacities))
    .map((rule) => {
      const { challengedSeconds, blockedSeconds } = capacityOf(rule, capacities);
      return challengedSeconds ?? blockedSeconds;
    });
  return waits.some((seconds) => seconds === null) ? {} : { challengedSeconds: Math.max(...(waits as number[]), 1) };
}

/** Any slot with capacity will do: those that ask for no proof of work first. */
function pickSlot(rule: Rule, capacities: readonly Capacity[], solved: boolean, random: Random): number {
  const { openSlots, unchallengedSlots } = capacityOf(rule, capacities);
  const slots = unchallengedSlots.length > 0 || !solved ? unchallengedSlots : openSlots;
  return slots[random(2).readUInt16BE() % Math.max(slots.length, 1)] ?? 0;
}

/**
 * Counts a request that no statement of its own follows. Throws what `admit` throws, and nothing is counted then. At most so
 * many pass, however many ask at once.
 */
export async function admitAndCount(dependencies: LimitDependencies, rules: readonly Rule[]): Promise<void> {
  const takes = await admit(dependencies, { rules, solved: false });
  const hits = await countHits(dependencies.sql, takes);
  if (hits.length === takes.length) return;
  await giveBack(dependencies.sql, hits, takes);
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}
