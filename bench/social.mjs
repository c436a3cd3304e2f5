// Sign-ups per second by a social provider's button, beside those by a code in the same server, in interleaved rounds; and what they say
// to PostgreSQL. See README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { countSignInStatements } from "./count-sign-in-statements.mjs";
import { openSharedDatabase } from "./database.mjs";
import { describeRun, judge, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { measureRound } from "./measure-round.mjs";
import { startWorker } from "./processes.mjs";
import { startSignInContestant } from "./sign-in-contestants.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 5));
const ms = Number(process.env.BENCH_SECONDS ?? (quick ? 1 : 4)) * 1000;
const warmUpMs = Number(process.env.BENCH_WARM_UP_SECONDS ?? (quick ? 1 : 8)) * 1000;
const connections = 16;
const MOST_STATEMENTS = 8;

const flows = { social: "social", code: "munjigi" };
const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const load = await startWorker("sign-in-load.mjs");
  const kakao = await startWorker("kakao.mjs");
  opened.push(load.stop, kakao.stop);
  const server = await startSignInContestant("ours", { database, load, name: "social", flow: "social", kakao });
  opened.push(server.stop);
  const results = { social: [], code: [] };
  for (const flow of Object.values(flows)) await server.ask({ who: "new", ms: warmUpMs, connections, flow });
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 ? ["code", "social"] : ["social", "code"]) {
      await sleep(300);
      await kakao.ask({});
      const result = await measureRound(server, { who: "new", ms, connections, flow: flows[name] }, { database, load });
      results[name].push(result);
      console.log(`round ${round + 1}  ${name.padEnd(7)}${result.turnsPerSecond.toFixed(0).padStart(6)}/s`);
    }
  await server.stop();
  const statements = await countSignInStatements(database, load, {
    ms: quick ? 1000 : 3000,
    connections,
    flow: "social",
    kakao,
  });
  const text = report(results, statements);
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("social", text);
} finally {
  for (const close of opened.reverse()) await close();
}

function report(results, statements) {
  const ratios = results.social.map((one, round) => one.turnsPerSecond / results.code[round].turnsPerSecond);
  const row = (title, list) => [
    title,
    ...["turnsPerSecond", "p50", "p99", "serverMicros", "postgresMicros"].map((key, at) =>
      spread(
        list.map((result) => result[key]),
        at % 3 ? 1 : 0,
      ),
    ),
  ];
  const kinds = { new: "sign-up", known: "sign-in" };
  // The sign-in page and the account's are not the gateway's.
  const hopsOf = ({ own }) =>
    own.filter(({ name }) => name !== "signin: the account's page").reduce((total, { calls }) => total + calls, 0);
  return [
    describeRun(),
    `${rounds} interleaved rounds of ${ms / 1000} s, ${connections} clients; median [min–max]`,
    "",
    table(
      ["", "per second", "p50 ms", "p99 ms", "CPU of its process, µs", "CPU of PostgreSQL, µs"],
      [row("sign-ups by Kakao's button", results.social), row("sign-ups by a code", results.code)],
    ),
    "",
    `By Kakao's button : by a code, ${spread(ratios, 2)}.`,
    "",
    table(
      requirementHead,
      Object.entries(kinds).map(([who, about]) =>
        judge(`statements of a ${about}'s hops`, Math.round(hopsOf(statements[who]) * 10) / 10, {
          most: MOST_STATEMENTS,
        }),
      ),
    ),
    ...Object.entries(kinds).flatMap(([who, about]) => [
      "",
      `Of a ${about}:`,
      "",
      table(
        ["calls", "statement"],
        statements[who].own.map(({ calls, name }) => [calls.toFixed(2), name]),
      ),
    ]),
  ].join("\n");
}
