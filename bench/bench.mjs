// Create+check pairs per second of Munjigi, of its own floor and of better-auth, in interleaved rounds. See README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { contestants, startContestant } from "./contestants.mjs";
import { countStatements } from "./count-statements.mjs";
import { openSharedDatabase } from "./database.mjs";
import { describeRun, judge, median, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { measureRound } from "./measure-round.mjs";
import { startWorker } from "./processes.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 5));
const seconds = Number(process.env.BENCH_SECONDS ?? (quick ? 1 : 4));
const warmUpSeconds = Number(process.env.BENCH_WARM_UP_SECONDS ?? (quick ? 1 : 5));
const connections = 64;

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const load = await startWorker("load.mjs");
  opened.push(load.stop);
  const running = [];
  for (const contestant of contestants) {
    const started = await startContestant(contestant, { database, load });
    opened.push(started.stop);
    running.push({ ...contestant, ...started, results: [] });
  }
  for (const one of running) await one.ask({ ms: warmUpSeconds * 1000, connections });
  for (let round = 0; round < rounds; round++) {
    for (const one of orderOf(round, running)) {
      await sleep(500);
      one.results.push(await measureRound(one, { ms: seconds * 1000, connections }, { database, load }));
      const { turnsPerSecond, p50, p99 } = one.results.at(-1);
      console.log(
        `round ${round + 1}  ${one.name.padEnd(11)}${turnsPerSecond.toFixed(0).padStart(6)} pairs/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`,
      );
    }
  }
  const [{ version }] = await database.query("select current_setting('server_version') as version");
  for (const one of running) await one.stop();
  const statements = await countStatements(database, load, { seconds: quick ? 1 : 3, connections });
  const text = report(running, statements, version);
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("throughput", text);
} finally {
  for (const close of opened.reverse()) await close();
}

/** Another one begins each time, every second time backwards: nobody always runs after the same neighbour. */
function orderOf(round, all) {
  const from = round % all.length;
  const order = [...all.slice(from), ...all.slice(0, from)];
  return round % 2 ? order.reverse() : order;
}

function report(running, statements, version) {
  const of = (name) => running.find((one) => one.name === name).results;
  const rates = (name) => of(name).map((result) => result.turnsPerSecond);
  /** Round by round, so that a neighbour who takes the machine for a while takes it from both sides. */
  const ratios = (name) => rates("ours").map((rate, round) => rate / rates(name)[round]);
  const ratio = (name) => median(ratios(name));
  const column = (results, key, digits) =>
    spread(
      results.map((result) => result[key]),
      digits,
    );
  return [
    describeRun(`PostgreSQL ${version}`),
    `${rounds} interleaved rounds of ${seconds} s, ${connections} keep-alive connections; median [min–max]`,
    `Of the machine, others than these processes took ${spread(running.flatMap(({ results }) => results.map((result) => result.othersPercent)))} % meanwhile.`,
    "",
    table(
      [
        "contestant",
        "pairs/s",
        "p50 ms",
        "p99 ms",
        "CPU of its process, µs/pair",
        "CPU of PostgreSQL, µs/pair",
        "ours / it",
      ],
      running.map(({ name, about, results }) => [
        about,
        column(results, "turnsPerSecond"),
        column(results, "p50", 1),
        column(results, "p99", 1),
        column(results, "serverMicros"),
        name === "floor" ? "" : column(results, "postgresMicros"),
        name === "ours" ? "" : spread(ratios(name), 2),
      ]),
    ),
    "",
    table(requirementHead, [
      judge("ours / (a) floor", ratio("floor"), { least: 0.42, stretch: 0.55, unit: " ×" }),
      judge("ours / better-auth, consume only", ratio("consume"), { least: 4, stretch: 6, unit: " ×" }),
      judge("ours / better-auth, full", ratio("verify"), { least: 5.5, stretch: 8, unit: " ×" }),
      judge("p99 of a request, ours", median(of("ours").map((result) => result.p99)), { most: 60, unit: " ms" }),
      judge("statements per create", statements.perCreate, { most: 1 }),
      judge("statements per check", statements.perCheck, { most: 1 }),
    ]),
    "",
    `Everything else Munjigi said to PostgreSQL meanwhile, per pair: ${statements.others}.`,
  ].join("\n");
}
