/** @module The one pool of connections to PostgreSQL, and what its failures mean to a caller. */
import postgres from "postgres";
import { readDatabaseUrl } from "../database-url.js";

/** Where statements go: the pool, or a transaction. */
export type Database = postgres.ISql;

/** The connections themselves, for whoever opened them. */
export type Pool = postgres.Sql;

/** Runs `work` in a transaction, which commits when it resolves; within a transaction, under a savepoint of it. */
export async function inTransaction<T>(sql: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  const run = (tx: Database) => work(tx);
  return (await ("begin" in sql ? (sql as Pool).begin(run) : (sql as postgres.TransactionSql).savepoint(run))) as T;
}

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

/** What every session of ours has set, as PostgreSQL writes it. */
export const sessionSettings = (statementTimeoutMs = 5000): Record<string, string> => ({
  statement_timeout: `${statementTimeoutMs / 1000}s`,
  lock_timeout: `${Math.min(statementTimeoutMs, 2000) / 1000}s`,
  idle_in_transaction_session_timeout: "10s",
  plan_cache_mode: "force_generic_plan",
  // PostgreSQL takes a list in JSON for many rows, so it would compile the statements of the limits: seconds for each.
  jit: "off",
});

/** Opens a pool; it connects with the first query. Columns arrive in camelCase, timestamps as `Date`. */
export function openDatabase(options: OpenOptions): Pool {
  const { url, ...place } = readDatabaseUrl(options.url);
  return postgres(url, {
    // Its types know one host only; it takes several (README of the driver, "Multi-host connections").
    ...(place as object),
    max: options.max,
    // The driver's own wait grows to 20 s: too long after a restart of the database.
    backoff: () => 0.25,
    connect_timeout: 2,
    // The default closes connections after half an hour, and with them the advisory lock of `db/embedded.ts`.
    max_lifetime: null,
    ...(!options.plainColumns && { transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } } }),
    // It would ask every new connection for the array types; we pass lists as JSON.
    fetch_types: false,
    onnotice: () => {},
    ...(options.onclose && { onclose: options.onclose }),
    connection: { application_name: "munjigi", TimeZone: "UTC", ...sessionSettings(options.statementTimeoutMs) },
  });
}

/** The connection is gone, or none can be had: whoever asks next fails in the same way. */
const DISCONNECTED = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "25006", // read_only_sql_transaction: this is a standby now
]);

/** One statement did not get through; others do. */
const STATEMENT_FAILED = new Set([
  "57014", // query_canceled: the statement's time was up
  "55P03", // lock_not_available: the wait for a lock was up
  "40P01", // deadlock_detected
]);

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}

/** Whether an error says that there is no database to ask now. */
export function isDisconnected(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && (DISCONNECTED.has(code) || /^(08|53)/.test(code));
}

/** Whether an error says that the database cannot answer now, rather than that we asked wrongly. */
export function isUnavailable(error: unknown): boolean {
  return isDisconnected(error) || STATEMENT_FAILED.has(codeOf(error) ?? "");
}

/** Whether an error says that another row has the same value of a unique index. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "23505";
}

/** A row names one that somebody has deleted meanwhile. */
export function isMissingReference(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "23503";
}
