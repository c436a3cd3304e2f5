// The PostgreSQL all contestants share: the embedded one in a new folder, with a database for each.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../server/dist/db/embedded.js";
import { openDatabase } from "../server/dist/db/open.js";

export async function openSharedDatabase() {
  const home = await mkdtemp(join(tmpdir(), "munjigi-bench-"));
  let embedded = await openEmbedded(home);
  let admin = openDatabase({ url: embedded.url, max: 1, statementTimeoutMs: 60_000 });
  const urlOf = (name) => {
    const url = new URL(embedded.url);
    url.pathname = `/${name}`;
    return url.toString();
  };
  const close = async () => {
    await admin.end();
    await embedded.close();
  };
  return {
    folder: embedded.folder,
    query: (text) => admin.unsafe(text),
    async create(name) {
      await admin`create database ${admin(name)}`;
      return urlOf(name);
    },
    /** Stops it and starts it again with a library preloaded. */
    async restartWith(library) {
      await admin.unsafe(`alter system set shared_preload_libraries = '${library}'`);
      await close();
      embedded = await openEmbedded(home);
      admin = openDatabase({ url: embedded.url, max: 1 });
    },
    async close() {
      await close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
