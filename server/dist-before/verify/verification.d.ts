/** @module What a verification is, and whom one can be about. */
import type { Purpose } from "../codes.js";
import type { SendAttempt, VerificationExtras, VerificationStatus } from "./schema.js";
/** Codes sent per verification (of a recipient, where strangers may start), and codes checked; Twilio's figures. */
export declare const MAX_SENDS = 5;
export declare const MAX_CHECKS = 5;
/** Whom a verification is for: at most one row of it is live. */
export interface Target {
    serviceSid: string;
    recipient: string;
    purpose: Purpose;
    binding: string;
}
export interface Verification {
    sid: string;
    serviceSid: string;
    /** `null` once retention has emptied it. */
    recipient: string | null;
    channel: string;
    status: VerificationStatus;
    sends: SendAttempt[];
    tags: Record<string, string> | null;
    extras: VerificationExtras | null;
    createdAt: Date;
    updatedAt: Date;
    expiresAt: Date;
}
/** Whom a check is about: a target, or a verification by name, which may be held against a recipient too. */
export type CheckSubject = {
    by: "target";
    target: Target;
} | {
    by: "sid";
    sid: string;
    serviceSid: string;
    purpose: Purpose;
    recipient: string | undefined;
};
/** Whom a try may be about besides: a recipient alone, by somebody who does not say which of its codes was sent for them. */
export type TriedSubject = CheckSubject | ({
    by: "recipient";
} & Omit<Target, "binding">);
