/** @module Brings the tables up to date, and makes sure that of several processes starting at once only one does. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { type Database, openDatabase } from "./open.js";

/** Locks of this database that we give a meaning to (PostgreSQL manual, 13.3.5). */
export const ADVISORY_LOCK = { migrate: 727_001, inUse: 727_002 } as const;

/** A migration may rewrite a table. In milliseconds. */
const SLOW_MS = 600_000;

/** tsc copies no .sql files: they are read where they are written. */
export const migrationsFolder = fileURLToPath(new URL("../../src/db/migrations", import.meta.url));

/** The tables are those of a later release than this one. */
export class NewerTables extends Error {}

/**
 * Applies the migrations that are missing, then runs `firstStart`, both under one lock. The migrator gets a connection of
 * its own: drizzle changes how a driver reads and writes dates and JSON.
 */
export async function migrateDatabase(url: string, firstStart: (sql: Database) => Promise<void>): Promise<void> {
  const sql = openDatabase({ url, max: 1, statementTimeoutMs: SLOW_MS });
  // Drizzle reads `created_at` of its table: under the name `createdAt` it would find nothing, and skip every later migration.
  const migrator = openDatabase({ url, max: 1, statementTimeoutMs: SLOW_MS, plainColumns: true });
  try {
    // Said once more to the session: a pooler may have dropped it at the start.
    for (const session of [sql, migrator])
      await session`select set_config('statement_timeout', ${String(SLOW_MS)}, false)`;
    await sql`select set_config('lock_timeout', '60s', false), pg_advisory_lock(${ADVISORY_LOCK.migrate})`;
    await refuseNewerTables(sql);
    await migrate(drizzle(migrator), { migrationsFolder });
    await firstStart(sql);
    await sql`select pg_advisory_unlock(${ADVISORY_LOCK.migrate})`;
  } finally {
    await Promise.all([sql.end({ timeout: 5 }), migrator.end({ timeout: 5 })]);
  }
}

/** Throws `NewerTables`. What a later release writes into its columns, this one would lose. */
async function refuseNewerTables(sql: Database): Promise<void> {
  const [found] = await sql<
    { table: string | null }[]
  >`select to_regclass('drizzle.__drizzle_migrations')::text as table`;
  if (!found?.table) return;
  const { entries } = JSON.parse(await readFile(join(migrationsFolder, "meta/_journal.json"), "utf8"));
  const ours = Math.max(...entries.map(({ when }: { when: number }) => when));
  const [row] = await sql<{ newer: number }[]>`
    select count(*)::int as newer from drizzle.__drizzle_migrations where created_at > ${ours}::bigint`;
  if (!row?.newer) return;
  throw new NewerTables(
    `The tables are of a later release: ${row.newer} ${row.newer === 1 ? "migration" : "migrations"} ahead of this one. Start that release, or restore the backup that was made before the upgrade (docs/upgrading.md).`,
  );
}
