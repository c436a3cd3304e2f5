/** @module Starts that cannot be: one plain sentence on stderr, exit code 1, and nothing left running. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { explain } from "../../dist/start/run-server.js";
import { withDatabase } from "../global-setup.js";
import { SECRET_KEY } from "../harness.js";
import { slowed } from "../kit/pace.js";
import { clearAway, isGone } from "../kit/postgres-processes.js";
import { run } from "../kit/run-to-end.js";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) {
    await clearAway(join(folder, "pg"));
    await rm(folder, { recursive: true, force: true });
  }
});

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  folders.push(folder);
  return folder;
}

const missing = () => withDatabase(inject("adminUrl"), "there_is_no_such_database");

test.each<[string, () => string, RegExp]>([
  ["nobody listens", () => "postgres://munjigi@127.0.0.1:1/munjigi", /127\.0\.0\.1:1/],
  ["nobody listens on localhost", () => "postgres://munjigi@localhost:1/munjigi", /:1\b/],
  ["no such host", () => "postgres://munjigi@no-such-host.invalid/munjigi", /no-such-host\.invalid/],
  ["no such socket", () => "postgres://munjigi@localhost/munjigi?host=/tmp/no-such-folder", /no-such-folder/],
  ["no such database", missing, /there_is_no_such_database/],
  ["no URL at all", () => "postgres://munjigi:pass/word@localhost/munjigi", /DATABASE_URL/],
])("DATABASE_URL: %s", async (_name, url, names) => {
  const env = { DATABASE_URL: url(), MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_DATA_DIR: await dataFolder() };
  const { code, out, err } = await run(env);
  expect(code).toBe(1);
  expect(out).toBe("");
  expect(err).toMatch(names);
  expect(err.trim().split("\n").length).toBeLessThanOrEqual(err.startsWith("The configuration has a mistake") ? 2 : 1);
  expect(err).not.toMatch(/ {2}at |pass\/word/);
});

test("a server that accepts the connection and says nothing", async () => {
  const mute = createServer(() => {});
  await new Promise<void>((done) => mute.listen(0, "127.0.0.1", done));
  const { port } = mute.address() as { port: number };
  try {
    const since = Date.now();
    const env = { DATABASE_URL: `postgres://munjigi@127.0.0.1:${port}/munjigi`, MUNJIGI_SECRET_KEY: SECRET_KEY };
    const { code, err } = await run({ ...env, MUNJIGI_DATA_DIR: await dataFolder() });
    expect([code, err.trim().split("\n").length]).toEqual([1, 1]);
    expect(err).toContain(String(port));
    expect(Date.now() - since).toBeLessThan(10_000 + slowed(3000));
  } finally {
    mute.close();
  }
});

test("a name with two addresses, and nobody at either: Node's error for that has no message of its own", async () => {
  const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
  const failure = await new Promise((done) => {
    const lookup = (_name: string, _options: object, answer: (...found: unknown[]) => void) => answer(null, addresses);
    connect({ host: "two.test", port: 1, lookup: lookup as never, autoSelectFamily: true }).on("error", done);
  });
  expect(explain(failure)).toMatch(/could not start: .*ECONNREFUSED/);
});

test("the port is taken: the PostgreSQL that was started for it is stopped again", async () => {
  const folder = await dataFolder();
  const squatter = createServer();
  await new Promise<void>((done) => squatter.listen(0, "127.0.0.1", done));
  const { port } = squatter.address() as { port: number };
  try {
    const { code, err } = await run({ MUNJIGI_DATA_DIR: folder, PORT: String(port), MUNJIGI_LOG_LEVEL: "silent" });
    expect(code).toBe(1);
    expect(err.trim()).toBe(`Port ${port} on 127.0.0.1 is taken. Set PORT to another, or stop what listens there.`);
    // It had come as far as making the database.
    expect(await readdir(folder)).toContain("credentials.env");
    await isGone(join(folder, "pg"));
  } finally {
    squatter.close();
  }
});

test("every mistake in the configuration is told, each on its line", async () => {
  const { code, out, err } = await run({
    ...{ PORT: "eighty", MUNJIGI_ENV: "prod", MUNJIGI_URL: "ftp://example.com/path", DATABASE_URL: "mysql://x" },
    ...{ MUNJIGI_ACCOUNT_SID: "AC1", MUNJIGI_AUTH_TOKEN: "short", MUNJIGI_RETENTION_DAYS: "0" },
    ...{ MUNJIGI_LOG_LEVEL: "loud", MUNJIGI_SERVICE_SID_FILE: "/no/such/file" },
  });
  expect([code, out]).toEqual([1, ""]);
  const [heading, ...mistakes] = err.trim().split("\n");
  const names = mistakes.map((line) => /^ {2}- (\w+)/.exec(line)?.[1]);
  const wrong = ["DATABASE_URL", "MUNJIGI_ACCOUNT_SID", "MUNJIGI_AUTH_TOKEN", "MUNJIGI_ENV", "MUNJIGI_LOG_LEVEL"];
  wrong.push("MUNJIGI_RETENTION_DAYS", "MUNJIGI_SECRET_KEY", "MUNJIGI_SERVICE_SID_FILE", "MUNJIGI_URL", "PORT");
  expect(names.sort()).toEqual(wrong);
  expect(heading).toBe(`The configuration has ${wrong.length} mistakes:`);
});

test("a data folder of another PostgreSQL version", async () => {
  const folder = await dataFolder();
  await mkdir(join(folder, "pg"));
  await writeFile(join(folder, "pg/PG_VERSION"), "17\n");
  const { code, err } = await run({ MUNJIGI_DATA_DIR: folder });
  expect(code).toBe(1);
  expect(err.trim()).toMatch(
    /^Munjigi could not start: The files in .+ are of PostgreSQL 17; this version brings 18\./,
  );
});

test("a data folder that cannot be one", async () => {
  const { code, err } = await run({ MUNJIGI_DATA_DIR: "/dev/null/data" });
  expect([code, err.trim().split("\n").length]).toEqual([1, 1]);
  expect(err).toContain("/dev/null/data");
});
