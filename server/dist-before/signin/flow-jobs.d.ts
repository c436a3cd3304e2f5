/** @module Work about flows that no request asks for. */
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
export declare const signinJobs: (sql: Database) => Job[];
