/** @module A secret in a file that only its owner may read, made by whichever of several starters links it first. */
import { chmod, link, lstat, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

let made = 0;

/** A name beside `path` that nobody else writes to, in this process or another. */
export const asideOf = (path: string): string => `${path}.${process.pid}.${made++}`;

/** The file's text without blanks around it. Where there is no file, `make` writes one: with mode 600, whole or not at all. */
export async function readOrMakePrivateFile(path: string, make: () => string): Promise<string> {
  const read = async () => (await readFile(path, "utf8")).trim();
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const aside = asideOf(path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(aside, `${make()}\n`, { mode: 0o600 });
  await chmod(aside, 0o600);
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(aside);
  return await read();
}

/** Throws in words where others may have written the file, or can read it: a secret that they know is none. */
export async function requirePrivate(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isFile() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0) return;
  throw new Error(
    `${path} is not ours alone (owner ${found.uid}, mode ${(found.mode & 0o777).toString(8)}). Remove it: another one is made.`,
  );
}
