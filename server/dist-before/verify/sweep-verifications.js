import { emptyRecipients, expireVerifications } from "./upkeep-store.js";
const BATCH = 1000;
export async function sweepExpired(sql) {
    while ((await expireVerifications(sql, BATCH)) === BATCH)
        ;
}
export async function sweepRecipients(sql, retentionDays) {
    while ((await emptyRecipients(sql, retentionDays, BATCH)) === BATCH)
        ;
}
//# sourceMappingURL=sweep-verifications.js.map