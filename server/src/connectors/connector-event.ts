/** @module What is written down of a connector. Of its settings only which changed: among them are secrets and numbers. */
import { changedPaths } from "../audit/changes.js";
import type { EventType, Facts, NewEvent } from "../audit/event.js";
import type { Actor } from "../core.js";
import type { ConnectorRow } from "./store.js";

export function connectorEvent(
  type: EventType,
  id: string,
  actor: Actor,
  facts: Pick<NewEvent, "before" | "after" | "data"> = {},
): NewEvent {
  return { type, actor, subject: { kind: "connector", id }, ...facts };
}

/** Which settings differ; `undefined` where the ones before cannot be read. */
export function settingsChange(before: unknown, after: unknown): Facts {
  const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
  return isObject(before) && isObject(after)
    ? { changed: changedPaths(before, after).map((path) => `config.${path}`) }
    : { changed: ["config"] };
}

/** What a switch changes of a connector. */
export const stateOf = ({ status, version }: Pick<ConnectorRow, "status" | "version">) => ({ status, version });
