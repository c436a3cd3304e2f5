import { checkVerification } from "./check-verification.js";
import { endVerification } from "./end-verification.js";
import { fetchVerification } from "./fetch-verification.js";
import { createJoinStarts } from "./join-starts.js";
import { startVerification } from "./start-verification.js";
import { sweepExpired, sweepRecipients } from "./sweep-verifications.js";
import { hasApproved, selectCheckCounts, selectConversionCounts, } from "./upkeep-store.js";
/** Seconds between two sweeps; a verification shows as expired within twice as long. */
const EXPIRY_SECONDS = 4;
const RETENTION_SECONDS = 3600;
export function createVerifications(dependencies) {
    const { sql, retentionDays } = dependencies;
    const starting = { ...dependencies, joinStarts: createJoinStarts() };
    return {
        start: (request) => startVerification(starting, request),
        check: (request) => checkVerification(dependencies, request),
        end: (subject, status) => endVerification(sql, subject, status),
        fetch: (subject) => fetchVerification(sql, subject),
        wasVerified: (serviceSid, recipient) => hasApproved(sql, serviceSid, recipient),
        countChecks: () => selectCheckCounts(sql),
        countConversions: () => selectConversionCounts(sql),
        jobs: [
            { name: "expire verifications", seconds: EXPIRY_SECONDS, work: () => sweepExpired(sql) },
            { name: "empty recipients", seconds: RETENTION_SECONDS, work: () => sweepRecipients(sql, retentionDays) },
        ],
    };
}
//# sourceMappingURL=verifications.js.map