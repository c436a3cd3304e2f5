/** @module Counters and streaks that begin anew, as SQL fragments, for the statement that lifts what refused a number. */
import { type Fragment, fragment } from "../db/statement.js";
import { MAX_SLOTS } from "./rule.js";

/**
 * A statement: removes the counters that `source` names as `name`, in all their slots, and returns their keys. They are looked up one by one, and
 * then locked by the list: an index reads a list in the order of its keys, as everything does that counts.
 */
export function clearCounters<Names extends string>(source: Fragment<Names>) {
  return fragment`delete from limit_counters where key = any (array(
    select c.key from ${source} as n(name), generate_series(0, ${MAX_SLOTS - 1}) as s(slot),
      lateral (select key from limit_counters where key = n.name || '.' || s.slot limit 1) as c))
    returning key`;
}

/** A statement: ends the streaks of failures that `source` names as `name`, and returns their keys. By a list, as above: a join would read them all. */
export function clearStreaks<Names extends string>(source: Fragment<Names>) {
  return fragment`delete from failure_streaks where key = any (array(select name from ${source})) returning key`;
}
