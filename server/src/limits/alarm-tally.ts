/**
 * @module What alarms do, and would do where they only observe, by day: a send waits for none of it. It is noted in memory and written with
 * others, a few times a second; whoever kills the process loses what came up since.
 */
import type { Logger } from "pino";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { addOutcomes, type NewOutcomes, type Outcome } from "./alarm-store.js";
import { isInForce } from "./judge-rule.js";
import { type Met, metByCounting, type Passage, raisedByCounting } from "./passage.js";
import { raiseNeighbours } from "./raise-neighbours.js";
import type { Rule, RuleAlarm } from "./rule.js";
import type { Hit } from "./take.js";

export interface AlarmTally {
  /** Each alarm once. */
  note(outcome: Outcome, of: readonly { alarm: RuleAlarm; rule: Rule }[]): void;
  /** A send went out, and the statement that counted it has found `hits`. */
  notePassage(passage: Passage, hits: readonly Hit[]): void;
  /** Writes what is in memory, before the process ends. */
  flush(): Promise<void>;
}

export interface TallyDependencies {
  sql: Database;
  metrics: Metrics;
  log: Logger;
}

const FLUSH_MS = 250;

type Waiting = { passage: Passage; met: readonly Met[]; raises: readonly Rule[] };
type Counts = Omit<NewOutcomes, "secondsAgo"> & { at: number };

export function createAlarmTally(dependencies: TallyDependencies): AlarmTally {
  const { sql, metrics, log } = dependencies;
  let counts = new Map<string, Counts>();
  let passages: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function add(outcome: Outcome, of: readonly { alarm: RuleAlarm; rule: Rule }[]): void {
    const seen = new Set<string>();
    for (const { alarm, rule } of of) {
      const { name } = alarm;
      if (name === undefined || rule.serviceSid === undefined || rule.country === undefined || seen.has(name)) continue;
      seen.add(name);
      const { serviceSid, country } = rule;
      const key = [serviceSid, name, country].join("\n");
      const none = { refused: 0, challenged: 0, wouldRefuse: 0, wouldChallenge: 0, passedKnown: 0 };
      const before = counts.get(key) ?? { serviceSid, alarm: name, country, at: performance.now(), ...none };
      counts.set(key, { ...before, [outcome]: before[outcome] + 1 });
    }
  }

  async function count({ passage, met, raises }: Waiting): Promise<void> {
    const isOfSpared = [...met.map(({ rule }) => rule), ...raises].some(({ spares }) => spares);
    const isSpared = isOfSpared && (await passage.isSafe());
    const held = isSpared ? met.filter(({ rule }) => !rule.spares) : met;
    const isKnown = held.some(({ refuses }) => refuses) && (await passage.isKnown());
    // As where it is in force: neither a number that was verified nor one on the safe list raises anything.
    for (const rule of isKnown ? [] : raises) if (!(isSpared && rule.spares)) await raiseNeighbours(dependencies, rule);
    const refusing = held.filter(({ refuses }) => refuses);
    // An alarm may be in the way in two places, of which the one that refuses counts.
    const isRefusing = (name?: string) => !isKnown && refusing.some(({ alarm }) => alarm.name === name);
    const asking = held.filter(
      ({ alarm, asksKnown, refuses }) =>
        !isInForce(alarm) && !isRefusing(alarm.name) && (isKnown ? asksKnown : !refuses),
    );
    add(isKnown ? "passedKnown" : "wouldRefuse", refusing);
    add("wouldChallenge", asking);
    const tell = (outcome: string) => (rule: string) => metrics.limits.inc({ rule, outcome });
    const rulesOf = (list: readonly Met[]) => new Set(list.map(({ rule }) => rule.name));
    if (!isKnown) rulesOf(refusing).forEach(tell("would_refuse"));
    rulesOf(asking).forEach(tell("would_challenge"));
  }

  async function write(): Promise<void> {
    const some = passages;
    passages = [];
    for (const one of some)
      await count(one).catch((err) => log.warn({ err }, "what an observed alarm would do is not counted"));
    const now = performance.now();
    const rows = [...counts.values()].map(({ at, ...one }) => ({ ...one, secondsAgo: (now - at) / 1000 }));
    counts = new Map();
    if (rows.length === 0) return;
    await addOutcomes(sql, rows).catch((err) => log.warn({ err, lost: rows.length }, "what alarms did is not counted"));
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  const wake = () => {
    timer ??= setTimeout(() => void flush(), FLUSH_MS);
  };

  return {
    note(outcome, of) {
      add(outcome, of);
      if (counts.size > 0) wake();
    },
    notePassage(passage, hits) {
      const met = [...passage.met, ...metByCounting(passage, hits)];
      const raises = [...passage.raises, ...raisedByCounting(passage, hits)];
      if (met.length === 0 && raises.length === 0) return;
      passages.push({ passage, met, raises });
      wake();
    },
    flush,
  };
}
