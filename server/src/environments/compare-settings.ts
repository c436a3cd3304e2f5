/** @module What differs between two files, as people read it. Pure. */
import { isDeepStrictEqual } from "node:util";
import { type SettingsFile, spellPath } from "./settings-file.js";

export interface Change {
  change: "added" | "changed" | "removed";
  /** `services.default.codeLength` */
  path: string;
  old?: unknown;
  new?: unknown;
}

export interface Counts {
  added: number;
  changed: number;
  removed: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is there on one side only is told as a whole; of what is on both, member by member. A list is one value. */
export function compareSettings(before: SettingsFile, after: SettingsFile): Change[] {
  return compare(before, after, []);
}

function compare(before: unknown, after: unknown, path: readonly string[]): Change[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ change: "added", path: spellPath(path), new: after }];
  if (after === undefined) return [{ change: "removed", path: spellPath(path), old: before }];
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => compare(before[name], after[name], [...path, name]));
  }
  if (isDeepStrictEqual(before, after)) return [];
  return [{ change: "changed", path: spellPath(path), old: before, new: after }];
}

/** Of what is wanted the members that are not so yet; what is absent or `undefined` is not wanted. */
export function pickChanges<Wanted extends object>(current: object, wanted: Wanted): Partial<Wanted> {
  const differs = ([name, value]: [string, unknown]) =>
    value !== undefined && !isDeepStrictEqual(value, (current as Record<string, unknown>)[name]);
  return Object.fromEntries(Object.entries(wanted).filter(differs)) as Partial<Wanted>;
}

export const isEmpty = (changes: object): boolean => Object.keys(changes).length === 0;

export function countChanges(changes: readonly Change[]): Counts {
  const count = (kind: Change["change"]) => changes.filter(({ change }) => change === kind).length;
  return { added: count("added"), changed: count("changed"), removed: count("removed") };
}
