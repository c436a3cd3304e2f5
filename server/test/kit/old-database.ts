/** @module Databases as earlier releases left them: `fixtures/make-release.mjs` made the rows, migrations up to one of them the tables. */
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { expect, inject } from "vitest";
import { migrationsFolder } from "../../dist/db/migrate.js";
import { openDatabase, type Pool } from "../../dist/db/open.js";
import { withDatabase } from "../global-setup.js";
import { SECRET_KEY, type ServerProcess, startProcess } from "../harness.js";

const read = async (path: string) => JSON.parse(await readFile(path, "utf8"));
// biome-ignore lint/suspicious/noExplicitAny: whatever the fixture has
export type Release = any;
export const releases: Release[] = await Promise.all(
  ["release-0000.json", "release-0001.json"].map((name) =>
    read(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))),
  ),
);

export interface OldDatabase {
  url: string;
  sql: Pool;
  drop(): Promise<void>;
}

/** A database with the rows of the release, and its tables or those that a later one made of them; its times are moved so that it was left just now. */
export async function createOldDatabase(release: Release, upTo = release.lastMigration): Promise<OldDatabase> {
  const adminUrl = inject("adminUrl");
  const name = `munjigi_upgrade_${randomBytes(6).toString("hex")}`;
  const admin = openDatabase({ url: adminUrl, max: 1, statementTimeoutMs: 60_000 });
  await admin`create database ${admin(name)}`;
  const url = withDatabase(adminUrl, name);
  await applyOldMigrations(url, release.lastMigration);
  const sql = openDatabase({ url, max: 1 });
  for (const [table, rows] of Object.entries(release.tables)) {
    const moved = await columnsOf(sql, table, "timestamp with time zone");
    await sql`insert into ${sql(table)}
      select * from jsonb_populate_recordset(null::${sql(table)}, ${sql.json(rows as never)})`;
    for (const column of moved)
      await sql`update ${sql(table)} set ${sql(column)} = ${sql(column)} + (now() - ${release.takenAt}::timestamptz)`;
  }
  if (upTo !== release.lastMigration) await applyOldMigrations(url, upTo);
  // Whoever was sending is gone for longer than a lease.
  await sql`update messages set next_at = now() - interval '1 second' where status in ('queued', 'sending')`;
  return {
    url,
    sql,
    async drop() {
      await sql.end({ timeout: 1 });
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

async function columnsOf(sql: Pool, table: string, type: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and data_type = ${type}`;
  return rows.map((row) => row.name);
}

/** The journal of the migrations up to the release's last one, and no further. */
async function applyOldMigrations(url: string, lastMigration: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "munjigi-migrations-"));
  const connection = openDatabase({ url, max: 1, statementTimeoutMs: 60_000, plainColumns: true });
  try {
    await cp(migrationsFolder, folder, { recursive: true });
    const path = join(folder, "meta/_journal.json");
    const journal = await read(path);
    const last = journal.entries.findIndex((entry: { tag: string }) => entry.tag === lastMigration);
    expect(last, `${lastMigration} is gone from the journal`).toBeGreaterThanOrEqual(0);
    await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }));
    await migrate(drizzle(connection), { migrationsFolder: folder });
  } finally {
    await connection.end();
    await rm(folder, { recursive: true });
  }
}

/** How many migrations a database has had. */
export async function migrationsIn(sql: Pool): Promise<number> {
  const [row] = await sql<[{ count: number }]>`select count(*)::int as count from drizzle.__drizzle_migrations`;
  return row.count;
}

export async function migrationsOfToday(): Promise<number> {
  return (await read(join(migrationsFolder, "meta/_journal.json"))).entries.length;
}

/** Its credentials are in the database; another data folder keeps this run away from a developer's. */
export async function startToday(database: OldDatabase, dataDir: string): Promise<ServerProcess> {
  return await startProcess({
    DATABASE_URL: database.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_DATA_DIR: dataDir,
    // An environment that says otherwise: such values count on the first start only.
    MUNJIGI_ACCOUNT_SID: "AC0000000000000000000000000000dead",
  });
}

/** The names of all migrations, in their order. */
export async function migrationNames(): Promise<string[]> {
  return (await read(join(migrationsFolder, "meta/_journal.json"))).entries.map(({ tag }: { tag: string }) => tag);
}
