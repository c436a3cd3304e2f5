/** @module A secret in a file that only its owner may read, made by whichever of several starters links it first. */
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The file's text without blanks around it. Where there is no file, `make` writes one: with mode 600, whole or not at all. */
export async function readOrMakePrivateFile(path: string, make: () => string): Promise<string> {
  const read = async () => (await readFile(path, "utf8")).trim();
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const aside = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(aside, `${make()}\n`, { mode: 0o600 });
  await chmod(aside, 0o600);
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(aside);
  return await read();
}
