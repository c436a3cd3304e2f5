/** @module How long to wait before the next text. */

/** Seconds after the first, second … text: a text may just be late, and each next one costs more patience. */
const waits = [30, 40, 60, 90, 120];

/**
 * @param verification The pending verification, if there is one.
 * @param now Milliseconds, as `Date.now()` gives them.
 * @returns Seconds until the next text may be sent; 0 is now.
 */
export function secondsToWait(verification, now) {
  const attempts = verification?.sendCodeAttempts ?? [];
  if (attempts.length === 0) return 0;
  const wait = waits[Math.min(attempts.length, waits.length) - 1];
  const since = (now - Date.parse(attempts.at(-1).time)) / 1000;
  // Two computers' clocks never agree; that must not make the wait longer than it is.
  return Math.min(Math.max(Math.ceil(wait - since), 0), wait);
}
