/**
 * @module Whether the data folder, and what an earlier start has made in it, is this process's: a start under another user fails otherwise
 * in the middle, at a file that says nothing of the cause.
 */
import { accessSync, constants, existsSync, type Stats, statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { clusterOfRoot } from "../db/prepare-cluster.js";

const ALL = constants.R_OK | constants.W_OK | constants.X_OK;

export interface DataFolderUse {
  dataDir: string;
  /** With PostgreSQL in it, which has to own its files. */
  embedded: boolean;
}

/** Throws an Error in words, with the command that mends it. */
export function requireDataFolder(use: DataFolderUse): void {
  const uid = process.getuid?.();
  const gid = process.getgid?.() ?? 0;
  if (uid === undefined) return;
  const problem = uid === 0 ? problemOfRoot(use) : problemOfUser(use, uid, gid);
  if (problem) throw new Error(problem);
}

function problemOfUser({ dataDir, embedded }: DataFolderUse, uid: number, gid: number): string | undefined {
  const mine = `${uid}:${gid}`;
  const chown = `As root, with no server running on it: chown -R ${mine} ${quote(dataDir)}`;
  const top = find(dataDir);
  if (!top) {
    const above = nearest(dataDir);
    if (mayUse(above)) return undefined;
    const make = `As root: install -d -o ${uid} -g ${gid} -m 700 ${quote(dataDir)}`;
    return `The data folder ${dataDir} cannot be made: ${above} ${whoseIs(above)}, and this is ${nameOf(uid)}. ${make}`;
  }
  const isOurs = top.uid === uid || !embedded;
  if (!top.isDirectory()) return `The data folder ${dataDir} is no folder. Set MUNJIGI_DATA_DIR to another.`;
  if (!isOurs || !mayUse(dataDir))
    return `The data folder ${dataDir} ${whoseIs(dataDir)}, and this is ${nameOf(uid)}. ${chown}`;
  for (const name of ["secret.key", "credentials.env", ...(embedded ? ["postgres.password", "pg"] : [])]) {
    const path = join(dataDir, name);
    const found = find(path);
    // PostgreSQL starts on files of its own user only; of the password, others must not know it.
    const mustOwn = name === "pg" || name === "postgres.password";
    if (found && ((mustOwn && found.uid !== uid) || !mayUse(path, found.isDirectory() ? ALL : constants.R_OK)))
      return `${path} ${whoseIs(path)}, and this is ${nameOf(uid)}. ${chown}`;
  }
  const rootsOwn = clusterOfRoot(dataDir);
  if (embedded && !existsSync(join(dataDir, "pg")) && existsSync(rootsOwn))
    return `The database of ${dataDir} is in ${rootsOwn}, where a start as root has put it, and this is ${nameOf(uid)}. As root, with no server running on it: mv ${quote(rootsOwn)} ${quote(join(dataDir, "pg"))} && chown -R ${mine} ${quote(dataDir)}`;
  return undefined;
}

/** Root may do anything, and leaves files behind that the user the folder belongs to cannot read. */
function problemOfRoot({ dataDir, embedded }: DataFolderUse): string | undefined {
  const path = join(dataDir, "postgres.password");
  const found = embedded ? find(path) : undefined;
  if (!found || found.uid === 0) return undefined;
  return `${path} ${whoseIs(path)}, and this is root. Start as that user (sudo -u '#${found.uid}' …), or give it to root, with no server running on it: chown -R 0:0 ${quote(dataDir)}`;
}

function find(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    // A folder above it cannot be entered.
    throw new Error(
      code === "EACCES"
        ? `${path} cannot be reached by ${nameOf(process.getuid?.() ?? 0)}: a folder above it lets only others pass. Move it, or set MUNJIGI_DATA_DIR to another.`
        : `${path} cannot be used: ${(error as Error).message}`,
    );
  }
}

function nearest(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearest(above);
}

function mayUse(path: string, mode = ALL): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM") return false;
    throw new Error(
      code === "EROFS"
        ? `${path} is on a file system that nobody may write to. Set MUNJIGI_DATA_DIR to a folder elsewhere.`
        : `${path} cannot be used: ${message}`,
    );
  }
}

function whoseIs(path: string): string {
  const { uid, mode } = statSync(path);
  return `belongs to ${uid === 0 ? "root" : `user ${uid}`} (mode ${(mode & 0o777).toString(8)})`;
}

function nameOf(uid: number): string {
  try {
    const { username } = userInfo();
    return `user ${uid} (${username})`;
  } catch {
    // A container's user need not stand in /etc/passwd.
    return `user ${uid}`;
  }
}

const quote = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
