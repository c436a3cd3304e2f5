/** @module What the audit log is told of an application: everything but its name and its secrets. */
import { type Changes, changesBetween } from "../audit/changes.js";
import type { EventType, Facts } from "../audit/event.js";
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { ApplicationSettings } from "./application.js";

/** Names may say anything. Addresses are told: whoever adds one receives what is sent there. */
const isTold = (path: string) => path !== "name";

export const tellChanges = (before: ApplicationSettings, after: ApplicationSettings): Changes | undefined =>
  changesBetween(before, after, isTold);

export const tellAll = (settings: ApplicationSettings): Facts | undefined =>
  changesBetween({}, settings, isTold)?.after;

export async function recordCreated(
  tx: Database,
  sid: string,
  settings: ApplicationSettings,
  by: Actor,
): Promise<void> {
  const { serviceSid } = settings;
  await recordEvent(tx, { ...eventOf("application.created", sid, by), serviceSid, after: tellAll(settings) });
}

export const eventOf = (type: EventType, id: string, actor: Actor) => ({
  ...{ type, actor },
  subject: { kind: "application" as const, id },
});
