// The load: so many workers, each doing one pair after another, the next when the last is answered.

/**
 * Runs `pair(worker)` in `workers` loops for `ms` milliseconds. A pair resolves to the two times it took, in milliseconds;
 * any failure ends the run. Resolves to the pairs per second and the percentiles of all requests.
 */
export async function runClosedLoop({ workers, ms, pair }) {
  const creates = [];
  const checks = [];
  const begin = performance.now();
  const loop = async (worker) => {
    while (performance.now() - begin < ms) {
      const [create, check] = await pair(worker);
      creates.push(create);
      checks.push(check);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => loop(worker)));
  const seconds = (performance.now() - begin) / 1000;
  const all = Float64Array.from([...creates, ...checks]).sort();
  return {
    pairs: creates.length,
    pairsPerSecond: creates.length / seconds,
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    createP99: percentile(Float64Array.from(creates).sort(), 0.99),
    checkP99: percentile(Float64Array.from(checks).sort(), 0.99),
  };
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
