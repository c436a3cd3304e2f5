/** @module Tidies up: runs out what has run out, empties the numbers that were kept long enough. */
import type { Database } from "../db/open.js";
export declare function sweepExpired(sql: Database): Promise<void>;
export declare function sweepRecipients(sql: Database, retentionDays: number): Promise<void>;
