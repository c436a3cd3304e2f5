/**
 * @module One wait for the disk, shared by all who have something to acknowledge. Under load, statements of the hot path
 * commit asynchronously (`synchronous_commit = off`, for themselves only); before their requests are answered, one small
 * transaction commits synchronously, and with it everything before it is on disk, or on the standbys if the server is set
 * so (PostgreSQL manual, 28.4). Nothing is acknowledged that a crash could take back, as ever; a flush serves dozens.
 */
import type { Database } from "./open.js";
/**
 * Runs a statement and resolves to its result once that will survive a crash. The statement is told whether to commit
 * `later`, with the others, or by itself. Rejects if nobody can say.
 */
export type Commit = <Result>(statement: (later: boolean) => Promise<Result | undefined>) => Promise<Result | undefined>;
export declare function shareCommits(sql: Database): Commit;
