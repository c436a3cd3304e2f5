/** @module Checks a code, counting the try before anything else. */
import { type Payment } from "../codes.js";
import type { Commit } from "../db/commit.js";
import { type Database } from "../db/open.js";
import type { VendorCodes } from "../delivery/check-with-vendor.js";
import type { Limits } from "../limits/limits.js";
import type { Rule } from "../limits/rule.js";
import type { Proof } from "../limits/take.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import type { TriedSubject, Verification } from "./verification.js";
export interface CheckDependencies {
    sql: Database;
    commit: Commit;
    metrics: Metrics;
    limits: Pick<Limits, "admit" | "giveBack">;
    keyring: Keyring;
    vendorCodes: VendorCodes;
}
export interface CheckRequest {
    subject: TriedSubject;
    code: string;
    /** What the caller says it confirms (PSD2). */
    payment?: Payment | undefined;
    /** Counts every try; a right code takes its own back. */
    rules?: readonly Rule[];
    proof?: Proof | undefined;
    /**
     * Runs in the transaction that accepts the code: what it writes stands if and only if the code is consumed. If it throws,
     * the code is as it was, and the check throws the same.
     */
    onApproved?: ((tx: Database, verification: Verification) => Promise<void>) | undefined;
}
/**
 * The verification after the try: `approved`, or still `pending` if the code was wrong. Throws
 * `verification.too_many_checks` (with the seconds to wait) after five tries, `verification.not_found` (with the reason)
 * where nothing is pending, `verification.already_approved` for purposes that tell, and `limits.exceeded` and
 * `limits.challenge_required` where the request's rules say so. Where a vendor makes the codes it waits for the vendor, five
 * seconds at most, and throws `server.unavailable` if none answers; the try is counted all the same.
 */
export declare function checkVerification(dependencies: CheckDependencies, request: CheckRequest): Promise<Verification>;
