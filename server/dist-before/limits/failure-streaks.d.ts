/**
 * @module Counters as SQL fragments, so that another room's single statement can count and act at once. The keys are
 * opaque strings (see `hashLimitKey`). Time is the database's.
 */
import type { Database } from "../db/open.js";
import { type Fragment } from "../db/statement.js";
/** A condition: nobody has to wait now under the key of parameter `limitKey`. */
export declare const nothingToWaitFor: Fragment<"limitKey">;
/** A scalar: whole seconds still to wait under the key of parameter `limitKey`, null if none. */
export declare const secondsToWait: Fragment<"limitKey">;
/** A statement: one failure more for each row of `source`, which yields keys as `limit_key`. */
export declare function countFailures<Names extends string>(source: Fragment<Names>): Fragment<Names>;
/** A statement: success ends the streak of each `limit_key` of `source`. */
export declare function forgetFailures<Names extends string>(source: Fragment<Names>): Fragment<Names>;
/** Removes streaks that nothing was added to for a month. */
export declare function sweepFailureStreaks(sql: Database): Promise<void>;
