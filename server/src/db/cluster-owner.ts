/**
 * @module Whose an embedded cluster is: under root a user id that nothing else on the machine has, and always a password that
 * only we can read. Folders of earlier releases, which ran as `nobody` and asked for no password, are moved over. A stop in the
 * middle does no harm: every step may be done again, and `pg_hba.conf`, written last, says that all are done.
 */
import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { chmod, lchown, lstat, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemRandom } from "../clock.js";
import { asideOf, readOrMakePrivateFile, requirePrivate } from "../private-file.js";
import { findStranger, isWorkedIn } from "./cluster-processes.js";
import type { Database } from "./open.js";

export interface User {
  uid: number;
  gid: number;
}

export interface Owner {
  /** Of the role `munjigi`. */
  password: string;
  /** Whom PostgreSQL runs as when we are root. */
  user: User | undefined;
  /** What `pg_hba.conf` says once all is done: different for every password and user. */
  rules: string;
}

/** An account that is everywhere, and that daemons share. `initdb` wants one that has a name. */
export const NOBODY = 65_534;

/**
 * Numbers that nobody gives out: above what directories map accounts to (sssd: to 2 000 200 000) and below systemd's last block
 * (https://systemd.io/UIDS-GIDS, 2 147 352 576). Where the kernel maps only 65 536 numbers, in a rootless container say, those
 * that systemd leaves free below.
 */
const UID_RANGES = [
  { first: 2_100_000_000, size: 47_000_000 },
  { first: 60_578, size: 606 },
] as const;
const MAX_CANDIDATES = 10;

/** Everybody who can enter the folder is let in. So it stands only until the password is set, in a folder nobody else can enter. */
const OPEN_RULES = "local all all trust\n";

/** The same at every start and for every process, by the folder's password and place: a copied folder gets another user. */
export async function readOwner(dataDir: string): Promise<Owner> {
  const passwordFile = join(dataDir, "postgres.password");
  const password = await readOrMakePrivateFile(passwordFile, () => systemRandom(32).toString("base64url"));
  await requirePrivate(passwordFile);
  const user = process.getuid?.() === 0 ? chooseUser(`${password}\n${realpathSync(dataDir)}`) : undefined;
  const mark = createHash("sha256").update(`${password}\n${user?.uid}`).digest("base64url");
  const rules = `# Written by Munjigi: whoever connects must know what stands in postgres.password.\n# ${mark}\nlocal all all scram-sha-256\n`;
  return { password, user, rules };
}

function chooseUser(seed: string): User {
  const range = UID_RANGES.find(({ first, size }) => isMapped(first) && isMapped(first + size - 1));
  if (!range)
    throw new Error("This container has too few user ids for PostgreSQL to get one. Start as another user than root.");
  for (let n = 0; n < MAX_CANDIDATES; n++) {
    const hash = createHash("sha256").update(`${seed}\n${n}`).digest().readUInt32BE();
    const uid = range.first + (hash % range.size);
    if (!hasName(uid)) return { uid, gid: uid };
  }
  throw new Error(`All user ids from ${range.first} on are in use. Start as another user than root.`);
}

/** Whether the kernel knows this number here, as user and as group (user_namespaces(7)). */
function isMapped(id: number): boolean {
  if (process.platform !== "linux") return true;
  return ["uid_map", "gid_map"].every((map) =>
    readFileSync(`/proc/self/${map}`, "utf8")
      .trim()
      .split("\n")
      .some((line) => {
        const [first = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
        return id >= first && id < first + count;
      }),
  );
}

function hasName(id: number): boolean {
  return ["/etc/passwd", "/etc/group"].some((file) =>
    new RegExp(`^[^:]*:[^:]*:${id}:`, "m").test(readFileSync(file, "utf8")),
  );
}

/** Whether all is done: files, password and rules are this owner's. */
export async function isSettled(data: string, owner: Owner): Promise<boolean> {
  return (await ownsFiles(data, owner)) && (await readRules(data)) === owner.rules;
}

export async function ownsFiles(data: string, { user }: Owner): Promise<boolean> {
  return !user || (await stat(data)).uid === user.uid;
}

/** Makes the files this owner's, so that PostgreSQL can start. `false`: one is there still, of another user perhaps. */
export async function takeFiles(data: string, owner: Owner): Promise<boolean> {
  if (await isSettled(data, owner)) return true;
  if (owner.user) {
    await giveFiles(data, owner.user, data);
    // No other can come in from now on. Two at once would destroy the data, and across users PostgreSQL does not see it.
    if (isWorkedIn(data)) return false;
  }
  // Of another password, say, whose file is gone: ours is set as soon as PostgreSQL runs.
  if (!/^local\s+all\s+all\s+trust$/m.test(await readRules(data))) await writeRules(data, owner.user, OPEN_RULES);
  return true;
}

/** Gives a folder with all that is in it to the user of the cluster in `data`. Throws where that user has other processes. */
export async function giveFiles(folder: string, user: User, data: string): Promise<void> {
  const top = realpathSync(folder);
  const { uid } = await stat(top);
  const stranger = uid === user.uid ? undefined : findStranger(user.uid, data);
  if (stranger !== undefined)
    throw new Error(`PostgreSQL is to run as user ${user.uid}, whom process ${stranger} runs as: end that first.`);
  await giveFile(top, user, [uid, NOBODY, user.uid]);
  await chmod(top, 0o700);
}

/**
 * From the top down: whoever ran as the user before can put nothing into a folder any more when we look into it. A hard link may
 * be another's file, put there to be given away with the rest.
 */
async function giveFile(path: string, user: User, before: readonly number[]): Promise<void> {
  const found = await lstat(path).catch(unlessGone);
  if (!found) return;
  if (found.isFile() && found.nlink > 1 && !before.includes(found.uid))
    throw new Error(`${path} is a hard link to a file of another user: remove it.`);
  if (found.uid !== user.uid || found.gid !== user.gid) await lchown(path, user.uid, user.gid).catch(unlessGone);
  if (!found.isDirectory()) return;
  for (const name of (await readdir(path).catch(unlessGone)) ?? []) await giveFile(join(path, name), user, before);
}

/** What another starter's PostgreSQL removes meanwhile need not be given to it. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

/** From now on whoever connects must know the password. For the only one connected. */
export async function demandPassword(sql: Database, data: string, owner: Owner): Promise<void> {
  // 256 random bits cannot be guessed: 4096 rounds of hashing would only make every connection slower.
  await sql`select set_config('password_encryption', 'scram-sha-256', false), set_config('scram_iterations', '1', false)`;
  await sql.unsafe(`alter role munjigi password '${owner.password}'`);
  await writeRules(data, owner.user, owner.rules);
  await sql`select pg_reload_conf()`;
}

const readRules = async (data: string) => (await readFile(join(data, "pg_hba.conf"), "utf8").catch(unlessGone)) ?? "";

async function writeRules(data: string, user: User | undefined, rules: string): Promise<void> {
  const aside = asideOf(join(data, "pg_hba.conf"));
  await rm(aside, { force: true });
  await writeFile(aside, rules, { mode: 0o600, flag: "wx" });
  if (user) await lchown(aside, user.uid, user.gid);
  await rename(aside, join(data, "pg_hba.conf"));
}
