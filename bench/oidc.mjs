// Sign-ins per second of an application by OpenID Connect, from its request to its tokens, beside the floor of the throughput benchmark,
// in interleaved rounds. See README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { contestants, startContestant } from "./contestants.mjs";
import { countSignInStatements } from "./count-sign-in-statements.mjs";
import { openSharedDatabase } from "./database.mjs";
import { describeRun, judge, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { measureRound } from "./measure-round.mjs";
import { startWorker } from "./processes.mjs";
import { startSignInContestant } from "./sign-in-contestants.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 5));
const ms = Number(process.env.BENCH_SECONDS ?? (quick ? 1 : 4)) * 1000;
/** Longer than elsewhere: one sign-in is eight requests and as many more lines of a library, so it takes longer to be compiled. */
const warmUpMs = Number(process.env.BENCH_WARM_UP_SECONDS ?? (quick ? 1 : 15)) * 1000;
const connections = 16;
const MOST_STATEMENTS = 16;
const LEAST_OF_FLOOR = 0.05;

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const people = await startWorker("sign-in-load.mjs");
  const callers = await startWorker("load.mjs");
  opened.push(people.stop, callers.stop);
  const floor = await startContestant(
    contestants.find(({ name }) => name === "floor"),
    { database, load: callers },
  );
  const ours = await startSignInContestant("ours", { database, load: people, flow: "oidc" });
  opened.push(floor.stop, ours.stop);
  const results = { ours: [], floor: [] };
  await floor.ask({ ms: warmUpMs, connections });
  await ours.ask({ who: "new", ms: warmUpMs, connections });
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 ? ["floor", "ours"] : ["ours", "floor"]) {
      await sleep(300);
      const [who, load] = name === "ours" ? [ours, people] : [floor, callers];
      const result = await measureRound(who, { who: "new", ms, connections }, { database, load });
      results[name].push(result);
      console.log(`round ${round + 1}  ${name.padEnd(6)}${rate(result).toFixed(0).padStart(7)}/s`);
    }
  await ours.stop();
  await floor.stop();
  const statements = await countSignInStatements(database, people, {
    ms: quick ? 1000 : 3000,
    connections,
    flow: "oidc",
  });
  const text = report(results, statements);
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("oidc", text);
} finally {
  for (const close of opened.reverse()) await close();
}

function rate({ turnsPerSecond }) {
  return turnsPerSecond;
}

function report(results, statements) {
  const ratios = results.ours.map((one, round) => rate(one) / rate(results.floor[round]));
  const sorted = ratios.toSorted((a, b) => a - b);
  const kinds = { new: "sign-up", known: "sign-in" };
  const column = (key, digits) =>
    spread(
      results.ours.map((result) => result[key]),
      digits,
    );
  return [
    describeRun(),
    `${rounds} interleaved rounds of ${ms / 1000} s, ${connections} clients; median [min–max]`,
    "",
    table(
      ["", "per second", "p50 ms", "p99 ms", "CPU of its process, µs", "CPU of PostgreSQL, µs"],
      [
        [
          "sign-ups by OpenID Connect",
          ...["turnsPerSecond", "p50", "p99", "serverMicros", "postgresMicros"].map((key, at) =>
            column(key, at % 3 ? 1 : 0),
          ),
        ],
        ["the floor: pairs of start and check", spread(results.floor.map(rate)), "", "", "", ""],
      ],
    ),
    "",
    table(requirementHead, [
      judge("sign-ins per second : the floor", sorted[sorted.length >> 1], { least: LEAST_OF_FLOOR }),
      ...Object.entries(kinds).map(([who, about]) =>
        judge(`statements of a ${about}, in all`, Math.round(statements[who].perSignIn * 10) / 10, {
          most: MOST_STATEMENTS,
        }),
      ),
    ]),
    ...Object.entries(kinds).flatMap(([who, about]) => [
      "",
      `Of a ${about}, besides what several share (${statements[who].shared.map(({ calls, name }) => `${calls.toFixed(3)} ${name}`).join(", ")}):`,
      "",
      table(
        ["calls", "statement"],
        statements[who].own.map(({ calls, name }) => [calls.toFixed(2), name]),
      ),
    ]),
  ].join("\n");
}
