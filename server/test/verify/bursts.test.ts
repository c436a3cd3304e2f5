/**
 * @module Races: many requests at once, on one process and on two that share a database. Sockets are warm, so that the
 * requests meet in the database and not at the door.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createApiKey } from "../../dist/api-keys/create-api-key.js";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { migrationsFolder } from "../../dist/db/migrate.js";
import { openDatabase } from "../../dist/db/open.js";
import { withDatabase } from "../global-setup.js";
import {
  age,
  burst,
  call,
  check,
  credentials,
  newNumber,
  readCode,
  SECRET_KEY,
  service,
  start,
  startApp,
  startProcess,
  suiteDatabase,
  type TestDatabase,
  wrongCode,
} from "../harness.js";
import { eventually, knownWithin, rounds } from "../kit/pace.js";
import { holdVerifications, waitingFor } from "../kit/postgres-processes.js";
import { wrongCodes } from "../kit/right-codes.js";

const CONNECTIONS = 50;
const ROUNDS = rounds(12, 50);

interface Servers {
  origins: string[];
  /** Requests that have arrived and are not answered; of processes of their own nobody can tell. */
  underWay?: () => number;
  stop: () => Promise<void>;
}

interface Arrangement {
  name: string;
  /** Resolves to the origins of the servers and to what stops them. */
  open(database: Pick<TestDatabase, "url">): Promise<Servers>;
}

const arrangements: Arrangement[] = [
  {
    name: "one process",
    async open(database) {
      const server = await startApp(database, { logLevel: "warn" });
      return { origins: [server.origin], underWay: server.app.requestsUnderWay, stop: server.stop };
    },
  },
  {
    name: "two processes",
    async open(database) {
      const env = { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_LOG_LEVEL: "warn" };
      const servers = await Promise.all([startProcess(env), startProcess(env)]);
      return {
        origins: servers.map(({ origin }) => origin),
        stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
      };
    },
  },
];

describe.each(arrangements)("$name", ({ open }) => {
  const database = suiteDatabase();
  let servers: Servers;
  /** The server whose turn it is. */
  const at = (index: number) => servers.origins[index % servers.origins.length] as string;

  beforeAll(async () => {
    servers = await open(database);
  });

  afterAll(async () => {
    await servers.stop();
    expect(await wrongCodes(database)).toEqual([]);
  });

  /** A number with a live code, and as many open sockets as the burst that follows will use. */
  async function prepare() {
    const to = newNumber();
    const { body } = await start(at(0), to);
    const code = await readCode(at(1), to);
    await burst(CONNECTIONS, async (index) => await (await fetch(`${at(index)}/livez`)).text());
    return { to, sid: body.sid as string, code };
  }

  const attempts = async (sid: string) =>
    (await database.sql<[{ attempts: number }]>`select attempts from verifications where sid = ${sid}`)[0].attempts;

  test("50 wrong codes at once: 5 are looked at, 45 are not; the right one then fails", async () => {
    const { to, sid, code } = await prepare();
    const answers = await burst(50, (index) => check(at(index), to, wrongCode(code)));
    expect(answers.filter(({ status, body }) => status === 200 && body.status === "pending")).toHaveLength(5);
    expect(answers.filter(({ status, body }) => status === 429 && body.code === 60202)).toHaveLength(45);
    expect(await attempts(sid)).toBe(5);
    const right = await check(at(1), to, code);
    expect([right.status, right.body.code]).toEqual([429, 60202]);
  });

  test("50 right codes at once: one is approved", async () => {
    const { to, sid, code } = await prepare();
    const answers = await burst(50, (index) => check(at(index), to, code));
    expect(answers.filter(({ status, body }) => status === 200 && body.valid === true)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 404 && body.details.reason === "approved")).toHaveLength(49);
    expect(await attempts(sid)).toBe(1);
  });

  test(`49 wrong codes and a right one, ${ROUNDS} times: never more than 5 looked at, never two approved`, async () => {
    let approvals = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { to, sid, code } = await prepare();
      const lucky = Math.floor(Math.random() * 12);
      const answers = await burst(50, (index) => check(at(index), to, index === lucky ? code : wrongCode(code)));
      const looked = answers.filter(({ status }) => status === 200);
      const approved = looked.filter(({ body }) => body.status === "approved");
      expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([200, 404, 429]))).toBe(true);
      expect(looked.length).toBeLessThanOrEqual(5);
      expect(approved.length).toBeLessThanOrEqual(1);
      expect(await attempts(sid)).toBe(looked.length);
      const [row] = await database.sql`select status from verifications where sid = ${sid}`;
      expect(row?.status).toBe(approved.length ? "approved" : "max_attempts_reached");
      approvals += approved.length;
    }
    // Otherwise the rounds would have raced nothing.
    expect(approvals).toBeGreaterThan(0);
    expect(approvals).toBeLessThan(ROUNDS);
  });

  const messagesTo = async (to: string) =>
    await database.sql<{ sid: string; verification: string }[]>`select m.sid, v.sid as verification from messages m
      join verifications v on v.sid = m.verification_sid where v.recipient = ${to} order by m.sid`;

  /** Starts that meet another one are given its verification; a few may come after its answer, and are resends. */
  function expectJoined(answers: Awaited<ReturnType<typeof start>>[], messages: { sid: string }[]) {
    expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([201, 429]))).toBe(true);
    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ body }) => body.sid)).size).toBe(1);
    const sends = new Set(
      created.flatMap(({ body }) =>
        body.send_code_attempts.map(({ attempt_sid }: { attempt_sid: string }) => attempt_sid),
      ),
    );
    expect(new Set(messages.map(({ sid }) => sid))).toEqual(sends);
    expect(messages.length).toBeLessThanOrEqual(5);
  }

  /** Two requests, on one process or on two, none of which can be answered yet. */
  const haveArrived = async () => {
    await waitingFor(database.sql, servers.origins.length);
    await eventually(async () => servers.underWay === undefined || servers.underWay() >= 2);
  };

  test("creates that meet, on every process: one verification, one text, and all are given it", async () => {
    await prepare();
    for (let round = 0; round < rounds(3, 10); round++) {
      const to = newNumber();
      const release = await holdVerifications(database.sql);
      const creates = burst(2, (index) => start(at(index), to));
      await haveArrived();
      await release();
      const answers = await creates;
      const messages = await messagesTo(to);
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      expectJoined(answers, messages);
      expect(messages).toHaveLength(1);
    }
  });

  test("resends that meet: one text more", async () => {
    await prepare();
    const to = newNumber();
    await start(at(0), to);
    const release = await holdVerifications(database.sql);
    const resends = burst(2, (index) => start(at(index), to));
    await haveArrived();
    await release();
    expectJoined(await resends, await messagesTo(to));
    expect(await messagesTo(to)).toHaveLength(2);
  });

  test("20 creates at once for one number: one verification, five texts at most", async () => {
    await prepare();
    const to = newNumber();
    const answers = await burst(20, (index) => start(at(index), to));
    const messages = await messagesTo(to);
    expectJoined(answers, messages);
  });

  test("a create after another one's answer is a resend, however soon", async () => {
    await prepare();
    const to = newNumber();
    for (let n = 1; n <= 5; n++) expect((await start(at(n), to)).body.send_code_attempts).toHaveLength(n);
    expect((await start(at(0), to)).body.code).toBe(60203);
  });

  test("20 creates at once over a live row that has run out: one new verification", async () => {
    const { to, sid: old } = await prepare();
    await age(database.sql, old, 601);
    const answers = await burst(20, (index) => start(at(index), to));
    const rows = await database.sql<{ sid: string; status: string }[]>`
      select sid, status from verifications where recipient = ${to} order by created_at`;
    expect(rows.map(({ status }) => status)).toEqual(["expired", "pending"]);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.sid))).toEqual(
      new Set([rows[1]?.sid]),
    );
    expectJoined(answers, (await messagesTo(to)).slice(1));
  });

  test("two payments at once: the code of each text that was sent is about its own", async () => {
    const { body } = await call(at(0), "/Services", { FriendlyName: "Shop", Psd2Enabled: "true" });
    for (let round = 0; round < rounds(3, 20); round++) {
      const to = newNumber();
      const answers = await burst(2, (index) =>
        call(at(index), `/Services/${body.sid}/Verifications`, {
          ...{ To: to, Channel: "sms", Amount: String(1000 + index), Payee: "A" },
        }),
      );
      expect(answers.map(({ status, body }) => [status, body.amount])).toEqual([
        [201, "1000"],
        [201, "1001"],
      ]);
      expect(await wrongCodes(database)).toEqual([]);
    }
  });

  test("a revoked API key opens nothing after a second", async () => {
    const dependencies = { sql: database.sql, clock: systemClock, random: systemRandom };
    const key = await createApiKey(dependencies, { kind: "secret", name: "soon revoked" });
    const headers = { authorization: `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString("base64")}` };
    const status = async (origin: string) => (await call(origin, service, undefined, { headers })).status;
    for (const origin of servers.origins) expect(await status(origin)).toBe(200);
    await database.sql`update api_keys set revoked_at = clock_timestamp() where id = ${key.id}`;
    await Promise.all(servers.origins.map((one) => knownWithin(1000, async () => (await status(one)) === 401)));
  });

  test("a changed service is seen here at once and by every process within a second", async () => {
    const read = async (origin: string) => (await call(origin, service)).body.friendly_name;
    for (const origin of servers.origins) await read(origin);
    const name = `Renamed ${newNumber()
      .slice(-4)
      .replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] as string)}`;
    const updated = await call(at(0), service, { FriendlyName: name });
    expect(updated.status).toBe(200);
    expect(await read(at(0))).toBe(name);
    await Promise.all(servers.origins.map((one) => knownWithin(1000, async () => (await read(one)) === name)));
  });

  test("creates go on while the service is changed again and again", async () => {
    const statuses = new Map<number, number>();
    const repeat = (request: () => Promise<{ status: number }>) => async () => {
      for (let round = 0; round < rounds(20, 60); round++) {
        const { status } = await request();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all([
      ...Array.from({ length: 4 }, (_, i) => repeat(() => call(at(i), service, { CodeLength: "6" }))()),
      ...Array.from({ length: 16 }, (_, i) => repeat(() => start(at(i), newNumber()))()),
    ]);
    expect([...statuses.keys()].sort()).toEqual([200, 201]);
  });
});

test("two processes start at once on one empty database: one account, one service, tables made once", async () => {
  const adminUrl = inject("adminUrl");
  const name = `munjigi_empty_${process.pid}`;
  const admin = openDatabase({ url: adminUrl, max: 1, statementTimeoutMs: 60_000 });
  await admin`create database ${admin(name)}`;
  const url = withDatabase(adminUrl, name);
  const sql = openDatabase({ url, max: 1 });
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  try {
    const env = {
      DATABASE_URL: url,
      MUNJIGI_SECRET_KEY: SECRET_KEY,
      MUNJIGI_ACCOUNT_SID: credentials.accountSid,
      MUNJIGI_AUTH_TOKEN: credentials.authToken,
      MUNJIGI_SERVICE_SID: credentials.serviceSid,
      MUNJIGI_DATA_DIR: folder,
    };
    const servers = await Promise.all([startProcess(env), startProcess(env)]);
    for (const { origin } of servers) expect((await start(origin, newNumber())).status).toBe(201);
    const [counted] = await sql`select (select count(*) from services)::int as services,
      (select count(*) from api_keys where kind = 'account')::int as accounts,
      (select count(*) from api_keys)::int as keys,
      (select count(*) from drizzle.__drizzle_migrations)::int as migrations`;
    const files = (await readdir(migrationsFolder)).filter((file) => file.endsWith(".sql"));
    const journal = JSON.parse(await readFile(`${migrationsFolder}/meta/_journal.json`, "utf8"));
    expect(journal.entries).toHaveLength(files.length);
    expect(counted).toEqual({ services: 1, accounts: 1, keys: 3, migrations: files.length });
    await Promise.all(servers.map((server) => server.stop()));
  } finally {
    await sql.end({ timeout: 1 });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
    await rm(folder, { recursive: true });
  }
});
