/** @module Pages of a list, newest first: identifiers begin with the time, so a page goes on from one. */
import type { Database } from "./open.js";
export interface Cursor {
    /** The identifier next to which the page begins… */
    sid: string;
    /** …and on which side of it. */
    side: "older" | "newer";
}
export interface PageRequest {
    size: number;
    cursor?: Cursor | undefined;
}
export interface Page<Row> {
    rows: Row[];
    /** The identifiers to go on from, in either direction; absent where there is nothing more. */
    older?: string;
    newer?: string;
}
/** The end of a statement whose `where` has a condition already: one row more than the page, for `cutPage`. */
export declare function pageClause(sql: Database, { size, cursor }: PageRequest): import("postgres").PendingQuery<import("postgres").Row[]>;
/** The page of rows that came in the order of `pageClause`. */
export declare function cutPage<Row extends {
    sid: string;
}>(found: readonly Row[], { size, cursor }: PageRequest): Page<Row>;
