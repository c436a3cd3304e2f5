/** @module Why a start did nothing: a second read, after the statement that decided. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type NewVerification, type StartConditions, whyNotStarted } from "./start-store.js";

/**
 * The error to throw; `undefined` if nothing stands in the way any more: it ended between the statement and this look.
 * `conditions`: those the start had.
 */
export async function explainObstacle(
  sql: Database,
  row: NewVerification,
  conditions: StartConditions,
): Promise<AppError | undefined> {
  const { waits, restartsLocked, maxSends } = conditions;
  const obstacle = await whyNotStarted(sql, row, row.limitKey, waits);
  const { status, sends, secondsLeft, secondsToWait } = obstacle;
  const resendSeconds = obstacle.resendSeconds ?? 0;
  const locked = status === "max_attempts_reached" ? (restartsLocked ? resendSeconds : (secondsLeft ?? 0)) : 0;
  const retryAfterSeconds = Math.max(locked, secondsToWait ?? 0);
  if (retryAfterSeconds > 0)
    return new AppError("verification.too_many_checks", { reason: "locked", retryAfterSeconds });
  if (status === "pending" && sends >= maxSends)
    return new AppError("verification.too_many_sends", { retryAfterSeconds: Math.max(secondsLeft ?? 1, 1) });
  if (status === "pending" && resendSeconds > 0)
    return new AppError("verification.too_early", { retryAfterSeconds: resendSeconds });
  return undefined;
}
