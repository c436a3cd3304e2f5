/**
 * @module Upgrades that are disturbed: from every schema there ever was, with requests from the first moment on; killed in the middle; and
 * the way back, an older release on newer tables.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newNumber, SECRET_KEY, start, suiteDatabase } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { createOldDatabase, migrationNames, migrationsIn, releases, startToday } from "../kit/old-database.js";
import { run } from "../kit/run-to-end.js";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const names = await migrationNames();
/** `SOAK=all`, before a release. */
const isWhole = process.env.SOAK === "all";
const KILLS = isWhole ? 20 : 4;
const last = releases.at(-1);
const from = names.slice(names.indexOf(last.lastMigration), -1);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "munjigi-upgrade-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe.each(isWhole ? from : [from[0], from.at(-1)])("from %s", (name) => {
  test("two nodes come up at once, and no request fails from the first moment on", async () => {
    const database = await createOldDatabase(last, name);
    try {
      expect(await migrationsIn(database.sql)).toBe(names.indexOf(name as string) + 1);
      const before = await database.sql`select count(*)::int as n from verifications`;
      const answers: string[] = [];
      const load = async (origin: string) => {
        for (let n = 0; n < 40; n++) answers.push(String((await start(origin, newNumber())).status));
      };
      const servers = await Promise.all(
        [1, 2].map(async () => {
          const server = await startToday(database, folder);
          await Promise.all([load(server.origin), load(server.origin)]);
          return server;
        }),
      );
      expect(new Set(answers)).toEqual(new Set(["201"]));
      expect(await migrationsIn(database.sql)).toBe(names.length);
      const after = await database.sql`select count(*)::int as n from verifications`;
      expect(after[0]?.n).toBe(before[0]?.n + 160);
      await Promise.all(servers.map((server) => server.stop()));
    } finally {
      await database.drop();
    }
  });
});

test(`kill -9 at ${KILLS} points of an upgrade: the next start does it all, and every row is there`, async () => {
  /** Starts it, kills it after so long, and tells how long it took if it was ready before. */
  const startAndKill = async (url: string, afterMs: number): Promise<number | undefined> => {
    const { PATH = "", HOME = "" } = process.env;
    const env = { PATH, HOME, PORT: String(await freePort()), DATABASE_URL: url, MUNJIGI_SECRET_KEY: SECRET_KEY };
    const begun = performance.now();
    const child = spawn(process.execPath, [MAIN], { cwd: "/", env: { ...env, MUNJIGI_DATA_DIR: folder } });
    const exited = new Promise((done) => child.once("exit", done));
    const ready = new Promise<number>((done) =>
      child.stdout.on("data", (text) => String(text).includes("Munjigi is ready") && done(performance.now() - begun)),
    );
    const result = await Promise.race([ready, sleep(afterMs, undefined)]);
    child.kill("SIGKILL");
    await exited;
    return result;
  };
  const whole = await createOldDatabase(last);
  const wholeMs = (await startAndKill(whole.url, 120_000)) as number;
  expect(wholeMs).toBeGreaterThan(0);
  await whole.drop();
  for (let kill = 1; kill <= KILLS; kill++) {
    const database = await createOldDatabase(last);
    try {
      const rows = await database.sql`select sid from verifications order by sid`;
      await startAndKill(database.url, (wholeMs * kill) / KILLS);
      // All or nothing.
      expect([names.indexOf(last.lastMigration) + 1, names.length]).toContain(await migrationsIn(database.sql));
      const server = await startToday(database, folder);
      expect(await migrationsIn(database.sql)).toBe(names.length);
      expect(await database.sql`select sid from verifications order by sid`).toEqual(rows);
      expect((await start(server.origin, newNumber())).status).toBe(201);
      await server.stop();
    } finally {
      await database.drop();
    }
  }
});

describe("tables of a later release", () => {
  const database = suiteDatabase();

  test("are told of, and nothing is started on them", async () => {
    await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
    const env = { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_DATA_DIR: folder };
    const { code, out, err } = await run(env);
    expect([code, out, err.trim().split("\n").length]).toEqual([1, "", 1]);
    expect(err).toContain("The tables are of a later release: 1 migration ahead of this one.");
    await database.sql`delete from drizzle.__drizzle_migrations where hash = 'later'`;
  });
});
