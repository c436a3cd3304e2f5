/**
 * @module How verifications go: how many of those that were asked for were sent, arrived and were verified, how long it took, and why the
 * others were not. Counted by the hour in the background. The face of this room.
 */
import type { Bilingual } from "@munjigi/connectors/contract";
import type { Database } from "../db/open.js";
import { inTransaction } from "../db/open.js";
import { explainMessage, explainRefusal } from "../diagnosis/explain.js";
import type { Job } from "../jobs/repeat.js";
import type { RefusalCount, Refusals } from "../refusals/refusals.js";
import { quantile } from "./histogram.js";
import { type CountedGroup, type CountQuery, countHour, type Grouping, selectCounts, selectDueHours } from "./store.js";

export type { Grouping };

export interface Times {
  median: number;
  p95: number;
}

export interface Group {
  begun: number;
  sent: number;
  delivered: number;
  verified: number;
  /** In seconds; `null`: of none. */
  secondsToVerify: Times | null;
  secondsToDeliver: Times | null;
}

export const lostAt = ["unsent", "undelivered", "unverified"] as const;

export interface Loss {
  at: (typeof lostAt)[number];
  reason: string;
  count: number;
  /** Of a failure to send or to deliver. */
  sentence: Bilingual | null;
}

interface RefusedReason {
  code: string;
  times: number;
  sentence: Bilingual;
}

/** Of all texts that vendors took: what is known of their cost, and nothing that is not. */
export interface Spending {
  texts: number;
  /** Of vendors that tell. */
  parts: number;
  /** Of Korean vendors. */
  classes: { class: string; texts: number }[];
  /** So many texts had a price… */
  priced: number;
  /** …of this together. */
  prices: { amount: string; currency: string }[];
}

export interface Insight {
  total: Group;
  /** The most frequent first. */
  losses: Loss[];
  refusals: (RefusedReason & { countries: { country: string; times: number }[] })[];
  spending: Spending;
  /** Times in their order, all others by how many were begun. */
  groups: (Group & { key: string })[];
}

export interface InsightRoom {
  read(query: CountQuery): Promise<Insight>;
  jobs: readonly Job[];
}

const COUNT_SECONDS = 5;
/** A round is short, so that a server that stops need not wait. */
const HOURS_A_ROUND = 24;

export interface InsightDependencies {
  sql: Database;
  refusals: Pick<Refusals, "count">;
}

/** Counts the hours that are due. */
export async function countDueHours(sql: Database, limit = HOURS_A_ROUND): Promise<number> {
  const hours = await selectDueHours(sql, limit);
  for (const hour of hours) await inTransaction(sql, (tx) => countHour(tx, hour));
  return hours.length;
}

export function createInsight({ sql, refusals }: InsightDependencies): InsightRoom {
  return {
    async read(query) {
      const [counted, refused] = await Promise.all([selectCounts(sql, query), refusals.count(query)]);
      const all = counted.find(({ key }) => key === null);
      const groups = counted.flatMap((group) => (group.key === null ? [] : [{ key: group.key, ...toGroup(group) }]));
      const isTime = query.by === "hour" || query.by === "day";
      return {
        total: toGroup(all ?? nothing),
        losses: lossesOf(all?.lost ?? {}),
        refusals: refusalsOf(refused),
        spending: spendingOf(all?.spent ?? {}),
        groups: groups.sort((a, b) =>
          isTime ? (a.key < b.key ? -1 : 1) : b.begun - a.begun || (a.key < b.key ? -1 : 1),
        ),
      };
    },
    jobs: [{ name: "count hours", seconds: COUNT_SECONDS, work: () => countDueHours(sql) }],
  };
}

const nothing = { begun: 0, sent: 0, delivered: 0, verified: 0, verifySeconds: [], deliverSeconds: [] };

function toGroup(counted: Omit<CountedGroup, "key" | "lost" | "spent">): Group {
  const { begun, sent, delivered, verified, verifySeconds, deliverSeconds } = counted;
  return {
    ...{ begun, sent, delivered, verified },
    secondsToVerify: timesOf(verifySeconds),
    secondsToDeliver: timesOf(deliverSeconds),
  };
}

function timesOf(counts: readonly number[]): Times | null {
  const [median, p95] = [quantile(counts, 0.5), quantile(counts, 0.95)];
  return median === null || p95 === null ? null : { median, p95 };
}

function lossesOf(lost: Record<string, number>): Loss[] {
  return Object.entries(lost)
    .map(([name, count]): Loss => {
      const [at, reason] = name.split(".") as [Loss["at"], string];
      return {
        at,
        reason,
        count,
        sentence: at === "unverified" ? null : explainMessage(reason, null, undefined).sentence,
      };
    })
    .sort((one, other) => other.count - one.count);
}

/** Several rules of one kind have one name. */
function refusalsOf(refused: readonly RefusalCount[]): Insight["refusals"] {
  const byName = new Map<string, RefusedReason & { byCountry: Map<string, number> }>();
  for (const { times, country, ...one } of refused) {
    const { name: code, sentence } = explainRefusal(one);
    const reason = byName.get(code) ?? { code, sentence, times: 0, byCountry: new Map<string, number>() };
    reason.times += times;
    reason.byCountry.set(country, (reason.byCountry.get(country) ?? 0) + times);
    byName.set(code, reason);
  }
  const mostFirst = (one: { times: number }, other: { times: number }) => other.times - one.times;
  return [...byName.values()].sort(mostFirst).map(({ byCountry, ...reason }) => ({
    ...reason,
    countries: [...byCountry].map(([country, times]) => ({ country, times })).sort(mostFirst),
  }));
}

function spendingOf(spent: Record<string, string>): Spending {
  const numberOf = (name: string) => Number(spent[name] ?? 0);
  const named = (prefix: string) =>
    Object.entries(spent).flatMap(([name, n]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), n] as const] : [],
    );
  return {
    ...{ texts: numberOf("texts"), parts: numberOf("parts"), priced: numberOf("priced") },
    classes: named("class.").map(([name, n]) => ({ class: name, texts: Number(n) })),
    prices: named("price.").map(([currency, amount]) => ({ amount, currency })),
  };
}
