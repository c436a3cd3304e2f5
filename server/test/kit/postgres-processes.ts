/**
 * @module The processes of an embedded PostgreSQL, looked up in /proc by their data folder and never by name: others on
 * this machine run PostgreSQL too. Linux only.
 */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type Pool } from "../../dist/db/open.js";
import { credentials, type ServerProcess } from "../harness.js";
import { eventually } from "./pace.js";

/** What the first start on an empty folder makes its credentials from, so that the harness can call it. */
export const firstStart = {
  MUNJIGI_ACCOUNT_SID: credentials.accountSid,
  MUNJIGI_AUTH_TOKEN: credentials.authToken,
  MUNJIGI_SERVICE_SID: credentials.serviceSid,
  MUNJIGI_LOG_LEVEL: "info",
};

/** The folder of the embedded PostgreSQL, as the server said at its start. */
export const folderOf = (server: ServerProcess) =>
  /Database: embedded PostgreSQL in (.+)/.exec(server.output())?.[1] as string;

/** Every living process of this data folder: its postmaster, its children, an initdb that is making it. */
export const postgresOf = (folder: string) => processes((pid) => worksIn(pid, folder) || isPostgresOn(pid, folder));

/** The postmasters of this data folder; there should never be two. A child that was just forked still looks like one. */
export function postmastersOf(folder: string): number[] {
  const alike = processes((pid) => isPostgresOn(pid, folder));
  return processes((pid) => alike.includes(pid) && !alike.includes(parentOf(pid)));
}

/** A process may end while it is looked at. */
function processes(belongs: (pid: number) => boolean): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return belongs(pid);
      } catch {
        return false;
      }
    });
}

/** PostgreSQL's processes work in the data folder, also those whose postmaster is dead. */
const worksIn = (pid: number, folder: string) => readlinkSync(`/proc/${pid}/cwd`) === folder;

/** Behind the name, which may hold anything but has a closing bracket last: state and parent (proc(5)). */
export const parentOf = (pid: number) =>
  Number(
    readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")[1],
  );

function isPostgresOn(pid: number, folder: string): boolean {
  const [command = "", ...rest] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return /\/(postgres|initdb)$/.test(command) && rest.some((word) => word === folder || word.startsWith(`${folder}.`));
}

/**
 * Resolves when nothing of this data folder runs any more. Not "at once": a server that is told to stop tells its PostgreSQL to
 * stop, waits eight seconds for that, and then leaves it to end by itself.
 */
export const isGone = async (folder: string) => await eventually(async () => postgresOf(folder).length === 0);

/** Kills what is left of a PostgreSQL a test started, after the test. */
export async function clearAway(folder: string): Promise<void> {
  for (let round = 0; round < 50 && postgresOf(folder).length > 0; round++) {
    for (const pid of postgresOf(folder)) signal(pid, "SIGKILL");
    await sleep(20);
  }
}

/** Sends a signal, if there still is somebody to get it. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A connection to an embedded PostgreSQL whose socket lies in its folder, and that folder in the data folder. */
export function connect(
  folder: string,
  password = readFileSync(join(folder, "../postgres.password"), "utf8").trim(),
): Pool {
  const url = `postgres://munjigi:${password}@localhost/postgres?host=${encodeURIComponent(folder)}`;
  return openDatabase({ url, max: 1 });
}

/**
 * Holds up every statement on verifications until it is released: what is under way then stays under way. At most two
 * seconds, the server's own patience with locks.
 */
export async function holdVerifications(sql: Pool): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  let transaction: Promise<unknown> = Promise.resolve();
  await new Promise<void>((locked, fail) => {
    transaction = sql.begin(async (tx) => {
      await tx`lock table verifications in access exclusive mode`;
      locked();
      await released;
    });
    transaction.catch(fail);
  });
  return async () => {
    release();
    await transaction;
  };
}

/** Resolves when `n` creates wait for the lock above, each on a connection. */
export const waitingFor = async (sql: Pool, n: number) =>
  await eventually(async () => {
    const [row] = await sql`select count(*)::int as n from pg_stat_activity
      where wait_event_type = 'Lock' and query like '%insert into verifications%' and pid <> pg_backend_pid()`;
    return row?.n >= n;
  });

/**
 * Holds up every insert of a verification until it is released, by a trigger: the server's patience with a statement is longer
 * than its patience with a lock. The trigger stays, and lets everything pass.
 */
export async function holdInserts(sql: Pool): Promise<() => Promise<void>> {
  await sql.unsafe(`create table held as select true as held;
    create function wait_while_held() returns trigger language plpgsql as $$
      begin
        while exists (select from held) loop perform pg_sleep(0.01); end loop;
        return new;
      end $$;
    create trigger held before insert on verifications for each row execute function wait_while_held()`);
  return async () => {
    await sql`delete from held`;
  };
}

/** Resolves when `n` creates are held up by that trigger. */
export const heldInserts = async (sql: Pool, n: number) =>
  await eventually(async () => {
    const [row] = await sql`select count(*)::int as n from pg_stat_activity
      where wait_event = 'PgSleep' and query like '%insert into verifications%' and pid <> pg_backend_pid()`;
    return row?.n >= n;
  });
