/** @module What the public phone API says, in Korean and English: its sentences are a contract, apps show and compare them. */
import type { ErrorCode } from "../errors.js";
export declare const successes: {
    readonly sent: {
        readonly ko: "휴대폰 인증번호가 발급되었습니다.";
        readonly en: "The verification code was sent.";
    };
    readonly verified: {
        readonly ko: "휴대폰 인증이 성공하였습니다.";
        readonly en: "The phone number is verified.";
    };
};
export interface PhoneError {
    /** The `error` member. */
    error: string;
    status: number;
    ko: string;
    en: string;
}
export declare const invalidNumber: PhoneError;
/**
 * How this API tells each failure. `request.invalid` is told as `invalidNumber` when it refuses the number. A failure without
 * an entry is told as `internalError` (500).
 */
export declare const phoneErrors: Partial<Record<ErrorCode, PhoneError>>;
export declare const internalError: PhoneError;
