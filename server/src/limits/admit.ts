/** @module Asks the rules: what is to be counted for a request, or why it may not be. */
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import { type Rule, secondsOf, slotsOf, type Take, takeOf } from "./rule.js";
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
  isSafe?: () => Promise<boolean>;
}

/** How long neighbouring numbers block their prefix at first, in seconds (Twilio: 12 h). */
const BLOCK_SECONDS = 43_200;

/**
 * What the statement has to count. Throws `limits.exceeded` with the seconds to wait, and `limits.challenge_required`. It
 * only reads, so that a refusal writes nothing: the statement that counts decides.
 */
export async function admit(
  { sql, metrics, log, random }: LimitDependencies,
  request: AdmissionRequest,
): Promise<Take[]> {
  let { rules } = request;
  if (rules.length === 0) return [];
  let capacities = await readCapacities(sql, rules.map(toRow));
  const inTheWay = (rule: Rule) =>
    refusal(rule, capacities) !== undefined || (isSoft(rule, capacities) && !request.solved);
  if (request.isSafe && rules.some((rule) => rule.spares && inTheWay(rule)) && (await request.isSafe())) {
    rules = rules.filter((rule) => !rule.spares);
    capacities = capacities.filter(({ name }) => rules.some((rule) => rule.name === name));
  }
  for (const rule of rules) {
    const waitSeconds = refusal(rule, capacities);
    if (waitSeconds === undefined) continue;
    metrics.limits.inc({ rule: rule.metric ?? rule.name, outcome: "refused" });
    if (rule.alarm && capacityOf(rule, capacities).neighbours && (await blockKey(sql, rule.alarm, BLOCK_SECONDS))) {
      metrics.alarms.inc({ rule: rule.name });
      log.warn({ rule: rule.name, seconds: BLOCK_SECONDS }, "numbers next to each other: their prefix is blocked");
    }
    throw new AppError("limits.exceeded", { rule: rule.name, retryAfterSeconds: waitSeconds });
  }
  const soft = request.solved ? undefined : rules.find((rule) => isSoft(rule, capacities));
  if (soft) {
    metrics.limits.inc({ rule: soft.metric ?? soft.name, outcome: "challenged" });
    throw new AppError("limits.challenge_required", { rule: soft.name });
  }
  return rules
    .filter(({ windows }) => windows.length > 0)
    .map((rule) => takeOf(rule, pickSlot(rule, capacities, request.solved, random), request.solved));
}

/**
 * After the statement: gives back what was counted for something that did not happen. A member that was known before was
 * not counted again, and nobody can tell from the hit: those rules keep theirs.
 */
export async function giveBack(sql: Database, hits: readonly Hit[], takes: readonly Take[]): Promise<void> {
  const kept = new Set(takes.filter(({ unique }) => unique).map(({ key, slot }) => `${key}.${slot}`));
  const given = hits.filter(({ key }) => !kept.has(key));
  if (given.length > 0) await deleteHits(sql, given);
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
    windows: rule.windows,
  };
}

const capacityOf = (rule: Rule, capacities: readonly Capacity[]) =>
  capacities.find(({ name }) => name === rule.name) as Capacity;

/** Seconds to wait, if the rule refuses. */
function refusal(rule: Rule, capacities: readonly Capacity[]): number | undefined {
  const { openSlots, waitSeconds, blockedSeconds, neighbours } = capacityOf(rule, capacities);
  if (blockedSeconds !== null) return Math.max(blockedSeconds, 1);
  if (openSlots.length > 0) return undefined;
  if (neighbours) return BLOCK_SECONDS;
  return Math.max(waitSeconds ?? secondsOf(rule), 1);
}

function isSoft(rule: Rule, capacities: readonly Capacity[]): boolean {
  const { unchallengedSlots, challenged } = capacityOf(rule, capacities);
  return challenged || unchallengedSlots.length === 0;
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
