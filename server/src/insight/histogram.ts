/**
 * @module Times as a histogram: counts add up over hours and groups, which medians do not. The buckets grow by a fifth each, so a quantile
 * that is read from them is at most a tenth off. Pure.
 */

const FIRST_SECONDS = 0.5;
const GROWTH = 1.2;
const BOUNDS = 41;

/** Bucket 0 is below the first, the last one from the last on: 0.5 s to 12 minutes. */
export const bounds: readonly number[] = Array.from({ length: BOUNDS }, (_, n) => FIRST_SECONDS * GROWTH ** n);
export const BUCKETS = BOUNDS + 1;

/** The time that a share `q` stayed below; `null` of none. */
export function quantile(counts: readonly number[], q: number): number | null {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const wanted = q * total;
  let below = 0;
  for (const [bucket, n] of counts.entries()) {
    if (n === 0 || below + n < wanted) {
      below += n;
      continue;
    }
    const from = bounds[bucket - 1] ?? 0;
    const to = bounds[bucket];
    // Nobody knows how far the last one goes.
    return to === undefined ? from : from + ((to - from) * (wanted - below)) / n;
  }
  return bounds.at(-1) as number;
}
