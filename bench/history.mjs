// What requests notice of a sweep that deletes old history. See README.md.
import { loadavg } from "node:os";
import { openDatabase } from "../server/dist/db/open.js";
import { openSharedDatabase } from "./database.mjs";
import { environment } from "./deployment.mjs";
import { describeRun, judge, median, requirementHead, spread, table, writeResults } from "./figures.mjs";
import { countHours, fillTables } from "./fill-tables.mjs";
import { startServer, startWorker } from "./processes.mjs";

const quick = process.env.BENCH_QUICK === "1";
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 2 : 9));
const ms = Number(process.env.BENCH_SECONDS ?? (quick ? 2 : 6)) * 1000;
const verifications = quick ? 50_000 : 2_000_000;
/** Of a year's rows half are older. */
const DAYS = 182;
/** The first identifier of that day. */
const OLDER = `VE${(Date.now() - DAYS * 86_400_000).toString(16).padStart(12, "0")}`;
const loads = {
  open: { name: "100 pairs a second", perSecond: 100, connections: 16 },
  closed: { name: "4 callers, pair after pair", connections: 4 },
};

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const url = await database.create("history");
  const env = { ...environment, DATABASE_URL: url, MUNJIGI_HISTORY_DAYS: String(DAYS) };
  await (await startServer("../server/dist/main.js", { ...env, MUNJIGI_HISTORY_DAYS: "0" })).stop();
  await fillTables(url, { people: 1000, verifications, events: 0, deliveries: 0, organizations: 1 });
  await countHours(url);
  const sql = openDatabase({ url, max: 1, statementTimeoutMs: 60_000 });
  opened.push(() => sql.end());
  const [size] =
    await sql`select (pg_total_relation_size('verifications') + pg_total_relation_size('messages'))::float8 / ${verifications}::int as bytes`;
  console.log(`${Math.round(size.bytes)} bytes a verification with its message`);

  const load = await startWorker("load.mjs");
  opened.push(load.stop);
  /** A server of its own for each phase: it sweeps as it does by itself, from its start on, or finds that it is not its turn. */
  const phase = async (sweeps) => {
    const [holder, nextAt] = sweeps ? ["null", "'-infinity'"] : ["'nobody'", "'infinity'"];
    await sql.unsafe(`insert into history_sweeps (kind, holder, next_at) values ('verifications', ${holder}, ${nextAt})
      on conflict (kind) do update set holder = excluded.holder, next_at = excluded.next_at`);
    const server = await startServer("../server/dist/main.js", env);
    try {
      const ask = (job) => load.ask({ flow: "munjigi", origin: server.origin, ms, ...job });
      await ask({ ...loads.closed, ms: quick ? 1000 : 5000 });
      const [before, began] = [await count(), Date.now()];
      const measured = await measure(ask);
      return { ...measured, perSecond: ((before - (await count())) * 1000) / (Date.now() - began) };
    } finally {
      await server.stop();
    }
  };
  const count = async () => (await sql`select count(*)::int as n from verifications where sid < ${OLDER}`)[0].n;
  const old = await count();
  const phases = { quiet: [], sweeping: [] };
  const machine = [];
  for (let round = 0; round < rounds; round++) {
    // Each one first in every other round: what else the machine does changes by the minute.
    const measured = {};
    for (const sweeps of round % 2 ? [false, true] : [true, false]) measured[sweeps] = await phase(sweeps);
    const [quiet, sweeping] = [measured.false, measured.true];
    if (quiet.perSecond !== 0 || sweeping.perSecond === 0) throw new Error("it did not sweep when it should");
    machine.push(loadavg()[0]);
    phases.quiet.push(quiet);
    phases.sweeping.push(sweeping);
    console.log(
      `round ${round + 1}  p99 open ${quiet.open.p99.toFixed(1)} → ${sweeping.open.p99.toFixed(1)} ms  closed ${quiet.closed.p99.toFixed(1)} → ${sweeping.closed.p99.toFixed(1)} ms  ${Math.round(sweeping.perSecond)} deleted/s  load ${loadavg()[0].toFixed(1)}`,
    );
  }
  const text = report(phases, { machine, old, left: await count(), bytes: size.bytes });
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("history", text);
} finally {
  for (const close of opened.reverse()) await close();
}

/** Both loads, one after the other. */
async function measure(ask) {
  const measured = {};
  for (const [name, { perSecond, connections }] of Object.entries(loads))
    measured[name] = await ask({ perSecond, connections });
  return measured;
}

function report({ quiet, sweeping }, { machine, old, left, bytes }) {
  const times = (phase, name, key) =>
    spread(
      phase.map((one) => one[name][key]),
      1,
    );
  const ratios = (name) => sweeping.map((one, round) => one[name].p99 / quiet[round][name].p99);
  return [
    describeRun(),
    `${rounds} interleaved rounds of ${ms / 1000} s for each load; median [min–max]. Load average of the machine meanwhile: ${spread(machine, 1)}`,
    `${verifications} verifications and as many messages, ${Math.round(bytes)} bytes each pair with all indexes; ${old} of them old, of which ${old - left} were deleted meanwhile, ${spread(sweeping.map((one) => one.perSecond))} a second`,
    "",
    table(
      ["load", "p50 ms", "… while it deletes", "p99 ms", "… while it deletes", "p99, ratio"],
      Object.entries(loads).map(([key, { name }]) => [
        name,
        times(quiet, key, "p50"),
        times(sweeping, key, "p50"),
        times(quiet, key, "p99"),
        times(sweeping, key, "p99"),
        spread(ratios(key), 2),
      ]),
    ),
    "",
    table(
      requirementHead,
      Object.entries(loads).map(([key, { name }]) =>
        judge(`p99 while it deletes / p99, ${name}`, median(ratios(key)), { most: 1.3, unit: " ×" }),
      ),
    ),
  ].join("\n");
}
