/** @module Why there was no row to act on: a second read, after the statement that decided. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type Candidates } from "./check-store.js";
import type { CheckSubject } from "./verification.js";
/** The error to throw: a lockout that still lasts is a 429 with the time to wait, all else a 404 with the reason. */
export declare function explainMissing(sql: Database, subject: CheckSubject | Candidates): Promise<AppError>;
