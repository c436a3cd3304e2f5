/** @module What a rule says of a request, by what was read of its counter and its alarms. Pure. */
import { type Rule, type RuleAlarm, secondsOf } from "./rule.js";
import type { Capacity } from "./store.js";

export interface Judgement {
  rule: Rule;
  capacity: Capacity;
  /** Seconds to wait, if it refuses. */
  refusal: number | undefined;
  /** It asks for a proof of work. */
  asks: boolean;
  /** Alarms in the way, those that are only observed as well: they refuse, or ask for a proof of work. */
  refusing: RuleAlarm[];
  asking: RuleAlarm[];
  /** Of `refusing` and `asking` those that are not just found, but up. */
  blockedBy: (alarm: RuleAlarm) => boolean;
}

export const isInForce = ({ observed }: RuleAlarm): boolean => !observed;

export function judgeRule(rule: Rule, capacity: Capacity): Judgement {
  const { openSlots, unchallengedSlots, waitSeconds, neighbours, alarms } = capacity;
  const [first] = rule.alarms ?? [];
  const up = (rule.alarms ?? []).map((alarm) => ({ alarm, ...alarms?.find(({ key }) => key === alarm.key) }));
  const blocking = up.filter(({ blocked }) => typeof blocked === "number");
  const challenging = up.filter(({ challenged }) => typeof challenged === "number");
  const alarmsOf = (list: typeof up, found: boolean) =>
    unique([...list.map(({ alarm }) => alarm), ...(found && first ? [first] : [])]);
  const refusing = alarmsOf(rule.unblocked ? [] : blocking, neighbours.hard);
  const asking = alarmsOf([...(rule.unblocked ? blocking : []), ...challenging], neighbours.soft);
  const blocks = rule.unblocked ? [] : blocking.filter(({ alarm }) => isInForce(alarm));
  const blockedSeconds = Math.max(...blocks.map(({ blocked }) => blocked ?? 0));
  const fullSeconds = openSlots.length > 0 ? undefined : Math.max(waitSeconds ?? secondsOf(rule), 1);
  return {
    ...{ rule, capacity, refusing, asking },
    refusal: blocks.length > 0 ? Math.max(blockedSeconds, 1) : fullSeconds,
    asks: asking.some(isInForce) || unchallengedSlots.length === 0,
    blockedBy: (alarm) => blocking.some((one) => one.alarm === alarm),
  };
}

/** For whoever can do no work: when none will be asked for. Unknown where neighbours are, and of a figure of none. */
export function whenOver(judgements: readonly Judgement[]): { challengedSeconds?: number } {
  const waits = judgements.filter(({ asks }) => asks).map(secondsUntilFree);
  return waits.some((seconds) => seconds === undefined)
    ? {}
    : { challengedSeconds: Math.max(...(waits as number[]), 1) };
}

function secondsUntilFree({ rule, capacity: { softSeconds, alarms } }: Judgement): number | undefined {
  const ends = (alarms ?? [])
    .filter(({ key }) => rule.alarms?.some((alarm) => alarm.key === key && isInForce(alarm)))
    .flatMap(({ blocked, challenged }) => [blocked, challenged]);
  const seconds = [softSeconds, ...ends].filter((one) => one !== null);
  return seconds.length > 0 ? Math.max(...seconds) : undefined;
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
