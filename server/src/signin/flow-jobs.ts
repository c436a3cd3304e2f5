/** @module Work about flows that no request asks for. */
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import { SWEEP_BATCH, sweepFlows } from "./flow-store.js";

const SWEEP_SECONDS = 3600;

export const signinJobs = (sql: Database): Job[] => [
  {
    name: "forget flows",
    seconds: SWEEP_SECONDS,
    work: async () => {
      while ((await sweepFlows(sql)) === SWEEP_BATCH);
    },
  },
];
