// Sign-ins per second by phone through our pages, beside better-auth's whole sign-in, in interleaved rounds. See README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { countSignInStatements } from "./count-sign-in-statements.mjs";
import { openSharedDatabase } from "./database.mjs";
import { describeRun, judge, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { measureRound } from "./measure-round.mjs";
import { startWorker } from "./processes.mjs";
import { signInContestants, startSignInContestant } from "./sign-in-contestants.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 5));
const ms = Number(process.env.BENCH_SECONDS ?? (quick ? 1 : 4)) * 1000;
const warmUpMs = Number(process.env.BENCH_WARM_UP_SECONDS ?? (quick ? 1 : 5)) * 1000;
const connections = 16;

const kinds = { new: "sign-up, a number never seen", known: "sign-in, a browser never seen" };
const names = Object.keys(signInContestants);

const rate = ({ turnsPerSecond }) => turnsPerSecond;
/** What a sign-in costs: steadier than the rate on a machine that others use too. */
const cost = ({ serverMicros, postgresMicros }) => serverMicros + postgresMicros;

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const load = await startWorker("sign-in-load.mjs");
  opened.push(load.stop);
  const running = {};
  for (const name of names) {
    running[name] = await startSignInContestant(name, { database, load });
    opened.push(running[name].stop);
  }
  // Those who sign up here are those who sign in later.
  for (const who of Object.keys(kinds))
    for (const name of names) await running[name].ask({ who, ms: warmUpMs, connections });
  const results = { ours: { new: [], known: [] }, "better-auth": { new: [], known: [] } };
  for (let round = 0; round < rounds; round++)
    for (const who of Object.keys(kinds))
      for (const name of round % 2 ? names.toReversed() : names) {
        await sleep(300);
        const result = await measureRound(running[name], { who, ms, connections }, { database, load });
        results[name][who].push(result);
        console.log(
          `round ${round + 1}  ${name.padEnd(12)}${who.padEnd(6)}${result.turnsPerSecond.toFixed(0).padStart(5)}/s  p50 ${result.p50.toFixed(1)} ms  p99 ${result.p99.toFixed(1)} ms`,
        );
      }
  for (const { stop } of Object.values(running)) await stop();
  const statements = await countSignInStatements(database, load, { ms: quick ? 1000 : 3000, connections });
  const text = report(results, statements);
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("sign-in", text);
} finally {
  for (const close of opened.reverse()) await close();
}

function report(results, statements) {
  const all = names.flatMap((name) => Object.values(results[name]).flat());
  /** Round by round. */
  const ratios = (who, figure) =>
    results.ours[who].map((result, round) => figure(result) / figure(results["better-auth"][who][round]));
  const rows = Object.entries(kinds).flatMap(([who, about]) =>
    names.map((name) => {
      const list = results[name][who];
      const column = (key, digits) =>
        spread(
          list.map((result) => result[key]),
          digits,
        );
      return [
        `${name === "ours" ? "Munjigi" : name}: ${about}`,
        column("turnsPerSecond"),
        column("p50", 1),
        column("p99", 1),
        column("serverMicros"),
        column("postgresMicros"),
        ...(name === "ours" ? ["", ""] : [spread(ratios(who, rate), 2), spread(ratios(who, cost), 2)]),
      ];
    }),
  );
  return [
    describeRun(),
    `${rounds} interleaved rounds of ${ms / 1000} s, ${connections} clients; median [min–max]; times are of one request`,
    `Of the machine, others than these processes took ${spread(all.map(({ othersPercent }) => othersPercent))} % meanwhile.`,
    "",
    table(
      [
        "",
        "sign-ins/s",
        "p50 ms",
        "p99 ms",
        "CPU of its process, µs",
        "CPU of PostgreSQL, µs",
        "ours / it, sign-ins/s",
        "ours / it, CPU",
      ],
      rows,
    ),
    "",
    table(
      requirementHead,
      Object.entries(kinds).map(([who, about]) =>
        judgeStatements(`statements per ${about}`, statements[who].perSignIn),
      ),
    ),
    ...Object.entries(kinds).flatMap(([who, about]) => ["", ...listOf(about, statements[who])]),
  ].join("\n");
}

/** Fewer are better, so the stretch is reached from above. What was under way as the counting began or ended makes hundredths. */
function judgeStatements(what, counted) {
  const value = Math.round(counted * 10) / 10;
  const [, measured, required, kept] = judge(what, value, { most: 10 });
  return [what, measured, required, kept, `8 ${value <= 8 ? "reached" : "not reached"}`];
}

function listOf(about, { own, shared, total, transactions, ms }) {
  const percent = (part) => `${((100 * part) / ms).toFixed(0)} %`;
  const line = ({ calls, name }) => `${calls.toFixed(3)} ${name}`;
  return [
    `Of a ${about}, ${total.toFixed(1)} statements with its part of what is shared, and ${transactions.toFixed(1)} begin with its commit; ${ms.toFixed(2)} ms in all:`,
    "",
    table(
      ["calls", "of PostgreSQL's time", "statement"],
      own.map((one) => [one.calls.toFixed(2), percent(one.ms), one.name]),
    ),
    "",
    `Shared by several: ${shared.map(line).join(", ")}.`,
  ];
}
