import { sweepFlows } from "./store.js";
const SWEEP_SECONDS = 3600;
export const signinJobs = (sql) => [
    { name: "forget flows", seconds: SWEEP_SECONDS, work: () => sweepFlows(sql) },
];
//# sourceMappingURL=flow-jobs.js.map