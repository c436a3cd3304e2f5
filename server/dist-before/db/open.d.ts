/** @module The one pool of connections to PostgreSQL, and what its failures mean to a caller. */
import postgres from "postgres";
/** Where statements go: the pool, or a transaction. */
export type Database = postgres.ISql;
/** The connections themselves, for whoever opened them. */
export type Pool = postgres.Sql;
/** Runs `work` in a transaction, which commits when it resolves; within a transaction, under a savepoint of it. */
export declare function inTransaction<T>(sql: Database, work: (tx: Database) => Promise<T>): Promise<T>;
export interface OpenOptions {
    url: string;
    /** Connections. */
    max: number;
    /** How long a statement may run, in milliseconds. */
    statementTimeoutMs?: number;
    onclose?: () => void;
    /** Columns arrive under their own names, as the migrator expects them. */
    plainColumns?: true;
}
/** Opens a pool; it connects with the first query. Columns arrive in camelCase, timestamps as `Date`. */
export declare function openDatabase(options: OpenOptions): Pool;
/** Whether an error says that the database cannot answer now, rather than that we asked wrongly. */
export declare function isUnavailable(error: unknown): boolean;
/** Whether an error says that another row has the same value of a unique index. */
export declare function isUniqueViolation(error: unknown): boolean;
