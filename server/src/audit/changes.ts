/** @module What of a change may be told: figures, switches and words of a closed list. Of everything else only that it changed. Pure. */
import type { Facts } from "./event.js";

export interface Changes {
  /** Only the members that differ, by path (`brand.colour`). */
  before: Facts;
  after: Facts;
  /** The paths of members that differ and are not told: texts that people write may contain anything. */
  data: Facts | undefined;
}

/** Whether a member that is a text, or a list of texts, may be told: languages, countries, kinds, identifiers of ours. */
export type IsTold = (path: string) => boolean;

const nothing: IsTold = () => false;

/** The difference of two states; `undefined` if there is none. A member that one of them does not have is `null` there. */
export function changesBetween(before: object, after: object, isTold: IsTold = nothing): Changes | undefined {
  const changes = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  const hidden: string[] = [];
  for (const [path, one, other] of differences(before, after, "")) {
    if (isTold(path) || (isFigure(one) && isFigure(other))) {
      changes.before[path] = one ?? null;
      changes.after[path] = other ?? null;
    } else hidden.push(path);
  }
  const count = Object.keys(changes.after).length + hidden.length;
  if (count === 0) return undefined;
  return { ...changes, data: hidden.length > 0 ? { changed: hidden } : undefined };
}

/** The paths of members that differ, where none of their values may be told. */
export const changedPaths = (before: object, after: object): string[] =>
  differences(before, after, "").map(([path]) => path);

const isFigure = (value: unknown) =>
  value === undefined || value === null || typeof value === "number" || typeof value === "boolean";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The leaves that differ; a list is one leaf. */
function differences(before: unknown, after: unknown, path: string): [string, unknown, unknown][] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => differences(before[name], after[name], path ? `${path}.${name}` : name));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [[path, before, after]];
}
