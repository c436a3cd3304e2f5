/**
 * @module One PostgreSQL for the whole run: the embedded one in a folder of its own, or `TEST_DATABASE_URL`. Suites copy a
 * template database that has the tables already.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../dist/db/embedded.js";
import { migrateDatabase } from "../dist/db/migrate.js";
import { openDatabase } from "../dist/db/open.js";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
    template: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await openEmbedded(folder);
  const adminUrl = given ?? (embedded?.url as string);
  const template = `munjigi_template_${process.pid}`;
  const admin = openDatabase({ url: adminUrl, max: 1, statementTimeoutMs: 60_000 });
  await admin`create database ${admin(template)}`;
  await migrateDatabase(withDatabase(adminUrl, template), async () => {});
  project.provide("adminUrl", adminUrl);
  project.provide("template", template);
  return async () => {
    await admin`drop database if exists ${admin(template)} with (force)`;
    await admin.end();
    await embedded?.close();
    await rm(folder, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
