/**
 * @module What a send that went out has passed by: alarms that only observe, and those that let numbers pass which were verified before.
 * Whether it is such a number, or one on the safe list, is asked when the passage is counted, so that no send waits for it.
 */
import { isInForce, type Judgement } from "./judge-rule.js";
import type { Rule, RuleAlarm, Take } from "./rule.js";
import type { Hit } from "./take.js";

/** An alarm that was in the way, as far as strangers go. */
export interface Met {
  alarm: RuleAlarm;
  rule: Rule;
  /** A stranger is refused. Else a proof of work is asked for. */
  refuses: boolean;
  /** Whoever is known is asked for a proof of work. */
  asksKnown: boolean;
}

export interface Passage {
  /** Of the look. What the statement that counts has found besides: `metByCounting`. */
  met: readonly Met[];
  /** By the look, what is to be raised. */
  raises: readonly Rule[];
  rules: readonly Rule[];
  takes: readonly Take[];
  /** A proof of work came along, or none is asked for: what only asks for one was not in the way. */
  solved: boolean;
  isKnown: () => Promise<boolean>;
  isSafe: () => Promise<boolean>;
}

/** Alarms that a look has found: those observed, and with `isKnown` those in force that refuse strangers. */
export function metByLooking(judgements: readonly Judgement[], solved: boolean, isKnown: boolean): Met[] {
  return judgements.flatMap(({ rule, refusing, asking, blockedBy }) => [
    ...refusing
      .filter((alarm) => isKnown || !isInForce(alarm))
      .map((alarm) => ({ alarm, rule, refuses: true, asksKnown: !solved && !isInForce(alarm) && blockedBy(alarm) })),
    ...(solved ? [] : asking)
      .filter((alarm) => !isInForce(alarm) && !refusing.includes(alarm))
      .map((alarm) => ({ alarm, rule, refuses: false, asksKnown: true })),
  ]);
}

/** Idle windows that were full when the request was counted. */
export function metByCounting({ rules, takes, solved }: Passage, hits: readonly Hit[]): Met[] {
  return idleHits(rules, takes, hits).flatMap(({ rule, idle }) => {
    const [alarm] = rule.alarms ?? [];
    if (!alarm || !(idle.hard || (idle.soft && !solved))) return [];
    return [{ alarm, rule, refuses: idle.hard, asksKnown: idle.soft && !solved }];
  });
}

/** Rules whose idle windows say that their alarm is to be raised. */
export const raisedByCounting = ({ rules, takes }: Passage, hits: readonly Hit[]): Rule[] =>
  idleHits(rules, takes, hits)
    .filter(({ idle }) => idle.raises)
    .map(({ rule }) => rule);

function idleHits(rules: readonly Rule[], takes: readonly Take[], hits: readonly Hit[]) {
  return hits.flatMap(({ key, idle }) => {
    const take = takes.find((one) => `${one.key}.${one.slot}` === key);
    const rule = rules.find((one) => one.key === take?.key);
    return idle && rule ? [{ rule, idle }] : [];
  });
}
