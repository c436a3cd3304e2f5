// This checkout beside another one: node compare.mjs FOLDER, where FOLDER is a built checkout (npm ci builds it), of the commit
// before a change for example. Both run at the same time and are asked in turns; ratios are taken round by round.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openSharedDatabase } from "./database.mjs";
import { environment } from "./deployment.mjs";
import { describeRun, spread, table } from "./figures.mjs";
import { startServer, startWorker } from "./processes.mjs";
import { timeStart } from "./time-start.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 12));
const seconds = Number(process.env.BENCH_SECONDS ?? (quick ? 1 : 4));
const warmUpSeconds = Number(process.env.BENCH_WARM_UP_SECONDS ?? (quick ? 1 : 8));
const startRuns = Number(process.env.BENCH_START_RUNS ?? (quick ? 2 : 10));
const connections = 64;

if (!process.argv[2]) throw new Error("Usage: node compare.mjs FOLDER-OF-ANOTHER-CHECKOUT");
const mains = {
  before: resolve(process.argv[2], "server/dist/main.js"),
  after: fileURLToPath(new URL("../server/dist/main.js", import.meta.url)),
};
const names = Object.keys(mains);

const pairs = await compareThroughput();
const { first, later } = await compareStarts();
const rows = [
  ["pairs/s", pairs, 0],
  ["first start, starts/s", inverse(first), 2],
  ["later start, starts/s", inverse(later), 2],
];
console.log(`\n${describeRun()}`);
console.log(`${rounds} rounds of ${seconds} s, ${startRuns} starts of each kind; median [min–max]\n`);
console.log(
  table(
    ["", "before", "after", "after / before"],
    rows.map(([what, { before, after }, digits]) => [
      what,
      spread(before, digits),
      spread(after, digits),
      spread(
        after.map((value, round) => value / before[round]),
        2,
      ),
    ]),
  ),
);

async function compareThroughput() {
  const opened = [];
  try {
    const database = await openSharedDatabase();
    opened.push(database.close);
    const load = await startWorker("load.mjs");
    opened.push(load.stop);
    const running = {};
    for (const name of names) {
      const server = await startServer(mains[name], { ...environment, DATABASE_URL: await database.create(name) });
      opened.push(server.stop);
      running[name] = (ms) => load.ask({ ms, connections, flow: "munjigi", origin: server.origin });
    }
    for (const name of names) await running[name](warmUpSeconds * 1000);
    const rates = { before: [], after: [] };
    for (let round = 0; round < rounds; round++)
      for (const name of inTurns(round)) {
        await sleep(500);
        const { turnsPerSecond } = await running[name](seconds * 1000);
        rates[name].push(turnsPerSecond);
        console.log(`round ${round + 1}  ${name.padEnd(7)}${turnsPerSecond.toFixed(0).padStart(6)} pairs/s`);
      }
    return rates;
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

async function compareStarts() {
  const first = { before: [], after: [] };
  const later = { before: [], after: [] };
  for (let run = 0; run < startRuns; run++)
    for (const name of inTurns(run)) {
      const folder = await mkdtemp(join(tmpdir(), "munjigi-compare-"));
      try {
        first[name].push((await timeStart(mains[name], folder)).seconds);
        later[name].push((await timeStart(mains[name], folder)).seconds);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  return { first, later };
}

/** Whoever went first goes second the next time. */
function inTurns(round) {
  return round % 2 ? names.toReversed() : names;
}

function inverse(times) {
  return Object.fromEntries(names.map((name) => [name, times[name].map((seconds) => 1 / seconds)]));
}
