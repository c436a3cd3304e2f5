// The load: so many workers, each doing one turn after another, the next when the last is answered.

/**
 * Runs `turn(worker)` in `workers` loops for `ms` milliseconds. A turn (a pair of requests, a sign-in) resolves to the times its
 * requests took, in milliseconds; any failure ends the run. Resolves to the turns per second and the percentiles of all requests.
 */
export async function runClosedLoop({ workers, ms, turn }) {
  const times = [];
  let turns = 0;
  const begin = performance.now();
  const loop = async (worker) => {
    while (performance.now() - begin < ms) {
      times.push(...(await turn(worker)));
      turns += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => loop(worker)));
  const seconds = (performance.now() - begin) / 1000;
  const all = Float64Array.from(times).sort();
  return { turns, turnsPerSecond: turns / seconds, p50: percentile(all, 0.5), p99: percentile(all, 0.99) };
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
