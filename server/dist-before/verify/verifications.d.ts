/** @module Verifications: one code for one recipient, purpose and binding. The face of this room. */
import type { Job } from "../jobs/repeat.js";
import { type CheckDependencies, type CheckRequest } from "./check-verification.js";
import type { StartRequest } from "./start-request.js";
import { type StartDependencies, type Started } from "./start-verification.js";
import { type CheckCounts, type ConversionCounts } from "./upkeep-store.js";
import type { CheckSubject, Verification } from "./verification.js";
export interface Verifications {
    /** Sends a code: a new one, or the live one again. See `startVerification`. */
    start(request: StartRequest): Promise<Started>;
    /** The verification after one try: approved, or still pending. See `checkVerification`. */
    check(request: CheckRequest): Promise<Verification>;
    /** Ends a pending one by the caller's word. Throws `verification.not_found` with the reason. */
    end(subject: CheckSubject, status: "approved" | "canceled"): Promise<Verification>;
    /** A pending, canceled or locked one; approved and expired ones are `verification.not_found`, as with Twilio. */
    fetch(subject: CheckSubject): Promise<Verification>;
    /** Whether a code of the service was accepted for this recipient, as long as recipients are kept. */
    wasVerified(serviceSid: string, recipient: string): Promise<boolean>;
    /** What a watch over abuse looks at: how the verifications of visitors end. */
    countChecks(): Promise<CheckCounts[]>;
    countConversions(): Promise<ConversionCounts[]>;
    /** What every process repeats. */
    jobs: readonly Job[];
}
export interface VerificationDependencies extends Omit<StartDependencies, "joinStarts">, CheckDependencies {
    /** How long numbers and addresses are kept. */
    retentionDays: number;
}
export declare function createVerifications(dependencies: VerificationDependencies): Verifications;
