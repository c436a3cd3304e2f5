import { type Database } from "./open.js";
/** Locks of this database that we give a meaning to (PostgreSQL manual, 13.3.5). */
export declare const ADVISORY_LOCK: {
    readonly migrate: 727001;
    readonly inUse: 727002;
};
/** tsc copies no .sql files: they are read where they are written. */
export declare const migrationsFolder: string;
/**
 * Applies the migrations that are missing, then runs `firstStart`, both under one lock. The migrator gets a connection of
 * its own: drizzle changes how a driver reads and writes dates and JSON.
 */
export declare function migrateDatabase(url: string, firstStart: (sql: Database) => Promise<void>): Promise<void>;
