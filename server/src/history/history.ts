/**
 * @module History that is old goes: verifications and notices with their messages. What was counted from them stays. The face of this
 * room.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { Metrics } from "../metrics.js";
import { deleteBatch, type Kind, prepareSweeps } from "./store.js";

export interface History {
  /** What every process repeats. */
  jobs: readonly Job[];
}

export interface HistoryDependencies {
  sql: Database;
  random: Random;
  metrics: Metrics;
  log: Logger;
  /** What is older goes; 0: nothing does. */
  days: number;
}

/** How often a process asks whether it is its turn. */
const ASK_SECONDS = 60;
const BATCH = 20;
/** After a batch the database has so many times as long as it took for others, and at least a moment. */
const PAUSE_FACTOR = 9;
const MIN_PAUSE_MS = 50;
const MAX_PAUSE_MS = 5000;

export function createHistory(dependencies: HistoryDependencies): History {
  const { random, days } = dependencies;
  const holder = random(12).toString("hex");
  const work = (stopping: AbortSignal) => sweepHistory({ ...dependencies, holder }, stopping);
  return { jobs: days === 0 ? [] : [{ name: "delete history", seconds: ASK_SECONDS, work }] };
}

export interface SweepDependencies extends Omit<HistoryDependencies, "random"> {
  /** Names the process. */
  holder: string;
  batch?: number;
}

/** Deletes batch after batch, if it is this process's turn, until nothing old is left or it is to stop. Resolves to what it deleted. */
export async function sweepHistory(
  dependencies: SweepDependencies,
  stopping: AbortSignal,
): Promise<{ verifications: number; notices: number; messages: number }> {
  const { sql, metrics, log, holder, days, batch: limit = BATCH } = dependencies;
  const begun = performance.now();
  const gone = { verifications: 0, notices: 0, messages: 0 };

  async function sweep(kind: Kind): Promise<void> {
    for (;;) {
      const since = performance.now();
      const batch = await deleteBatch(sql, kind, { holder, days, limit });
      if (!batch) return;
      const { deleted, messages } = batch;
      gone[kind] += deleted;
      gone.messages += messages;
      metrics.historyDeleted.inc({ kind }, deleted);
      metrics.historyDeleted.inc({ kind: "messages" }, messages);
      if (batch.isLast) return;
      const pauseMs = Math.max(MIN_PAUSE_MS, Math.min(MAX_PAUSE_MS, (performance.now() - since) * PAUSE_FACTOR));
      await sleep(pauseMs, undefined, { signal: stopping, ref: false }).catch(() => {});
      if (stopping.aborted) return;
    }
  }

  try {
    await prepareSweeps(sql);
    await sweep("verifications");
    if (!stopping.aborted) await sweep("notices");
  } finally {
    const seconds = Math.round((performance.now() - begun) / 1000);
    if (gone.verifications + gone.notices > 0) log.info({ ...gone, days, seconds }, "old history was deleted");
  }
  return gone;
}
