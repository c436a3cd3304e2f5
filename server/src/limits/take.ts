/**
 * @module Counters as SQL fragments, so that another room's single statement can count and act at once. The keys are
 * opaque strings (see `hashLimitKey`). Time is the database's.
 */
import type { Database, Fragment } from "../db/open.js";

/**
 * Waits begin with the tenth failure in a row: 30 s, doubling up to an hour (NIST SP 800-63B-4 §3.2.2). There is no end
 * state: a stranger who guesses badly must not be able to shut a number out for good.
 */
export const STREAK = { firstWaitAt: 10, firstWaitSeconds: 30, longestWaitSeconds: 3600, forgetAfterDays: 30 } as const;

/** A condition: nobody has to wait under this key now. */
export function nothingToWaitFor(sql: Database, key: string): Fragment {
  return sql`not exists (select from failure_streaks where key = ${key} and wait_until > clock_timestamp())`;
}

/** A scalar: whole seconds still to wait under this key, null if none. */
export function secondsToWait(sql: Database, key: string): Fragment {
  return sql`(select ceil(extract(epoch from wait_until - clock_timestamp()))::int
    from failure_streaks where key = ${key} and wait_until > clock_timestamp())`;
}

/** A statement: one failure more for each row of `source`, a fragment that yields keys as `limit_key`. */
export function countFailures(sql: Database, source: Fragment): Fragment {
  return sql`insert into failure_streaks as streak (key, failures)
    select limit_key, 1 from ${source} where limit_key is not null
    on conflict (key) do update set failures = streak.failures + 1, updated_at = clock_timestamp(),
      wait_until = case when streak.failures + 1 >= ${STREAK.firstWaitAt}::int then clock_timestamp() + interval '1 second'
        * least(${STREAK.longestWaitSeconds}::int, ${STREAK.firstWaitSeconds}::int * 2 ^ least(streak.failures + 1 - ${STREAK.firstWaitAt}::int, 20)) end`;
}

/** A statement: success ends the streak of each `limit_key` of `source`. */
export function forgetFailures(sql: Database, source: Fragment): Fragment {
  return sql`delete from failure_streaks where key in (select limit_key from ${source})`;
}

/** Removes streaks that nothing was added to for a month. */
export async function sweepFailureStreaks(sql: Database): Promise<void> {
  await sql`delete from failure_streaks where key in (
    select key from failure_streaks
    where updated_at < clock_timestamp() - ${STREAK.forgetAfterDays}::int * interval '1 day' limit 1000)`;
}
