/**
 * @module Counters as SQL fragments, so that another room's single statement can count and act at once. The keys are
 * opaque strings (see `hashLimitKey`). Time is the database's.
 */
import type { Database } from "../db/open.js";
import { type Fragment, fragment, param } from "../db/statement.js";

/**
 * Waits begin with the tenth failure in a row: 30 s, doubling up to an hour (NIST SP 800-63B-4 §3.2.2). There is no end
 * state: a stranger who guesses badly must not be able to shut a number out for good.
 */
const STREAK = { firstWaitAt: 10, firstWaitSeconds: 30, maxWaitSeconds: 3600, forgetAfterDays: 30 } as const;

/** A scalar: until when so many failures in a row make one wait, null if they do not. */
export function waitAfter<Names extends string>(failures: Fragment<Names>) {
  const { firstWaitAt, firstWaitSeconds, maxWaitSeconds } = STREAK;
  return fragment`case when ${failures} >= ${firstWaitAt} then clock_timestamp() + interval '1 second'
        * least(${maxWaitSeconds}, ${firstWaitSeconds} * 2 ^ least(${failures} - ${firstWaitAt}, 20)) end`;
}

/** A condition: nobody has to wait now under the key of parameter `limitKey`. */
export const nothingToWaitFor = fragment`not exists (
  select from failure_streaks where key = ${param("limitKey")} and wait_until > clock_timestamp())`;

/** A scalar: whole seconds still to wait under the key of parameter `limitKey`, null if none. */
export const secondsToWait = fragment`(select ceil(extract(epoch from wait_until - clock_timestamp()))::int
  from failure_streaks where key = ${param("limitKey")} and wait_until > clock_timestamp())`;

/** A statement: one failure more for each row of `source`, which yields keys as `limit_key`. */
export function countFailures<Names extends string>(source: Fragment<Names>) {
  return fragment`insert into failure_streaks as streak (key, failures)
    select limit_key, 1 from ${source} where limit_key is not null
    on conflict (key) do update set failures = streak.failures + 1, updated_at = clock_timestamp(),
      wait_until = ${waitAfter(fragment`(streak.failures + 1)`)}`;
}

/** A statement: success ends the streak of each `limit_key` of `source`. */
export function forgetFailures<Names extends string>(source: Fragment<Names>) {
  return fragment`delete from failure_streaks where key in (select limit_key from ${source})`;
}

/** Removes streaks that nothing was added to for a month. */
export async function sweepFailureStreaks(sql: Database): Promise<void> {
  await sql`delete from failure_streaks where key in (
    select key from failure_streaks
    where updated_at < clock_timestamp() - ${STREAK.forgetAfterDays}::int * interval '1 day' limit 1000)`;
}
