/** @module Why a start did nothing: a second read, after the statement that decided. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type NewVerification, type StartConditions } from "./start-store.js";
/**
 * The error to throw; `undefined` if nothing stands in the way any more: it ended between the statement and this look.
 * `conditions`: those the start had.
 */
export declare function explainObstacle(sql: Database, row: NewVerification, conditions: StartConditions): Promise<AppError | undefined>;
