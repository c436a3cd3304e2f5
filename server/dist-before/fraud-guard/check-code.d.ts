/** @module Checks the code that whoever is in front of a page or an app has entered, under the rules against abuse. */
import type { Clock } from "../clock.js";
import type { Purpose } from "../codes.js";
import type { Limits } from "../limits/limits.js";
import type { AcceptedRecipient } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { CheckRequest } from "../verify/check-verification.js";
import type { Verification } from "../verify/verification.js";
import type { Verifications } from "../verify/verifications.js";
import { type Visitor } from "./visitor.js";
export interface CheckCodeRequest {
    service: Service;
    recipient: AcceptedRecipient;
    purpose: Purpose;
    /** What the code was bound to when it was sent; absent: any code of the recipient's will do. */
    binding?: string | undefined;
    visitor: Visitor;
    /** The solution of a challenge, as the page sent it. */
    altcha?: string | undefined;
    code: string;
    /** Ties the check to this verification: the caller knows more than the recipient. */
    verificationId?: string | undefined;
    /** See `CheckRequest`. */
    onApproved?: CheckRequest["onApproved"];
}
export interface CheckCodeDependencies {
    keyring: Keyring;
    clock: Clock;
    limits: Pick<Limits, "recordSuccess">;
    verifications: Pick<Verifications, "check">;
}
/** The approved verification. Throws `verification.wrong_code`, `.already_approved` and what `checkVerification` throws. */
export declare function checkCode({ keyring, clock, limits, verifications }: CheckCodeDependencies, request: CheckCodeRequest): Promise<Verification>;
