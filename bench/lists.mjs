// How long the lists of the management API take where a million people have asked for ten million codes. See README.md.
import { openSharedDatabase } from "./database.mjs";
import { adminToken, environment } from "./deployment.mjs";
import { describeRun, judge, requirementHead, table, writeResults } from "./figures.mjs";
import { BUSY_NUMBER, countHours, ENDPOINT, fillTables, ORGANIZATION } from "./fill-tables.mjs";
import { startServer } from "./processes.mjs";

const quick = process.env.BENCH_QUICK === "1";
const part = quick ? 100 : 1;
const rows = {
  people: 1_000_000 / part,
  verifications: 10_000_000 / part,
  events: 5_000_000 / part,
  deliveries: 1_000_000 / part,
  organizations: 60_000,
};
const ROUNDS = 20;
const MOST_MS = 200;
const day = (ago) => encodeURIComponent(new Date(Date.now() - ago * 86_400_000).toISOString());
const number = (n) => encodeURIComponent(`+8210${20_000_000 + ((n * 7_368_787) % 30_000_000)}`);
const user = (n) => `US${String(n).padStart(32, "0")}`;

/** What is asked: the first page, filters that match few and none, far back, and what everybody's record begins with. */
const lists = [
  "users",
  "users?status=suspended",
  `users?phone=${number(4711)}`,
  "users?phone=%2B8210",
  "users?phone=%2B82103",
  "users?email=person99",
  "users?email=nobody%40example.com",
  `users?name=${encodeURIComponent("사람")}`,
  `users?name=${encodeURIComponent("사람99")}`,
  `users?after=${user(rows.people / 2)}`,
  `users/${user(4711)}`,
  `users/${user(4711)}/sessions`,
  "verifications",
  "verifications?status=canceled",
  "verifications?status=max_attempts_reached",
  `verifications?to=${encodeURIComponent(BUSY_NUMBER)}`,
  `verifications?to=${encodeURIComponent(BUSY_NUMBER)}&status=max_attempts_reached`,
  `verifications?to=${number(13)}`,
  `verifications?until=${day(200)}`,
  `verifications?since=${day(90)}&until=${day(60)}&status=canceled`,
  "messages",
  "messages?status=failed",
  "messages?status=queued",
  "messages?connector=solapi",
  `messages?to=${encodeURIComponent(BUSY_NUMBER)}`,
  `messages?until=${day(300)}&status=failed`,
  `why?to=${encodeURIComponent(BUSY_NUMBER)}`,
  `why?to=${number(13)}`,
  "connectors/health",
  ...["country", "connector", "service", "day"].map((by) => `insight?since=${day(30)}&by=${by}`),
  `insight?since=${day(90)}&by=day`,
  `insight?since=${day(2)}&by=hour`,
  "audit-log",
  "audit-log?type=user.suspended",
  "audit-log?type=user.deleted",
  "audit-log?type=session.",
  `audit-log?actor=${user(4711)}`,
  `audit-log?actor=${user(4711)}&type=user.deleted`,
  `audit-log?since=${day(200)}&until=${day(199)}`,
  "organizations",
  `organizations?name=${encodeURIComponent("가게 599")}`,
  "organizations?slug=shop-50000",
  `organizations/${ORGANIZATION}/members`,
  `organizations/${ORGANIZATION}/members?after=${user(rows.people / 2)}`,
  `webhooks/${ENDPOINT}/deliveries`,
  `webhooks/${ENDPOINT}/deliveries?status=dead`,
  `webhooks/${ENDPOINT}/deliveries?status=waiting`,
  "alerts",
  "services",
  "templates",
  "safe-list",
  "block-list",
];

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  await database.query("alter system set max_wal_size = '8GB'");
  await database.restartWith("pg_stat_statements");
  await database.query("create extension pg_stat_statements");
  const url = await database.create("lists");
  const env = { ...environment, DATABASE_URL: url };
  await (await startServer("../server/dist/main.js", env)).stop();
  await fillTables(url, rows);
  await countHours(url);
  await database.query("select pg_stat_statements_reset()");
  const server = await startServer("../server/dist/main.js", env);
  opened.push(server.stop);
  const measured = [];
  for (const path of lists) {
    const one = { path, ...(await measure(`${server.origin}/api/${path}`)) };
    measured.push(one);
    console.log(
      `${one.first.toFixed(0).padStart(5)}${one.middle.toFixed(1).padStart(8)}${one.worst.toFixed(1).padStart(8)}  ${path}`,
    );
  }
  const slow =
    await database.query(`select query, calls::int, max_exec_time as max, mean_exec_time as mean from pg_stat_statements
    where max_exec_time > ${MOST_MS / 2} order by mean_exec_time desc limit 10`);
  for (const one of slow)
    console.log(one.calls, one.mean.toFixed(0), one.max.toFixed(0), one.query.replace(/\s+/g, " ").slice(0, 150));
  const text = report(measured);
  console.log(`\n${text}`);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("lists", text);
} finally {
  for (const close of opened.reverse()) await close();
}

/** The first time, and then some, one after the other, with the way there and back. */
async function measure(url) {
  const times = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    const response = await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } });
    const body = await response.text();
    times.push(performance.now() - began);
    if (response.status !== 200) throw new Error(`${url}: ${response.status} ${body}`);
  }
  const [first, ...later] = times;
  later.sort((a, b) => a - b);
  return { first, middle: later[later.length >> 1], worst: later.at(-1) };
}

function report(measured) {
  const slowest = measured.toSorted((a, b) => b.middle - a.middle);
  const most = (key) => Math.max(...measured.map((one) => one[key]));
  return [
    describeRun(),
    `${rows.people} people, ${rows.verifications} verifications and as many messages, ${rows.events} events, ${rows.deliveries} deliveries, ${rows.organizations} organizations; ${measured.length} requests, each ${ROUNDS} times after a first`,
    "",
    table(requirementHead, [
      judge("the slowest list, median", most("middle"), { most: MOST_MS, unit: " ms" }),
      judge("the slowest answer of all", most("worst"), { most: MOST_MS, unit: " ms" }),
      judge("the slowest first answer, with cold pages", most("first"), { most: MOST_MS, unit: " ms" }),
    ]),
    "",
    "The ten slowest:",
    "",
    table(
      ["request", "first, ms", "median, ms", "worst, ms"],
      slowest
        .slice(0, 10)
        .map(({ path, first, middle, worst }) => [
          `\`/api/${decodeURIComponent(path)}\``,
          ...[first, middle, worst].map((ms) => ms.toFixed(1)),
        ]),
    ),
  ].join("\n");
}
