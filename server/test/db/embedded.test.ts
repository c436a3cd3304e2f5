/** @module The embedded PostgreSQL as its user meets it: starts, stops, crashes, odd places, and what is left behind. */
import { spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { call, newNumber, SECRET_KEY, type ServerProcess, service, start, startProcess } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually, slowed } from "../kit/pace.js";
import {
  clearAway,
  connect,
  firstStart,
  folderOf,
  heldInserts,
  holdInserts,
  isGone,
  parentOf,
  postgresOf,
  postmastersOf,
} from "../kit/postgres-processes.js";
import { run } from "../kit/run-to-end.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const asRoot = process.getuid?.() === 0;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A data folder that is gone after the test, with whatever runs in it. */
async function dataFolder(...below: string[]): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  cleanups.push(() => rm(made, { recursive: true, force: true }));
  const folder = join(made, ...below);
  cleanups.push(() => clearAway(join(folder, "pg")));
  return folder;
}

async function open(folder: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startProcess({ ...firstStart, MUNJIGI_DATA_DIR: folder, MUNJIGI_DATABASE_POOL: "12", ...env });
  cleanups.push(() => server.child.kill("SIGKILL"));
  return server;
}

const postmaster = (folder: string) => {
  const [pid, ...more] = postmastersOf(folder);
  expect(more).toEqual([]);
  return pid as number;
};

/** A verification from before the crash, and the question whether it is still there. */
async function leaveTrace(server: ServerProcess) {
  const { status, body } = await start(server.origin, newNumber());
  expect(status).toBe(201);
  return async (later: ServerProcess) =>
    expect((await call(later.origin, `${service}/Verifications/${body.sid}`)).status).toBe(200);
}

test("the first start writes its key and its credentials for the owner alone; they work, and again at the next start", async () => {
  const folder = await dataFolder();
  const before = await startProcess({ MUNJIGI_DATA_DIR: folder });
  cleanups.push(() => before.child.kill("SIGKILL"));
  for (const file of ["secret.key", "postgres.password", "credentials.env"])
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o066).toBe(0);
  expect((await stat(folderOf(before))).mode & 0o777).toBe(0o700);
  const text = await readFile(join(folder, "credentials.env"), "utf8");
  const value = (name: string) => new RegExp(`^${name}=(.+)$`, "m").exec(text)?.[1] as string;
  const authorization = `Basic ${Buffer.from(`${value("MUNJIGI_ACCOUNT_SID")}:${value("MUNJIGI_AUTH_TOKEN")}`).toString("base64")}`;
  const ask = async ({ origin }: ServerProcess) =>
    (await fetch(`${origin}/v2/Services/${value("MUNJIGI_SERVICE_SID")}`, { headers: { authorization } })).status;
  expect(await ask(before)).toBe(200);
  await before.stop();
  await isGone(folderOf(before));
  expect((await readdir(folder)).sort()).toEqual(["credentials.env", "pg", "postgres.password", "secret.key"]);
  const after = await open(folder);
  expect(await ask(after)).toBe(200);
});

test("two processes on one empty folder at once: one PostgreSQL, one set of credentials; the last one out stops it", async () => {
  const folder = await dataFolder();
  const [first, second] = await Promise.all([open(folder), open(folder)]);
  const pid = postmaster(folderOf(first));
  expect(folderOf(second)).toBe(folderOf(first));
  const sql = connect(folderOf(first));
  const [counted] = await sql`select (select count(*) from services)::int as services,
    (select count(*) from api_keys where kind = 'account')::int as accounts`;
  await sql.end();
  expect(counted).toEqual({ services: 1, accounts: 1 });
  const { body } = await start(first.origin, newNumber());
  await first.stop();
  expect(postmaster(folderOf(first))).toBe(pid);
  expect((await call(second.origin, `${service}/Verifications/${body.sid}`)).status).toBe(200);
  await second.stop();
  await isGone(folderOf(first));
});

test("kill -9 of Node alone: PostgreSQL lives on, the next start adopts it, the data is there", async () => {
  const folder = await dataFolder();
  const before = await open(folder);
  const isThere = await leaveTrace(before);
  const pid = postmaster(folderOf(before));
  before.child.kill("SIGKILL");
  await before.exited;
  const since = Date.now();
  const after = await open(folder);
  console.log(`ready ${Date.now() - since} ms after the start of Node, PostgreSQL adopted`);
  expect(postmaster(folderOf(after))).toBe(pid);
  await isThere(after);
  await after.stop();
  await isGone(folderOf(after));
});

test("kill -9 of the postmaster and of Node: two starts at once both come up on what was written", async () => {
  const folder = await dataFolder();
  const before = await open(folder);
  const isThere = await leaveTrace(before);
  before.child.kill("SIGKILL");
  process.kill(postmaster(folderOf(before)), "SIGKILL");
  await before.exited;
  const since = Date.now();
  const [first, second] = await Promise.all([open(folder), open(folder)]);
  console.log(`both ready ${Date.now() - since} ms after a crash of everything`);
  postmaster(folderOf(first));
  await isThere(first);
  await isThere(second);
});

test.each(["a sleep", "another PostgreSQL"])(
  "pid files that name %s are no obstacle, and that process lives on",
  async (kind) => {
    const folder = await dataFolder();
    const before = await open(folder);
    const isThere = await leaveTrace(before);
    const files = ["postmaster.pid", ".s.PGSQL.5432.lock"].map((name) => join(folderOf(before), name));
    const stale = await Promise.all(files.map((path) => readFile(path, "utf8")));
    const { uid, gid } = await stat(folderOf(before));
    await before.stop();
    let foreign: number;
    if (kind === "a sleep") {
      // As the user of PostgreSQL: of other users' processes it knows by itself that they are not its own.
      const child = spawn("sleep", ["3600"], { stdio: "ignore", ...(asRoot && { uid, gid }) });
      cleanups.push(() => child.kill("SIGKILL"));
      foreign = child.pid as number;
    } else foreign = postmaster(folderOf(await open(await dataFolder())));
    for (const [index, path] of files.entries()) {
      await writeFile(path, (stale[index] as string).replace(/^\d+/, String(foreign)), { mode: 0o600 });
      if (asRoot) await chown(path, uid, gid);
    }
    const after = await open(folder);
    await isThere(after);
    expect(postmaster(folderOf(after))).not.toBe(foreign);
    expect(() => process.kill(foreign, 0)).not.toThrow();
  },
);

test("a path too long for a socket", async () => {
  const folder = await dataFolder("a-folder-far-down".repeat(4), "and-further-down-still".repeat(3));
  await chmod(join(folder, "../.."), 0o711);
  const sockets = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  cleanups.push(() => rm(sockets, { recursive: true, force: true }));
  await chmod(sockets, 0o711);
  const server = await open(folder, { TMPDIR: sockets });
  expect(folderOf(server).length).toBeGreaterThan(107);
  await leaveTrace(server);
  const [made] = await readdir(sockets);
  expect((await stat(join(sockets, made as string))).mode & 0o777).toBe(0o700);
  await server.stop();
  await isGone(folderOf(server));
});

test("a folder below one that nobody else may enter", async () => {
  // mkdtemp makes it with mode 700: root's PostgreSQL, which runs as somebody else, cannot reach it.
  const folder = await dataFolder("data");
  const hadHome = (await readdir("/var/lib/munjigi").catch(() => undefined)) as string[] | undefined;
  const server = await open(folder);
  const place = folderOf(server);
  cleanups.push(async () => {
    await clearAway(place);
    if (!asRoot) return;
    await rm(join(place, ".."), { recursive: true, force: true });
    if (!hadHome) await rm("/var/lib/munjigi", { recursive: true, force: true });
  });
  expect(place.startsWith(folder)).toBe(!asRoot);
  expect((await stat(join(folder, "secret.key"))).mode & 0o777).toBe(0o600);
  const isThere = await leaveTrace(server);
  await server.stop();
  await isGone(place);
  await isThere(await open(folder));
});

test("kill -9 of the postmaster, three times: it comes back by itself within 5 s", async () => {
  const server = await open(await dataFolder());
  const isThere = await leaveTrace(server);
  for (let round = 0; round < 3; round++) {
    const killed = postmaster(folderOf(server));
    process.kill(killed, "SIGKILL");
    const since = Date.now();
    await eventually(async () => {
      expect((await fetch(`${server.origin}/livez`)).status).toBe(200);
      const [back = killed] = postmastersOf(folderOf(server));
      return back !== killed && (await start(server.origin, newNumber())).status === 201;
    });
    expect(Date.now() - since).toBeLessThan(5000 + slowed(3000));
    console.log(`back ${Date.now() - since} ms after kill -9 of the postmaster`);
  }
  await isThere(server);
  const descriptors = `/proc/${server.child.pid}/fd`;
  const files = await Promise.all(
    (await readdir(descriptors)).map((fd) => readlink(join(descriptors, fd)).catch(() => "")),
  );
  expect(files.filter((file) => file.endsWith("server.log"))).toEqual([]);
  await server.stop();
  await isGone(folderOf(server));
});

/** Stops a postmaster. A child that was just forked looks like one for a moment, and may be gone in the next: that one goes on. */
async function holdStill(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  try {
    process.kill(pid, "SIGSTOP");
    const [server, status] = [parentOf(pid), await readFile(`/proc/${pid}/status`, "utf8")];
    if (/^State:\s+T/m.test(status) && !/postgres/.test(await readFile(`/proc/${server}/cmdline`, "utf8"))) return pid;
    process.kill(pid, "SIGCONT");
  } catch {}
  return undefined;
}

test("told to stop while PostgreSQL is still coming back: nothing is left behind", async () => {
  const server = await open(await dataFolder());
  const folder = folderOf(server);
  const killed = postmaster(folder);
  process.kill(killed, "SIGKILL");
  // Held still before it answers: a recovery that takes its time.
  const next = await eventually(async () => await holdStill(postmastersOf(folder).find((pid) => pid !== killed)));
  server.child.kill("SIGTERM");
  expect(await server.exited).toBe(0);
  process.kill(next, "SIGCONT");
  await isGone(folder);
});

test("PostgreSQL gets nothing of our environment: neither secrets nor settings", async () => {
  const server = await open(await dataFolder(), { MUNJIGI_SECRET_KEY: SECRET_KEY, PGPORT: "6000", PGDATA: "/nowhere" });
  const told = await readFile(`/proc/${postmaster(folderOf(server))}/environ`, "utf8");
  expect([...told.matchAll(/(?:MUNJIGI|PG)\w*(?==)/g)].map(String)).toEqual([]);
  const sql = connect(folderOf(server));
  expect(await sql`select count(*)::int as n from services`).toEqual([{ n: 1 }]);
  await sql.end();
});

test("Ctrl+C: what is under way is answered, then PostgreSQL is stopped", async () => {
  const folder = await dataFolder();
  const port = await freePort();
  const { code, out } = await run(
    { ...firstStart, MUNJIGI_DATA_DIR: folder, MUNJIGI_DATABASE_POOL: "12", PORT: String(port) },
    {
      detached: true,
      async meanwhile(pid, said) {
        await eventually(async () => said().includes("Munjigi is ready"));
        const [holder, watcher] = [connect(join(folder, "pg")), connect(join(folder, "pg"))];
        const release = await holdInserts(holder);
        const answers = Array.from({ length: 5 }, () => start(`http://localhost:${port}`, newNumber()));
        await heldInserts(watcher, 5);
        process.kill(-pid, "SIGINT");
        await eventually(async () => said().includes('"stopping"'));
        await release();
        expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
        await Promise.all([holder.end({ timeout: 1 }), watcher.end({ timeout: 1 })]);
      },
    },
  );
  expect(code).toBe(0);
  expect(out).toContain('"stopped"');
  await isGone(join(folder, "pg"));
});

test("told to stop in the middle of the very first start: nothing runs on, and the next start is whole", async () => {
  const folder = await dataFolder();
  await mkdir(folder, { recursive: true });
  const { code } = await run(
    { ...firstStart, MUNJIGI_DATA_DIR: folder },
    {
      meanwhile: async (pid) => {
        await eventually(async () => postgresOf(join(folder, "pg")).length > 0);
        process.kill(pid, "SIGTERM");
      },
    },
  );
  expect(code).toBe(0);
  await isGone(join(folder, "pg"));
  await leaveTrace(await open(folder));
});

test("npm start, and SIGTERM to npm: it ends, and nothing is left behind", async () => {
  const folder = await dataFolder();
  const port = await freePort();
  const { code } = await run(
    { MUNJIGI_DATA_DIR: folder, PORT: String(port) },
    {
      command: ["npm", "start"],
      cwd: root,
      async meanwhile(pid, said) {
        await eventually(async () => said().includes("Munjigi is ready"));
        process.kill(pid, "SIGTERM");
      },
    },
  );
  expect([0, 143, null]).toContain(code);
  await isGone(join(folder, "pg"));
  await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow();
});
