import { recordChange } from "../audit/record.js";
import { admit, admitAndCount, giveBack } from "./admit.js";
import { sweepFailureStreaks } from "./failure-streaks.js";
import { blockKey, challengeKey, deleteAlarms, recordSuccess, remembers } from "./store.js";
import { sweepLimits } from "./sweep-limits.js";
const SWEEP_SECONDS = 3600;
export function createLimits(dependencies) {
    const { sql } = dependencies;
    return {
        admit: (request) => admit(dependencies, request),
        admitAndCount: (rules) => admitAndCount(dependencies, rules),
        giveBack: (hits, takes) => giveBack(sql, hits, takes),
        recordSuccess: (success) => recordSuccess(sql, success),
        remembers: (key) => remembers(sql, key),
        block: (key) => blockKey(sql, key),
        challenge: (key, seconds) => challengeKey(sql, key, seconds),
        clearAlarm: (key, event) => recordChange(sql, (tx) => deleteAlarms(tx, key), (lifted) => (lifted ? event : undefined)),
        jobs: [
            { name: "forget limits", seconds: SWEEP_SECONDS, work: () => sweepLimits(sql) },
            { name: "forget failures", seconds: SWEEP_SECONDS, work: () => sweepFailureStreaks(sql) },
        ],
    };
}
//# sourceMappingURL=limits.js.map