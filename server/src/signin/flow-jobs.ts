/** @module Work about flows that no request asks for. */
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import { sweepFlows } from "./flow-store.js";

const SWEEP_SECONDS = 3600;

export const signinJobs = (sql: Database): Job[] => [
  { name: "forget flows", seconds: SWEEP_SECONDS, work: () => sweepFlows(sql) },
];
