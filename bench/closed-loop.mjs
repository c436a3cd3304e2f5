// The load: so many workers, each doing one turn after another, the next when the last is answered, or when it is its time.

/**
 * Runs `turn(worker)` in `workers` loops for `ms` milliseconds. A turn (a pair of requests, a sign-in) resolves to the times its
 * requests took, in milliseconds; any failure ends the run. With `perSecond` so many turns leave in a second, spread evenly, as long as no
 * worker is late. Resolves to the turns per second and the percentiles of all requests.
 */
export async function runClosedLoop({ workers, ms, turn, perSecond }) {
  const times = [];
  let turns = 0;
  const begin = performance.now();
  const loop = async (worker) => {
    for (let n = 0; performance.now() - begin < ms; n++) {
      if (perSecond) await pace(begin + ((n * workers + worker) * 1000) / perSecond);
      times.push(...(await turn(worker)));
      turns += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => loop(worker)));
  const seconds = (performance.now() - begin) / 1000;
  const all = Float64Array.from(times).sort();
  return { turns, turnsPerSecond: turns / seconds, p50: percentile(all, 0.5), p99: percentile(all, 0.99) };
}

const pace = (due) => new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
