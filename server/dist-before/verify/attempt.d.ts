/** @module What an attempt is: one send of a verification, as it is told to whoever pays for it. */
import type { VerificationStatus } from "./schema.js";
export interface Attempt {
    /** The message's. */
    sid: string;
    serviceSid: string;
    verificationSid: string;
    channel: string;
    messageStatus: string;
    /** The vendor's code of what went wrong, else our word for it. */
    errorCode: string | null;
    price: string | null;
    currency: string | null;
    /** `null` once retention has emptied it. */
    recipient: string | null;
    /** ISO 3166-1 alpha-2, or `NO_COUNTRY`. */
    country: string;
    codeLength: number;
    locale: string | null;
    verificationStatus: VerificationStatus;
    /** The code's time is up. */
    isOver: boolean;
    createdAt: Date;
    updatedAt: Date;
}
/** Every one that is given must hold. */
export interface AttemptFilter {
    /** From this moment on… */
    after?: Date | undefined;
    /** …and before this one. */
    before?: Date | undefined;
    /** E.164, or an e-mail address as `normalizeEmail` writes it. */
    recipient?: string | undefined;
    verificationSid?: string | undefined;
    serviceSid?: string | undefined;
    country?: string | undefined;
    channel?: string | undefined;
    converted?: boolean | undefined;
    /** The beginning of an E.164 number. */
    prefix?: string | undefined;
}
/** It is converted if its verification was approved, by this send's code or another's. */
export declare const isConverted: ({ verificationStatus }: Attempt) => boolean;
