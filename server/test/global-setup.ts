/**
 * @module One PostgreSQL for the whole run: the embedded one in a folder of its own, or `TEST_DATABASE_URL`. Suites copy a
 * template database that has the tables already.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../dist/db/embedded.js";
import { migrateDatabase } from "../dist/db/migrate.js";
import { openDatabase } from "../dist/db/open.js";
import { freePort } from "./kit/free-port.js";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
    template: string;
    /** What a start of the server took just now, in milliseconds. */
    startMs: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  const given = process.env.TEST_DATABASE_URL;
  // Three suites at a time, and some run five servers.
  const embedded = given ? undefined : await openEmbedded(folder, { maxConnections: 150 });
  const adminUrl = given ?? (embedded?.url as string);
  const template = `munjigi_template_${process.pid}`;
  const admin = openDatabase({ url: adminUrl, max: 1, statementTimeoutMs: 60_000 });
  await admin`create database ${admin(template)}`;
  await migrateDatabase(withDatabase(adminUrl, template), async () => {});
  project.provide("adminUrl", adminUrl);
  project.provide("template", template);
  await admin`create database ${admin(`${template}_pace`)} template ${admin(template)}`;
  const startMs = await timeStart(withDatabase(adminUrl, `${template}_pace`), folder);
  await admin`drop database ${admin(`${template}_pace`)} with (force)`;
  console.log(`A start of the server takes ${Math.round(startMs)} ms here.`);
  project.provide("startMs", startMs);
  return async () => {
    await admin`drop database if exists ${admin(template)} with (force)`;
    await admin.end();
    await embedded?.close();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Starts the server as a user does, and stops it. */
async function timeStart(databaseUrl: string, folder: string): Promise<number> {
  const { PATH = "", HOME = "" } = process.env;
  const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const env = { DATABASE_URL: databaseUrl, MUNJIGI_SECRET_KEY: `k1:${Buffer.alloc(32, 7).toString("base64")}` };
  const port = String(await freePort());
  const begun = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd: "/",
    env: { PATH, HOME, PORT: port, MUNJIGI_DATA_DIR: join(folder, "pace"), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  await new Promise<void>((done, fail) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("Munjigi is ready")) done();
    });
    void exited.then((code) => fail(new Error(`The server ended with ${code}:\n${said}`)));
  });
  const startMs = performance.now() - begun;
  child.kill("SIGTERM");
  await exited;
  return startMs;
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
