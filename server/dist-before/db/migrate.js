/** @module Brings the tables up to date, and makes sure that of several processes starting at once only one does. */
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "./open.js";
/** Locks of this database that we give a meaning to (PostgreSQL manual, 13.3.5). */
export const ADVISORY_LOCK = { migrate: 727_001, inUse: 727_002 };
/** A migration may rewrite a table. In milliseconds. */
const SLOW_MS = 600_000;
/** tsc copies no .sql files: they are read where they are written. */
export const migrationsFolder = fileURLToPath(new URL("../../src/db/migrations", import.meta.url));
/**
 * Applies the migrations that are missing, then runs `firstStart`, both under one lock. The migrator gets a connection of
 * its own: drizzle changes how a driver reads and writes dates and JSON.
 */
export async function migrateDatabase(url, firstStart) {
    const sql = openDatabase({ url, max: 1, statementTimeoutMs: SLOW_MS });
    // Drizzle reads `created_at` of its table: under the name `createdAt` it would find nothing, and skip every later migration.
    const migrator = openDatabase({ url, max: 1, statementTimeoutMs: SLOW_MS, plainColumns: true });
    try {
        await sql `select set_config('lock_timeout', '60s', false), pg_advisory_lock(${ADVISORY_LOCK.migrate})`;
        await migrate(drizzle(migrator), { migrationsFolder });
        await firstStart(sql);
        await sql `select pg_advisory_unlock(${ADVISORY_LOCK.migrate})`;
    }
    finally {
        await Promise.all([sql.end({ timeout: 5 }), migrator.end({ timeout: 5 })]);
    }
}
//# sourceMappingURL=migrate.js.map