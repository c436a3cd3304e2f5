/**
 * @module Alarms of limits as alerts: heard from the audit log, where whoever raises one has written it. However often a rule raises its
 * alarm within an hour, it is one alert, which ends when it was quiet for an hour.
 */
import type { Audit } from "../audit/audit.js";
import { type EventRecord, typesOf } from "../audit/event.js";
import type { Services } from "../services/services.js";
import type { EndReason, Finding } from "./alert.js";
import type { AlertSettings } from "./settings.js";
import { settle } from "./settle.js";
import { takeLook } from "./store.js";
import type { TellDependencies } from "./tell.js";
import { findService } from "./watch-conversion.js";

export interface WatchLimitAlarmsDependencies extends TellDependencies {
  audit: Pick<Audit, "list">;
  services: Pick<Services, "find">;
}

const LOOK_SECONDS = 15;
const QUIET_MS = 3600_000;
const MAX_EVENTS = 200;
/** What an alarm tells of itself. */
const FACTS = ["rule", "action", "seconds", "country", "sends", "converted", "checks", "failed"] as const;

export async function watchLimitAlarms(
  dependencies: WatchLimitAlarmsDependencies,
  settings: AlertSettings,
): Promise<void> {
  const { sql, clock, audit, services } = dependencies;
  const { enabled } = settings.limitAlarm;
  if (!(await takeLook(sql, "limit alarms", LOOK_SECONDS))) return;
  const since = new Date(clock().getTime() - QUIET_MS);
  const { events } = enabled
    ? await audit.list({ types: typesOf("limit.alarm"), since, size: MAX_EVENTS })
    : { events: [] };
  const newest = new Map<string, EventRecord>();
  for (const event of events) {
    const id = `${event.subjectId} ${ruleOf(event)}`;
    if (!newest.has(id)) newest.set(id, event);
  }
  const findings: Finding[] = [];
  for (const event of newest.values()) {
    const service = await findService(services, event.subjectId);
    if (service) findings.push(findingOf(event, service.friendlyName));
  }
  await settle(dependencies, settings, {
    ...{ kind: "limit_alarm", enabled, findings },
    overBecause: (): EndReason => "quiet",
  });
}

const ruleOf = ({ data }: EventRecord) => String(data?.rule ?? "");

function findingOf(event: EventRecord, name: string): Finding {
  const { subjectId, data } = event;
  return {
    ...{ kind: "limit_alarm", subject: { kind: "service", id: subjectId }, part: ruleOf(event) },
    ...{ serviceSid: subjectId, name },
    facts: Object.fromEntries(FACTS.flatMap((fact) => (data?.[fact] === undefined ? [] : [[fact, data[fact]]]))),
  };
}
