/** @module Sends a code to whoever is in front of a page or an app, under the rules against abuse. */
import type { Clock } from "../clock.js";
import type { Purpose } from "../codes.js";
import { type Recipient } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { Verifications } from "../verify/verifications.js";
import { type StandingDependencies } from "./find-standing.js";
import { type Visitor } from "./visitor.js";
export interface SendCodeRequest {
    service: Service;
    recipient: Recipient;
    purpose: Purpose;
    /** What else the code is bound to: see `StartRequest`. */
    binding?: string | undefined;
    /** Sends the code of this verification again. */
    verificationId?: string | undefined;
    visitor: Visitor;
    /** The solution of a challenge, as the page sent it. */
    altcha?: string | undefined;
    locale?: string | undefined;
    nonce?: string | undefined;
}
export interface SentCode {
    verificationId: string;
    expiresInSeconds: number;
    /** Until the code may be sent again. */
    resendInSeconds: number;
    sendsLeft: number;
}
export interface SendCodeDependencies extends StandingDependencies {
    keyring: Keyring;
    clock: Clock;
    verifications: Pick<Verifications, "start" | "wasVerified">;
}
/** Throws what `startVerification` throws; failures that make one wait are told as such. */
export declare function sendCode({ keyring, clock, limits, verifications }: SendCodeDependencies, request: SendCodeRequest): Promise<SentCode>;
