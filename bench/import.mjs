// People imported a second, with numbers, hashes and social accounts; memory meanwhile; and a process killed in the middle. See README.md.
import { availableParallelism, loadavg } from "node:os";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../server/dist/db/open.js";
import { openSharedDatabase } from "./database.mjs";
import { adminToken, environment, phoneNumber } from "./deployment.mjs";
import { describeRun, judge, requirementHead, table, writeResults } from "./figures.mjs";
import { cpuSeconds, postgresPids, pssMegabytes, startServer } from "./processes.mjs";

const quick = process.env.BENCH_QUICK === "1";
const total = Number(process.env.BENCH_PEOPLE ?? (quick ? 10_000 : 100_000));
const HEAP_MB = 256;
const BCRYPT_SALTED = "$2b$10$N9qo8uLOickgx2ZMRZoMye";
const headers = { authorization: `Bearer ${adminToken}` };

/** A number, an address, a hash, an account at Kakao, what they agreed to. */
const person = (n) => ({
  externalId: `old-${n}`,
  name: `사람 ${n}`,
  language: "ko",
  createdAt: "2023-05-06T07:08:09Z",
  identifiers: [
    { kind: "phone", value: phoneNumber(n).replace("+8210", "010"), verified: true },
    { kind: "email", value: `person${n}@example.com`, verified: n % 2 === 0 },
  ],
  passwordHash: BCRYPT_SALTED + n.toString(36).padStart(31, "A"),
  social: [{ connector: "kakao-universal", subject: String(3_000_000_000 + n) }],
  consents: [{ item: "minimum_age", version: "14", agreed: true, at: "2023-05-06T07:08:09Z" }],
});

function* file(count) {
  for (let n = 0; n < count; n += 100)
    yield Buffer.from(
      Array.from({ length: Math.min(100, count - n) }, (_, of) => `${JSON.stringify(person(n + of))}\n`).join(""),
    );
}

const opened = [];
try {
  const database = await openSharedDatabase();
  opened.push(database.close);
  const begin = async (name) => {
    const DATABASE_URL = await database.create(name);
    // What it needs: with more, V8 takes more before it looks for garbage.
    const env = { ...environment, DATABASE_URL, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` };
    const server = await startServer("../server/dist/main.js", env);
    opened.push(() => server.stop());
    const sql = openDatabase({ url: DATABASE_URL, max: 1, statementTimeoutMs: 60_000 });
    opened.push(() => sql.end());
    const made = await fetch(`${server.origin}/api/connectors`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ connectorId: "kakao-universal", config: { clientId: "bench", clientSecret: "bench" } }),
    });
    if (made.status !== 201) throw new Error(await made.text());
    await sleep(1500);
    return { server, sql, env };
  };
  const send = async (origin, query = "") => {
    const from = performance.now();
    const response = await fetch(`${origin}/api/users/import${query}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-ndjson" },
      body: Readable.from(file(total)),
      duplex: "half",
    });
    const job = await response.json();
    if (response.status !== 202) throw new Error(JSON.stringify(job));
    return { id: job.id, seconds: (performance.now() - from) / 1000 };
  };
  const look = async (origin, id) => await (await fetch(`${origin}/api/users/imports/${id}`, { headers })).json();
  /** Waits for the end; memory at a tenth of the way and at the end. */
  const follow = async ({ origin, pid }, id) => {
    const from = performance.now();
    const memory = [];
    for (;;) {
      const job = await look(origin, id);
      const { lines, created, updated, unchanged, refused } = job.counts;
      const share = (created + updated + unchanged + refused) / lines;
      memory.push({ share, mb: pssMegabytes([pid]) });
      if (job.status === "done") return { job, seconds: (performance.now() - from) / 1000, memory };
      await sleep(250);
    }
  };
  const at = (memory, from, to) =>
    Math.max(...memory.filter(({ share }) => share >= from && share <= to).map(({ mb }) => mb));

  const first = await begin("import");
  const before = pssMegabytes([first.server.pid]);
  const spent = () => [cpuSeconds([first.server.pid]), cpuSeconds(postgresPids(database.folder))];
  const spentBefore = spent();
  const sent = await send(first.server.origin);
  const run = await follow(first.server, sent.id);
  const [node, postgres] = spent().map((seconds, of) => ((seconds - spentBefore[of]) / total) * 1e6);
  const again = await follow(first.server, (await send(first.server.origin)).id);
  const perSecond = total / (sent.seconds + run.seconds);

  // Another deployment, whose process is killed at a third, at a half and at two thirds of the way.
  const second = await begin("killed");
  let { server } = second;
  const { id } = await send(server.origin);
  for (const share of [0.33, 0.5, 0.67]) {
    for (;;) {
      const { counts } = await look(server.origin, id);
      if (counts.created >= share * total) break;
      await sleep(20);
    }
    process.kill(server.pid, "SIGKILL");
    server = await startServer("../server/dist/main.js", second.env);
    const latest = server;
    opened.push(() => latest.stop());
  }
  const killed = await follow(server, id);
  const [count] = await second.sql`select count(*)::int as users, count(distinct external_id)::int as ids,
    (select count(*)::int from identifiers) as identifiers, (select count(*)::int from social_identities) as identities,
    (select count(*)::int from user_consents) as consents from users`;
  const isWhole =
    [count.users, count.ids, count.identities, count.consents, killed.job.counts.created].every((n) => n === total) &&
    count.identifiers === 2 * total;

  const early = at(run.memory, 0.02, 0.12);
  const late = at(run.memory, 0.9, 1);
  const text = [
    describeRun(),
    `${total} people, each with a number, an address, a bcrypt hash, an account at Kakao and a consent; client, server and PostgreSQL on these processors; a heap of ${HEAP_MB} MB`,
    `Load of the machine when it ended (1 min): ${loadavg()[0].toFixed(1)} on ${availableParallelism()} processors; the bench alone is about 2.`,
    "",
    table(
      ["", "measured"],
      [
        ["taking the file in, s", sent.seconds.toFixed(1)],
        ["working it through, s", run.seconds.toFixed(1)],
        ["people per second, both", perSecond.toFixed(0)],
        ["CPU of Node, µs a person", node.toFixed(0)],
        ["CPU of PostgreSQL, µs a person", postgres.toFixed(0)],
        ["the same file once more: nothing changes, people per second", (total / again.seconds).toFixed(0)],
        ["memory of Node before, MB", before.toFixed(0)],
        ["… at a tenth of the way, MB", early.toFixed(0)],
        ["… at the end, MB", late.toFixed(0)],
        ["`kill -9` at 33, 50 and 67 %: each person once", isWhole ? "yes" : "**no**"],
      ],
    ),
    "",
    table(requirementHead, [
      judge("people per second", perSecond, { least: 3000, unit: "/s" }),
      judge("memory at the end / at a tenth", late / early, { most: 1.2, unit: " ×" }),
      judge("of the same file once more, changed", again.job.counts.created + again.job.counts.updated, { most: 0 }),
      judge("people that are there once, after `kill -9`", isWhole ? total : 0, { least: total }),
    ]),
  ].join("\n");
  console.log(text);
  if (quick) console.log("\nA quick run is not written to README.md.");
  else writeResults("import", text);
} finally {
  for (const close of opened.reverse()) await Promise.resolve(close()).catch(() => {});
}
