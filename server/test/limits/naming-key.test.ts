/**
 * @module Limits while `MUNJIGI_SECRET_KEY` changes: processes with different first keys count together at every moment, and
 * what was counted stays.
 */
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { prefixKey } from "../../dist/fraud-guard/rules.js";
import { adoptNamingKey, rotateNamingKey } from "../../dist/limits/naming-key.js";
import { hashLimitKey, parseKeyring } from "../../dist/secrets.js";
import {
  burst,
  call,
  check,
  createDatabase,
  credentials,
  newNumber,
  phone,
  readCode,
  type ServerProcess,
  service,
  start,
  startProcess,
  type TestDatabase,
  wrongCode,
} from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { run } from "../kit/run-to-end.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const ring = (ids: string) =>
  ids
    .split(",")
    .map((id) => `${id}:${Buffer.alloc(32, id.charCodeAt(0)).toString("base64")}`)
    .join(",");

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
const running: ServerProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await database.drop();
});

async function open(ids: string): Promise<ServerProcess> {
  const server = await startProcess({
    ...{ DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: ring(ids), MUNJIGI_DATA_DIR: "/tmp/munjigi-none" },
    ...{ MUNJIGI_DATABASE_POOL: "6", MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" },
  });
  running.push(server);
  return server;
}

const close = async (server: ServerProcess) => {
  running.splice(running.indexOf(server), 1);
  await server.stop();
};

const rotateSecrets = (ids: string) =>
  run(
    { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: ring(ids), MUNJIGI_DATA_DIR: "/tmp/munjigi-none" },
    { command: [process.execPath, CLI, "rotate-secrets"] },
  );

const warnings: string[] = [];
const log = { warn: (_facts: object, text?: string) => void warnings.push(text ?? "") };
const adopt = (ids: string | ReturnType<typeof parseKeyring>) =>
  adoptNamingKey({
    ...{ sql: database.sql, random: systemRandom, log: log as never },
    keyring: typeof ids === "string" ? parseKeyring(ring(ids)) : ids,
  });
const rotate = (ids: string) =>
  rotateNamingKey({ sql: database.sql, random: systemRandom, keyring: parseKeyring(ring(ids)) });
const nameBy = async (ids: string) => hashLimitKey((await adopt(ids)).naming, "something");
const generations = async () => {
  const rows = await database.sql`select copies from naming_keys order by generation`;
  return rows.map(({ copies }) => Object.keys(copies).sort().join());
};

const MAX = 10;
const limited = (server: ServerProcess) =>
  start(server.origin, newNumber(), { RateLimits: JSON.stringify({ ip: "203.0.113.7" }) });
const passed = (answers: { status: number }[]) => answers.filter(({ status }) => status === 201).length;

async function limitStarts(server: ServerProcess): Promise<void> {
  const { body } = await call(server.origin, `${service}/RateLimits`, { UniqueName: "ip" });
  const bucket = { Max: String(MAX), Interval: "3600" };
  expect((await call(server.origin, `${service}/RateLimits/${body.sid}/Buckets`, bucket)).status).toBe(201);
  await knownElsewhere();
}

/** All that still passes, one after the other. */
async function exhaust(server: ServerProcess): Promise<number> {
  for (let n = 0; ; n++) if ((await limited(server)).status !== 201) return n;
}

describe("a limit, fifty requests at once", () => {
  test.each([
    ["a", "b,a"],
    ["a", "a,b"],
    ["a,b", "b,a"],
    ["b,a", "a"],
    ["b,a", "a,b"],
    ["b,a", "b"],
  ])("over processes with the keys %s and %s, the first of which started first", async (first, second) => {
    const servers = [await open(first), await open(second)] as const;
    await limitStarts(servers[0]);
    const answers = await burst(50, (index) => limited(servers[index % 2] as ServerProcess));
    const atOnce = passed(answers);
    expect(atOnce).toBeLessThanOrEqual(MAX);
    expect(answers.every(({ status }) => status === 201 || status === 429)).toBe(true);
    expect(atOnce + (await exhaust(servers[0]))).toBe(MAX);
    expect((await limited(servers[1])).status).toBe(429);
  });

  test("over two processes that start at once on an empty table", async () => {
    const servers = await Promise.all([open("a"), open("b,a")]);
    await limitStarts(servers[0]);
    const atOnce = passed(await burst(50, (index) => limited(servers[index % 2] as ServerProcess)));
    expect(atOnce).toBeLessThanOrEqual(MAX);
    expect(atOnce + (await exhaust(servers[1]))).toBe(MAX);
    expect(await generations()).toHaveLength(1);
  });
});

test("a limit that is used up stays so through the whole change of a key, and through a restart after it", async () => {
  const old = await open("a");
  await limitStarts(old);
  expect(passed(await burst(50, () => limited(old))) + (await exhaust(old))).toBe(MAX);
  // As docs/backup.md says: at the end everywhere, in front everywhere, encrypt anew, take the old one out.
  for (const ids of ["a,b", "b,a"]) {
    const next = await open(ids);
    expect((await limited(next)).status).toBe(429);
    await close(next);
  }
  expect((await rotateSecrets("b,a")).code).toBe(0);
  expect(await generations()).toEqual(["b"]);
  for (let round = 0; round < 2; round++) {
    const server = await open("b");
    expect(passed(await burst(50, () => limited(server)))).toBe(0);
    await close(server);
  }
  expect((await limited(old)).status).toBe(429);
});

test("failures in a row are one streak for both, and end together", async () => {
  const servers = [await open("a"), await open("b,a")] as const;
  const to = newNumber();
  const guess = async (server: ServerProcess, sender = server) => {
    await start(sender.origin, to);
    return await check(server.origin, to, wrongCode(await readCode(sender.origin, to)));
  };
  expect((await guess(servers[0])).body.status).toBe("pending");
  await database.sql`update verifications set status = 'canceled'`;
  expect((await guess(servers[1])).body.status).toBe("pending");
  expect(await database.sql`select failures from failure_streaks`).toEqual([{ failures: 2 }]);
  expect((await check(servers[1].origin, to, await readCode(servers[1].origin, to))).body.status).toBe("approved");
  expect(await database.sql`select failures from failure_streaks`).toEqual([]);
});

test("an alarm that the process with the old key has raised holds at the one with the new key, which lifts it", async () => {
  const servers = [await open("a"), await open("b,a")] as const;
  const to = newNumber();
  const { naming } = await adopt("a");
  const space = { keyring: { ...parseKeyring(ring("a")), naming }, service: { sid: credentials.serviceSid } as never };
  await database.sql`insert into limit_alarms (key, blocked_until, expires_at)
    values (${prefixKey(space, to)}, now() + interval '1 hour', now() + interval '1 hour')`;
  const ask = async ({ origin }: ServerProcess, address: string) =>
    (await phone(origin, "/phone", { phoneNumber: to }, { "x-forwarded-for": address })).status;
  expect([await ask(servers[0], "203.0.113.1"), await ask(servers[1], "203.0.113.2")]).toEqual([428, 428]);
  const lift = await fetch(
    `${servers[1].origin}/api/services/${credentials.serviceSid}/alarms?phoneNumber=${encodeURIComponent(to)}`,
    { method: "DELETE", headers: { authorization: `Bearer ${credentials.adminToken}` } },
  );
  expect(await lift.json()).toEqual({ lifted: true });
  expect(await ask(servers[0], "203.0.113.3")).toBe(200);
});

describe("the naming key", () => {
  test("is the current key's own at first, as in releases before it: what they have counted stands", async () => {
    const { naming } = await adopt("b,a");
    expect(naming.limit.export()).toEqual(parseKeyring(ring("b")).current.limit.export());
  });

  test("is made once, whoever of fifty is first, and for every key that opens it", async () => {
    const names = await burst(50, (index) => nameBy(["a,b", "b,a", "a", "c,a"][index % 4] as string));
    expect(new Set(names).size).toBe(1);
    expect(await generations()).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test("is not lost between starts and rotations at once", async () => {
    const name = await nameBy("a,b");
    const results = await burst(50, async (index) =>
      index % 5 ? await nameBy("b,a") : JSON.stringify(await rotate("b,a")),
    );
    expect(new Set(results.filter((result) => !result.startsWith("{")))).toEqual(new Set([name]));
    await rotate("b,a");
    expect(await generations()).toEqual(["b"]);
    expect(await rotate("b,a")).toEqual({ rotated: 0, lost: 0 });
    expect(await nameBy("b")).toBe(name);
  });

  test("is there without `rotate-secrets` too, once a start had both keys", async () => {
    const name = await nameBy("a");
    await nameBy("b,a");
    expect(await nameBy("b")).toBe(name);
  });

  test("begins anew where the secret key is lost, and says so; whoever still has the old one keeps it", async () => {
    const name = await nameBy("a");
    expect(await rotate("x")).toEqual({ rotated: 0, lost: 1 });
    const names = await burst(50, () => nameBy("x"));
    expect(new Set(names).size).toBe(1);
    expect(names[0]).not.toBe(name);
    expect(warnings.splice(0)).toEqual([expect.stringContaining("limits and waits begin anew")]);
    expect([await nameBy("a"), await nameBy("x"), await nameBy("a,x"), await nameBy("x,a")]).toEqual([
      name,
      names[0],
      name,
      name,
    ]);
  });

  test("of an id that was used for two keys is not taken for the other's", async () => {
    const name = await nameBy("a");
    const other = parseKeyring(`a:${Buffer.alloc(32, 1).toString("base64")}`);
    expect(hashLimitKey((await adopt(other)).naming, "something")).not.toBe(name);
    expect(warnings.splice(0)).toHaveLength(1);
    expect(await nameBy("a")).toBe(name);
  });

  test("is in the table under the secret keys alone", async () => {
    const { naming } = await adopt("a,b");
    const text = JSON.stringify(await database.sql`select * from naming_keys`);
    const secret = naming.limit.export();
    for (const form of ["base64", "base64url", "hex"] as const) expect(text).not.toContain(secret.toString(form));
  });
});
