/** @module What a rule is: at most so many in so long, under a key. Pure. */

/** At most `n` in any `seconds`, exactly: not per calendar hour, so nothing more passes at the turn of one. */
export interface Window {
  n: number;
  seconds: number;
  /** Once it is full, a proof of work is asked for; without the mark, nothing passes. */
  soft?: true;
  /** Counts members (numbers) this close to the new one only, each once. */
  near?: number;
  /** Once it is full, the first alarm of its rule is raised. */
  raises?: true;
  /** It holds nobody up: the statement that counts tells whether it is full. */
  idle?: true;
  /** Counts the hits of the same member only: what one network may use up of a figure that all share. */
  own?: true;
  /** So many of `n` are not for this request: they are kept for others. */
  reserve?: number;
  /** Does not hold for this request. The counter stays as large as the window needs, since it holds for others. */
  waived?: true;
}

/** What may be up against a rule: it blocks, or asks for a proof of work. */
export interface RuleAlarm {
  /** Whose mode and figures it goes by. Absent: an earlier release has raised it, and it is in force. */
  name?: string;
  /** Of `limit_alarms`. */
  key: string;
  /** It is counted what it would do, and it does nothing. */
  observed?: true;
}

export interface Rule {
  /** Named in logs and metrics. */
  name: string;
  /** What metrics say instead, where the name is a caller's. */
  metric?: string;
  /** Opaque: see `hashLimitKey`. No two rules of one request may share it. */
  key: string;
  windows: readonly Window[];
  /** What this hit is about. */
  member?: string;
  /** A member seen before is no new hit. */
  unique?: true;
  /** What may block or challenge too. `near` windows are part of the first one. */
  alarms?: readonly RuleAlarm[];
  /** Whose alarms they are, and the country of the number that is sent to, for what tells of them. */
  serviceSid?: string;
  country?: string;
  /** What longest a block lasts that the rule itself raises; see `blockKey`. */
  maxBlockSeconds?: number;
  /** Where an alarm blocks, this request is asked for a proof of work instead. */
  unblocked?: true;
  /** Of so many numbers that it is not lifted for one of them. */
  isCommon?: true;
  /** A number on the safe list passes it. */
  spares?: true;
}

/** A rule as the statement that counts takes it: one slot of its counter. */
export interface Take {
  key: string;
  slot: number;
  slots: number;
  member: string | null;
  unique: boolean;
  /** Hits worth keeping. */
  keep: number;
  /** How long they matter. */
  seconds: number;
  windows: readonly Window[];
}

/** A counter row holds at most so many hits; a rule that allows more is spread over several rows. */
const MAX_HITS_PER_ROW = 256;
export const MAX_SLOTS = 32;
/** The most that a rule may allow. Beyond it rows grow, and every hit rewrites its row: 72 ms at a million. */
export const MAX_COUNTED = MAX_SLOTS * MAX_HITS_PER_ROW;

/**
 * How many rows a rule's counter has. A rule that many requests share (a service's, a budget) is spread, so that they do
 * not queue for one row; each slot has its share of every window, so the sum is never more than the rule allows.
 */
export function slotsOf({ windows }: Pick<Rule, "windows">): number {
  // A part of a window is no smaller window: what one network may use up spreads nothing otherwise.
  const sizes = windows.filter(({ own }) => !own).map(({ n }) => n);
  // Neighbours are looked for in one row.
  if (windows.some(({ near }) => near !== undefined)) return 1;
  if (Math.max(...sizes, 0) <= MAX_HITS_PER_ROW) return 1;
  return Math.min(Math.max(Math.floor(Math.min(...sizes) / 2), 1), MAX_SLOTS);
}

export function secondsOf({ windows }: Pick<Rule, "windows">): number {
  return Math.max(...windows.map(({ seconds }) => seconds), 0);
}

/** Whether the alarm that a window is part of is only observed. */
const isIdle = ({ alarms }: Pick<Rule, "alarms">, { near }: Window) =>
  near !== undefined && alarms?.[0]?.observed === true;

/** The windows as they hold for this request. */
export function windowsInForce(rule: Pick<Rule, "windows" | "alarms">): Window[] {
  return rule.windows
    .filter((window) => !window.waived && !isIdle(rule, window))
    .map(({ reserve = 0, ...window }) => ({ ...window, n: window.n - reserve }));
}

/** Those of an alarm that is only observed: whether they are full is known when the request is counted, and not before. */
function idleWindows(rule: Rule): Window[] {
  return rule.windows
    .filter((window) => !window.waived && isIdle(rule, window))
    .map((window) => ({ ...window, idle: true as const }));
}

/** What the statement counts for a rule. With `solved`, soft windows no longer hold. */
export function takeOf(rule: Rule, slot: number, solved: boolean): Take {
  const slots = slotsOf(rule);
  const windows = [...windowsInForce(rule).filter(({ soft }) => !(soft && solved)), ...idleWindows(rule)];
  return {
    key: rule.key,
    slot,
    slots,
    member: rule.member ?? null,
    unique: rule.unique === true,
    keep: Math.max(...rule.windows.map(({ n }) => Math.ceil(n / slots)), 1),
    seconds: secondsOf(rule),
    windows,
  };
}
