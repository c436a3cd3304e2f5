// How long Munjigi takes to be ready, the first time and later, and how much memory it then holds. See README.md.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describeRun, judge, median, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { postgresPids, pssMegabytes } from "./processes.mjs";
import { timeStart } from "./time-start.mjs";

const quick = process.env.BENCH_QUICK === "1";
const runs = Number(process.env.BENCH_START_RUNS ?? (quick ? 2 : 5));
const idleSeconds = quick ? 2 : 10;
const main = fileURLToPath(new URL("../server/dist/main.js", import.meta.url));

const first = [];
const later = [];
const memory = [];
for (let run = 0; run < runs; run++) {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-start-"));
  try {
    first.push((await timeStart(main, folder)).seconds);
    const second = await timeStart(main, folder, async (child, said) => {
      await sleep(idleSeconds * 1000);
      const database = /embedded PostgreSQL in (.+)/.exec(said)[1];
      return { node: pssMegabytes([child.pid]), postgres: pssMegabytes(postgresPids(database)) };
    });
    later.push(second.seconds);
    memory.push(second.measured);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
const both = memory.map(({ node, postgres }) => node + postgres);
const text = [
  describeRun(),
  `${runs} runs, each in a new folder; median [min–max]; memory after ${idleSeconds} s without a request`,
  "",
  table(
    ["", "measured"],
    [
      ["first start (initdb, tables, keys), s", spread(first, 2)],
      ["later start, s", spread(later, 2)],
      [
        "memory of Node, MB",
        spread(
          memory.map(({ node }) => node),
          0,
        ),
      ],
      [
        "memory of PostgreSQL, all processes, MB",
        spread(
          memory.map(({ postgres }) => postgres),
          0,
        ),
      ],
    ],
  ),
  "",
  table(requirementHead, [
    judge("first start", median(first), { most: 3, unit: " s" }),
    judge("later start", median(later), { most: 1, unit: " s" }),
    judge("memory idle, Node and PostgreSQL", median(both), { most: 180, unit: " MB" }),
  ]),
].join("\n");
console.log(`\n${text}`);
if (quick) console.log("\nA quick run is not written to README.md.");
else writeResults("start", text);
