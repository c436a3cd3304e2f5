/** @module The SQL of notices. Their messages are leased, reported and listed as those of codes. */
import type { Database } from "../db/open.js";
import type { NewNotice } from "./notice.js";
/** One statement, whatever their number; none of it without what it is about, if `sql` is that transaction. */
export declare function insertNotices(sql: Database, notices: readonly NewNotice[]): Promise<void>;
/** Empties recipients and values of notices older than `days`; at most `limit` rows. */
export declare function emptyNotices(sql: Database, days: number, limit: number): Promise<number>;
