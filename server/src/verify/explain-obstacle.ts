/** @module Why a start did nothing: a second read, after the statement that decided. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { waitAfter } from "./purposes.js";
import { type LiveRow, type NewVerification, type StartConditions, whyNotStarted } from "./start-store.js";

/**
 * The error to throw; `undefined` if nothing stands in the way any more: it ended between the statement and this look.
 * `conditions`: those the start had.
 */
export async function explainObstacle(
  sql: Database,
  row: NewVerification,
  conditions: StartConditions,
): Promise<AppError | undefined> {
  const { waits, restartsLocked, maxSends, inTurn } = conditions;
  const { live, secondsToWait } = await whyNotStarted(sql, row, inTurn);
  const locked = live.find(({ isOwn, status }) => isOwn && status === "max_attempts_reached");
  // What is locked gives way, so its sends are no part of what is sent together.
  const together = live.filter((other) => other !== locked);
  const lockedSeconds = locked
    ? restartsLocked
      ? secondsToNextSend([locked], waits)
      : Math.ceil(locked.secondsLeft)
    : 0;
  const retryAfterSeconds = Math.max(lockedSeconds, secondsToWait ?? 0);
  if (retryAfterSeconds > 0)
    return new AppError("verification.too_many_checks", {
      ...{ reason: "locked", retryAfterSeconds },
      ...((secondsToWait ?? 0) > 0 && { counter: row.limitKey }),
    });
  if (together.length > 0 && countSends(together) >= maxSends) {
    const secondsLeft = Math.ceil(Math.min(...together.map((other) => other.secondsLeft)));
    return new AppError("verification.too_many_sends", { retryAfterSeconds: Math.max(secondsLeft, 1) });
  }
  const resendSeconds = secondsToNextSend(together, waits);
  if (resendSeconds > 0) return new AppError("verification.too_early", { retryAfterSeconds: resendSeconds });
  return undefined;
}

const countSends = (rows: readonly LiveRow[]) => rows.reduce((sum, { sends }) => sum + sends, 0);

function secondsToNextSend(rows: readonly LiveRow[], waits: readonly number[]): number {
  if (rows.length === 0) return 0;
  return Math.ceil(waitAfter(waits, countSends(rows)) - Math.min(...rows.map(({ secondsSince }) => secondsSince)));
}
