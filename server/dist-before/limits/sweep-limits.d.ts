/** @module Tidies up counters, alarms and spent challenges. Nothing depends on it: every statement looks at the clock. */
import type { Database } from "../db/open.js";
export declare function sweepLimits(sql: Database): Promise<void>;
