/** @module Asks the rules: what is to be counted for a request, or why it may not be. */
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import { type Rule, secondsOf, slotsOf, type Take, takeOf } from "./rule.js";
import { blockKey, countHits, deleteHits, forgetMember, type Room, readRoom } from "./store.js";
import type { Hit } from "./take.js";

export interface AdmitDependencies {
  sql: Database;
  metrics: Metrics;
  log: Logger;
  random: Random;
}

export interface Request {
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
 * only looks, so that refusals write nothing: the statement that counts has the last word.
 */
export async function admit({ sql, metrics, log, random }: AdmitDependencies, request: Request): Promise<Take[]> {
  let { rules } = request;
  if (rules.length === 0) return [];
  let rooms = await readRoom(sql, rules.map(toRow));
  const inTheWay = (rule: Rule) => refusal(rule, rooms) !== undefined || (isSoft(rule, rooms) && !request.solved);
  if (request.isSafe && rules.some((rule) => rule.spares && inTheWay(rule)) && (await request.isSafe())) {
    rules = rules.filter((rule) => !rule.spares);
    rooms = rooms.filter(({ name }) => rules.some((rule) => rule.name === name));
  }
  for (const rule of rules) {
    const waitSeconds = refusal(rule, rooms);
    if (waitSeconds === undefined) continue;
    metrics.limits.inc({ rule: rule.metric ?? rule.name, outcome: "refused" });
    if (rule.alarm && roomOf(rule, rooms).neighbours && (await blockKey(sql, rule.alarm, BLOCK_SECONDS))) {
      metrics.alarms.inc({ rule: rule.name });
      log.warn({ rule: rule.name, seconds: BLOCK_SECONDS }, "numbers next to each other: their prefix is blocked");
    }
    throw new AppError("limits.exceeded", { rule: rule.name, retryAfterSeconds: waitSeconds });
  }
  const soft = request.solved ? undefined : rules.find((rule) => isSoft(rule, rooms));
  if (soft) {
    metrics.limits.inc({ rule: soft.metric ?? soft.name, outcome: "challenged" });
    throw new AppError("limits.challenge_required", { rule: soft.name });
  }
  return rules
    .filter(({ windows }) => windows.length > 0)
    .map((rule) => takeOf(rule, pick(rule, rooms, request.solved, random), request.solved));
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

const roomOf = (rule: Rule, rooms: readonly Room[]) => rooms.find(({ name }) => name === rule.name) as Room;

/** Seconds to wait, if the rule refuses. */
function refusal(rule: Rule, rooms: readonly Room[]): number | undefined {
  const { open, waitSeconds, blockedSeconds, neighbours } = roomOf(rule, rooms);
  if (blockedSeconds !== null) return Math.max(blockedSeconds, 1);
  if (open.length > 0) return undefined;
  if (neighbours) return BLOCK_SECONDS;
  return Math.max(waitSeconds ?? secondsOf(rule), 1);
}

function isSoft(rule: Rule, rooms: readonly Room[]): boolean {
  const { calm, challenged } = roomOf(rule, rooms);
  return challenged || calm.length === 0;
}

/** Any slot with room will do. */
function pick(rule: Rule, rooms: readonly Room[], solved: boolean, random: Random): number {
  const { open, calm } = roomOf(rule, rooms);
  const slots = calm.length > 0 || !solved ? calm : open;
  return slots[random(2).readUInt16BE() % Math.max(slots.length, 1)] ?? 0;
}

/** A number that was verified is no neighbour to be afraid of. */
export async function forgetNeighbour(sql: Database, key: string, member: string): Promise<void> {
  await forgetMember(sql, key, member);
}

/**
 * Counts a request that no statement of its own follows. Throws what `admit` throws, and nothing is counted then. At most so
 * many pass, however many ask at once.
 */
export async function admitAndCount(dependencies: AdmitDependencies, rules: readonly Rule[]): Promise<void> {
  const takes = await admit(dependencies, { rules, solved: false });
  const hits = await countHits(dependencies.sql, takes);
  if (hits.length === takes.length) return;
  await giveBack(dependencies.sql, hits, takes);
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}
