/** @module Numbers next to each other raise the alarm of their rule. */
import type { Logger } from "pino";
import { recordChange } from "../audit/record.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { alarmEvent } from "./alarm-event.js";
import { blockKey } from "./alarm-store.js";
import type { Rule } from "./rule.js";

export interface RaiseDependencies {
  sql: Database;
  metrics: Metrics;
  log: Logger;
}

/** Resolves to the seconds of the block if this call began it. */
export async function raiseNeighbours(
  { sql, metrics, log }: RaiseDependencies,
  { name: rule, alarms: [alarm] = [], serviceSid, country, maxBlockSeconds }: Rule,
): Promise<number | undefined> {
  if (alarm?.name === undefined || serviceSid === undefined) return undefined;
  const raised = { key: alarm.key, serviceSid, alarm: alarm.name, scope: rule, country: country ?? null };
  const mode = alarm.observed ? "observe" : "enforce";
  const seconds = await recordChange(
    sql,
    (tx) => blockKey(tx, raised, maxBlockSeconds),
    (lasts) =>
      lasts === undefined ? undefined : alarmEvent({ ...raised, mode }, { rule, seconds: lasts, action: "block" }),
  );
  if (seconds === undefined) return undefined;
  metrics.alarms.inc({ rule, mode });
  const what = alarm.observed ? "their prefix would be blocked, and is only observed" : "their prefix is blocked";
  log.warn({ rule, mode, seconds }, `numbers next to each other: ${what}`);
  return seconds;
}
