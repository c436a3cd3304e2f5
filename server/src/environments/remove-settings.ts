/** @module Removes what an import made (its undo), and what a file with `prune` does not have. */
import type { Actor } from "../core.js";
import { at } from "./importing.js";
import type { State } from "./read-state.js";
import type { Rooms } from "./rooms.js";
import { isSamePath, type Ref, type SettingsFile } from "./settings-file.js";

/** Whoever needs something goes before it. */
const ORDER: readonly Ref["kind"][] = [
  ...(["webhook", "application", "resource", "role", "connector"] as const),
  ...(["bucket", "rate_limit", "service", "template"] as const),
];

/** Those that are gone already are passed over. */
export async function removeRefs(rooms: Rooms, state: State, wanted: readonly Ref[], by: Actor): Promise<void> {
  const there = wanted.filter(({ kind, id }) => state.refs.some((ref) => ref.kind === kind && ref.id === id));
  const gone = new Set<Ref>();
  for (const kind of ORDER)
    for (const ref of there.filter((one) => one.kind === kind)) {
      const isBelowGone = [...gone].some(({ path }) => isSamePath(path, ref.path.slice(0, path.length)));
      if (!isBelowGone) await at(ref.path, () => removeRef(rooms, state, ref, by));
      gone.add(ref);
    }
}

async function removeRef(rooms: Rooms, { refs }: State, { kind, id, path }: Ref, by: Actor): Promise<void> {
  const above = (length: number) => refs.find((ref) => isSamePath(ref.path, path.slice(0, length)))?.id ?? "";
  switch (kind) {
    case "webhook":
      return await rooms.webhooks.remove(id, by);
    case "application":
      return await rooms.applications.remove(id, by);
    case "resource":
      return await rooms.applications.resources.remove(id, by);
    case "role":
      return await rooms.roles.delete(id, by);
    case "connector":
      return await rooms.connectors.delete(id, { force: true }, by);
    case "bucket":
      return await rooms.rateLimits.buckets.delete({ serviceSid: above(2), rateLimitSid: above(4) }, id, by);
    case "rate_limit":
      return await rooms.rateLimits.delete(above(2), id, by);
    case "service":
      return await rooms.services.delete(id, by);
    case "template":
      return await rooms.templates.delete(id, by);
  }
}

/**
 * What is known by its name alone, so that an undo makes it again as it was. Services, applications, connectors, webhooks and
 * templates have identifiers, keys and secrets that others hold: no file takes those away.
 */
const PRUNED: ReadonlySet<Ref["kind"]> = new Set(["resource", "role", "rate_limit", "bucket"]);

/** What the file does not name, of sections and services that it has. */
export function findUnnamed({ refs }: State, file: SettingsFile): { pruned: Ref[]; others: Ref[] } {
  const has = (path: readonly string[]) => {
    let value: unknown = file;
    for (const part of path) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return false;
      value = (value as Record<string, unknown>)[part];
    }
    return value !== undefined;
  };
  const unnamed = refs.filter(({ path }) => {
    const isBelow = path.length > 2;
    // Of a service without limits in the file nothing is said of limits.
    return isBelow ? has(path.slice(0, -1)) && !has(path) : has(path.slice(0, 1)) && !has(path);
  });
  const pruned = unnamed.filter(({ kind }) => PRUNED.has(kind));
  return { pruned, others: unnamed.filter(({ kind }) => !PRUNED.has(kind)) };
}
