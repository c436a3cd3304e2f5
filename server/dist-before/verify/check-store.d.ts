/** @module The SQL of checking and ending a verification: one statement each. */
import type { Database } from "../db/open.js";
import type { Take } from "../limits/rule.js";
import type { Hit } from "../limits/take.js";
import { type Obstacle } from "./rows.js";
import { type CheckSubject, type Target, type Verification } from "./verification.js";
/** Verifications of one recipient, the newest first, any of which may be meant. */
export interface Candidates {
    by: "candidates";
    sids: readonly string[];
}
type Subject = CheckSubject | Candidates;
/** Those whose time is not over, for a try that names none of them. */
export declare function findCandidates(sql: Database, { serviceSid, recipient, purpose }: Omit<Target, "binding">): Promise<Candidates>;
/** A verification after a try. */
export interface Checked extends Verification {
    /** Tries so far, this one and those that named only the recipient included. */
    attempts: number;
    /** The counter that its failures go to. */
    limitKey: string | null;
}
/**
 * Counts the try, compares, consumes: one UPDATE on indexed columns. `macs` are the submitted code's hashes under every key
 * of the ring. The row comes back `approved`, `pending` (wrong) or `max_attempts_reached` (wrong, and the last try there was); no
 * row means that there was nothing to check.
 */
export declare function countAndCheck(sql: Database, subject: CheckSubject, macs: readonly string[], later: boolean): Promise<Checked | undefined>;
export interface ConditionalCheck {
    checked: Checked | undefined;
    /** Why nothing was checked; `verification`: there was nothing to check. */
    because: Obstacle | undefined;
    hits: Hit[];
}
/** `countAndCheck` under limits: it counts and checks, or does not check. */
export declare function countAndCheckIf(sql: Database, subject: Subject, macs: readonly string[], conditions: {
    takes: readonly Take[];
    challenge: string | null;
}, later: boolean): Promise<ConditionalCheck>;
/**
 * Success ends a streak of failures. The statement that approves deletes what its snapshot shows; wrong codes that were counted
 * beside it, while it waited for the row, are in no snapshot of its and need a look of their own.
 */
export declare function forgetStreak(sql: Database, limitKey: string): Promise<void>;
/** Whether this very code was accepted, and could still be live. Of codes that are alike, as a test number's are, the last counts. */
export declare function wasAccepted(sql: Database, subject: Subject, macs: readonly string[]): Promise<boolean>;
/** Ends a live verification by the caller's word. */
export declare function endVerification(sql: Database, subject: CheckSubject, end: "approved" | "canceled"): Promise<Verification | undefined>;
/**
 * Approves by a code of a vendor's making, whose try was counted as one of the five: tries that came after it, while the vendor
 * was asked, do not undo it. Its hash takes the place of ours (`wasAccepted`). `undefined`: it was ended meanwhile.
 */
export declare function acceptCode(sql: Database, sid: string, { mac, by }: {
    mac: string;
    by: CheckSubject["by"];
}): Promise<Verification | undefined>;
/** A verification as it is, with what time has made of it. `secondsLeft` is negative once it has expired. */
export declare function selectVerification(sql: Database, subject: Subject): Promise<(Verification & {
    secondsLeft: number;
}) | undefined>;
export {};
