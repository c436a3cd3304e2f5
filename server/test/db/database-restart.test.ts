/**
 * @module PostgreSQL dies, freezes and comes back while requests go on; and the server is told to stop while they do.
 * The PostgreSQL is an embedded one of this file's own.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { connect as connectSocket, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, burst, check, newNumber, type ServerProcess, start, startProcess } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";
import {
  clearAway,
  connect,
  firstStart,
  folderOf,
  heldInserts,
  holdInserts,
  holdVerifications,
  isGone,
  postgresOf,
  postmastersOf,
  signal,
  waitingFor,
} from "../kit/postgres-processes.js";

const WORKERS = 12;
/** Within five seconds, and what starting PostgreSQL takes. */
const BACK_WITHIN_MS = 5000 + slowed(3000);
/** The server's time limit of an answer, and what answering takes. */
const ANSWERED_WITHIN_MS = 8000 + slowed(2000);

let dataDir: string;
let server: ServerProcess;

const open = () => startProcess({ ...firstStart, MUNJIGI_DATA_DIR: dataDir, MUNJIGI_DATABASE_POOL: "12" });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  server = await open();
});

afterAll(async () => {
  server.child.kill("SIGKILL");
  await server.exited;
  await clearAway(join(dataDir, "pg"));
  await rm(dataDir, { recursive: true, force: true });
});

/** The answers a caller may get while the database is away; anything else is told in words. */
function complaint({ status, headers, body }: Answer): string | undefined {
  if (status === 200 || status === 201) return undefined;
  if (status === 429 && (body.code === 60202 || body.code === 60203)) return undefined;
  const shape = { code: 20503, message: "Service Unavailable", status: 503 };
  const isTwilios = Object.entries(shape).every(([name, value]) => body?.[name] === value) && "more_info" in body;
  if (status === 503 && isTwilios && Number(headers.get("retry-after")) > 0) return undefined;
  return `${status} ${JSON.stringify(body)} retry-after=${headers.get("retry-after")}`;
}

/** Creates, and a wrong check after each, from several workers, until stopped. */
function load() {
  const acknowledged: { sid: string; message: string }[] = [];
  const complaints: string[] = [];
  const seen = new Map<number, number>();
  const slowest = { ms: 0 };
  let loading = true;
  const note = async (request: Promise<Answer>) => {
    const since = Date.now();
    try {
      const answer = await request;
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      const wrong = complaint(answer);
      if (wrong) complaints.push(wrong);
      slowest.ms = Math.max(slowest.ms, Date.now() - since);
      return answer;
    } catch (error) {
      complaints.push(`no answer: ${(error as Error).cause ?? error}`);
      return undefined;
    }
  };
  const worker = async () => {
    while (loading) {
      const to = newNumber();
      const created = await note(start(server.origin, to));
      if (created?.status === 201)
        acknowledged.push({ sid: created.body.sid, message: created.body.send_code_attempts[0].attempt_sid });
      if (created?.status === 201) await note(check(server.origin, to, "00000000"));
      await sleep(10);
    }
  };
  const working = Promise.all(Array.from({ length: WORKERS }, worker));
  const stop = async () => {
    loading = false;
    await working;
    return { acknowledged, complaints, seen: Object.fromEntries(seen), slowestMs: slowest.ms };
  };
  return { acknowledged, stop };
}

/** Which of these are not there: the verification, or its message on its way or sent. */
async function missing(acknowledged: { sid: string; message: string }[]): Promise<unknown[]> {
  const sql = connect(folderOf(server));
  const rows = await sql<{ verificationSid: string; sid: string }[]>`select m.verification_sid, m.sid from messages m
    join verifications v on v.sid = m.verification_sid where m.status in ('queued', 'sending', 'sent')`;
  await sql.end();
  const found = new Map(rows.map(({ sid, verificationSid }) => [sid, verificationSid]));
  return acknowledged.filter(({ sid, message }) => found.get(message) !== sid);
}

const ask = async (path: string) => (await fetch(`${server.origin}${path}`)).status;

/** How often a line of the log begins like this, from a place in it on. */
const lines = (msg: string, from = 0) => server.output().slice(from).split(`"msg":"${msg}`).length - 1;

/** The outage has a line when it begins and one when it is over; what it failed has none. */
function expectLinesOfOutages(from: number): void {
  const [away, back] = [lines("the database is away", from), lines("the database is back", from)];
  expect(back).toBe(away);
  for (const msg of ["unavailable", "a round of work failed", "the dispatcher", "the carrier"])
    expect([msg, lines(msg, from)]).toEqual([msg, 0]);
}

test("PostgreSQL restarted three times under load: 503 meanwhile, back within 5 s, nothing acknowledged is lost", async () => {
  const folder = folderOf(server);
  const { acknowledged, stop } = load();
  const recoveries: number[] = [];
  let result: Awaited<ReturnType<typeof stop>>;
  try {
    await eventually(async () => acknowledged.length > 50);
    for (let round = 0; round < 3; round++) {
      const [killed] = postmastersOf(folder);
      // "Immediate shutdown": what pg_ctl restart -m immediate begins with.
      process.kill(killed as number, "SIGQUIT");
      const since = Date.now();
      await eventually(async () => !postmastersOf(folder).includes(killed as number));
      const before = acknowledged.length;
      await eventually(async () => acknowledged.length > before + WORKERS);
      recoveries.push(Date.now() - since);
      await sleep(300);
    }
  } finally {
    result = await stop();
  }
  const { complaints, seen, slowestMs } = result;
  console.log(`recovered in ${recoveries} ms; answers ${JSON.stringify(seen)}; slowest ${slowestMs} ms`);
  expect(complaints).toEqual([]);
  for (const recovery of recoveries) expect(recovery).toBeLessThan(BACK_WITHIN_MS);
  expect(await missing(acknowledged)).toEqual([]);
  expect(server.child.exitCode).toBeNull();
  await eventually(async () => lines("the database is away") === lines("the database is back"));
  expectLinesOfOutages(0);
  const noticed = lines("the database is back") + lines("the database answers, but failed a moment ago");
  expect(noticed).toBeGreaterThanOrEqual(1);
  expect(noticed).toBeLessThanOrEqual(12);
  expect(server.output()).not.toMatch(/"level":"fatal"|"msg":"request failed"/);
});

test("PostgreSQL frozen: 503 within the time limit of a request, then all is as before", async () => {
  const folder = folderOf(server);
  const known = newNumber();
  expect((await start(server.origin, known)).status).toBe(201);
  const from = server.output().length;
  const frozen = postgresOf(folder);
  for (const pid of frozen) signal(pid, "SIGSTOP");
  const asked = Array.from({ length: 20 }, () => newNumber());
  try {
    const since = Date.now();
    let answered = 0;
    const answers = [...asked.map((to) => start(server.origin, to)), check(server.origin, known, "00000000")].map(
      async (request) => {
        const answer = await request;
        answered += 1;
        return { answer, ms: Date.now() - since };
      },
    );
    // Who asks whether it is ready waits for less than who wants something done.
    expect([await ask("/readyz"), answered]).toEqual([503, 0]);
    expect(await ask("/livez")).toBe(200);
    for (const { answer, ms } of await Promise.all(answers)) {
      expect([answer.status, complaint(answer)]).toEqual([503, undefined]);
      expect(ms).toBeLessThan(ANSWERED_WITHIN_MS);
    }
    expect(await ask("/livez")).toBe(200);
    expect(Date.now() - since).toBeGreaterThan(5000);
  } finally {
    for (const pid of frozen) signal(pid, "SIGCONT");
  }
  const since = Date.now();
  await eventually(async () => (await start(server.origin, newNumber())).status === 201);
  console.log(`after the freeze: first 201 after ${Date.now() - since} ms`);
  await eventually(async () => (await ask("/readyz")) === 200);
  expect((await check(server.origin, known, "00000000")).status).toBe(200);
  await eventually(async () => lines("the database is back", from) === 1);
  expect(lines("the database is away", from)).toBe(1);
  expectLinesOfOutages(from);
  const sql = connect(folder);
  const [row] = await sql`select count(*)::int as n from verifications
    where recipient in (select jsonb_array_elements_text(${sql.json(asked)}))`;
  await sql.end();
  console.log(`${row?.n} of ${asked.length} creates that were answered 503 were carried out later`);
});

test("a pool that is used up by one slow lock: 503 and Retry-After, and health checks still answer", async () => {
  const [holder, watcher] = [connect(folderOf(server)), connect(folderOf(server))];
  const release = await holdVerifications(holder);
  const since = Date.now();
  const answers = burst(40, () => start(server.origin, newNumber()));
  await waitingFor(watcher, 4);
  expect(await ask("/livez")).toBe(200);
  const late = (await answers).map((answer) => [answer.status, complaint(answer)]);
  expect(new Set(late.map(String))).toEqual(new Set(["503,"]));
  expect(Date.now() - since).toBeLessThan(ANSWERED_WITHIN_MS);
  await release();
  await Promise.all([holder.end(), watcher.end()]);
  await eventually(async () => (await start(server.origin, newNumber())).status === 201);
});

test("told to stop under load: what is under way is answered, idle callers do not hold it up, exit 0 within 10 s", async () => {
  const folder = folderOf(server);
  const { port } = server;
  await burst(30, () => ask("/livez"));
  const idlers = await Promise.all(
    ["", "POST /v2/Services HTTP/1.1\r\nHost: localhost\r\nContent-Le"].map(
      (words) =>
        new Promise<Socket>((done) => {
          const socket = connectSocket(port, "127.0.0.1", () => {
            socket.write(words);
            done(socket);
          }).on("error", () => {});
        }),
    ),
  );
  const [holder, watcher] = [connect(folder), connect(folder)];
  const release = await holdInserts(holder);
  const answers = burst(5, () => start(server.origin, newNumber()));
  await heldInserts(watcher, 5);
  const since = Date.now();
  server.child.kill("SIGTERM");
  await eventually(async () => server.output().includes('"stopping"'));
  await expect(fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: "close" } })).rejects.toThrow();
  await release();
  await Promise.all([holder.end({ timeout: 1 }), watcher.end({ timeout: 1 })]);
  const acknowledged = (await answers).map(({ status, body }) => {
    expect(status).toBe(201);
    return { sid: body.sid, message: body.send_code_attempts[0].attempt_sid };
  });
  const code = await server.exited;
  console.log(`stopped ${Date.now() - since} ms after SIGTERM with ${code}`);
  for (const socket of idlers) socket.destroy();
  expect(code).toBe(0);
  expect(Date.now() - since).toBeLessThan(10_000 + slowed(2000));
  await isGone(folder);
  server = await open();
  expect(await missing(acknowledged)).toEqual([]);
});
