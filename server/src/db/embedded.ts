/**
 * @module The PostgreSQL that comes with the package: started when there is no `DATABASE_URL`, shared by every process
 * on the same data folder, stopped by the last one out.
 *
 * The postmaster is a process of its own. One that outlived its Node process is adopted; one that died is started
 * again; a pid file that names somebody else's process is set aside.
 */
import { spawn } from "node:child_process";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demandPassword, isSettled, ownsFiles, takeFiles } from "./cluster-owner.js";
import { dropForeignPidFile, isPostgresOf, livePid, socketInUse } from "./cluster-processes.js";
import { ADVISORY_LOCK } from "./migrate.js";
import { openDatabase, type Pool } from "./open.js";
import { ENVIRONMENT, type Place, preparePlace } from "./prepare-cluster.js";

export interface EmbeddedPostgres {
  /** For `openDatabase`. */
  url: string;
  /** Where its files are, for the log: not always below the data folder. */
  folder: string;
  /** Lets go of it, and stops it if nobody else holds it. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Told what goes wrong at the end. */
  log?: { warn: (facts: object, text: string) => void };
  /** How long `close` waits for PostgreSQL to end, in milliseconds. */
  stopWithinMs?: number;
  /** How many connections it takes; 60 are plenty for the servers of one machine. */
  maxConnections?: number;
}

const READY_WITHIN_MS = 30_000;
/** As long as requests get to be answered when the server stops. */
const STOP_WITHIN_MS = 8000;
const APPEND_TO_OWN_FILE = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

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
export async function openEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const place = await preparePlace(dataDir);
  const server = new Postmaster(place, options);
  await server.start();
  return {
    url: server.url,
    folder: place.data,
    close: () => server.close(),
  };
}

class Postmaster {
  private readonly place: Place;
  private readonly options: EmbeddedOptions;
  private lock: Pool | undefined;
  private child: ReturnType<typeof spawn> | undefined;
  private watch: NodeJS.Timeout | undefined;
  private closing = false;
  private starting: Promise<void> | undefined;

  constructor(place: Place, options: EmbeddedOptions) {
    this.place = place;
    this.options = options;
  }

  get url(): string {
    const { data, socket, owner } = this.place;
    const folder = encodeURIComponent(socketInUse(data) ?? socket);
    return `postgres://munjigi:${owner.password}@localhost:5432/postgres?host=${folder}`;
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
          if (await takeFiles(this.place.data, this.place.owner)) child = this.spawnServer();
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
    const { binaries, data, socket, owner } = this.place;
    const log = this.openLog();
    const { maxConnections } = this.options;
    const settings = Object.entries({
      ...SETTINGS,
      ...(maxConnections !== undefined && { max_connections: String(maxConnections) }),
      unix_socket_directories: socket,
    });
    const child = spawn(
      join(binaries, "bin/postgres"),
      ["-D", data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      // A group of its own: Ctrl+C in a terminal must reach us first and the database last.
      { cwd: "/", detached: true, stdio: ["ignore", log, log], env: ENVIRONMENT, ...owner.user },
    );
    closeSync(log);
    child.on("error", () => {});
    child.unref();
    this.child = child;
    return child;
  }

  /** We may be root, and the folder is not: a link that PostgreSQL could put in the file's place is not followed. */
  private openLog(): number {
    return openSync(join(this.place.data, "server.log"), APPEND_TO_OWN_FILE, 0o600);
  }

  /** Holds a shared lock for as long as we run. The first query is also what says that the server is ready. */
  private async takeLock(): Promise<void> {
    await this.lock?.end({ timeout: 0 });
    const lock = openDatabase({ url: this.url, max: 1, onclose: () => this.lockLost(lock) });
    try {
      const [row] = await lock`select pg_try_advisory_lock(${ADVISORY_LOCK.inUse}) as alone`;
      if (row?.alone) await this.settle(lock);
      await lock`select pg_advisory_lock_shared(${ADVISORY_LOCK.inUse})`;
      if (row?.alone) await lock`select pg_advisory_unlock(${ADVISORY_LOCK.inUse})`;
      this.lock = lock;
    } catch (error) {
      await lock.end({ timeout: 0 });
      throw error;
    }
  }

  /**
   * Makes a cluster of an earlier release, or a new one, ask for our password. Nobody else may use it meanwhile: a process of an
   * earlier release knows none. One that runs as another user than it should is stopped, and the next start moves it over.
   */
  private async settle(lock: Pool): Promise<void> {
    const { data, owner } = this.place;
    if (await isSettled(data, owner)) return;
    if (!(await ownsFiles(data, owner))) {
      await this.stopServer();
      throw new Error(`PostgreSQL has run in ${data} as another user and is stopping.`);
    }
    await demandPassword(lock, data, owner);
    const log = this.openLog();
    writeSync(
      log,
      "Munjigi: these files ask for a password now, which releases before 2026-11-29 do not know. To go back: docs/backup.md\n",
    );
    closeSync(log);
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
    const deadline = Date.now() + (this.options.stopWithinMs ?? STOP_WITHIN_MS);
    while (isPostgresOf(pid, this.place.data)) {
      if (Date.now() > deadline) {
        const facts = { pid, folder: this.place.data };
        this.options.log?.warn(facts, "the embedded PostgreSQL was told to stop and has not yet");
        return;
      }
      await sleep(10);
    }
  }
}
