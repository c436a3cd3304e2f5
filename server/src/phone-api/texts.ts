/** @module What the public phone API says, in Korean and English: its sentences are a contract, apps show and compare them. */
import type { ErrorCode, Language } from "../errors.js";

export const successes = {
  sent: { ko: "휴대폰 인증번호가 발급되었습니다.", en: "The verification code was sent." },
  verified: { ko: "휴대폰 인증이 성공하였습니다.", en: "The phone number is verified." },
} as const satisfies Record<string, Record<Language, string>>;

export interface PhoneError {
  /** The `error` member. */
  error: string;
  status: number;
  ko: string;
  en: string;
}

export const invalidNumber: PhoneError = {
  error: "Invalid PhoneNumber Request Type",
  status: 400,
  ko: "잘못된 전화번호 형식입니다. 전화번호는 01012345678과 같은 11자리 숫자로 이루어져야 합니다.",
  en: "This is not a mobile number. Enter one such as 01012345678 or +821012345678.",
};
const noRecord: PhoneError = {
  error: "No Verification Record",
  status: 400,
  ko: "해당 전화번호에 대한 인증 내역이 없습니다. 인증이 없거나 유효 기간이 지났습니다.",
  en: "There is no verification of this number: none was started, or its time is up.",
};
const tooMany: PhoneError = {
  error: "Too Many Requests",
  status: 429,
  ko: "요청이 너무 많습니다. {retryAfterSeconds}초 후에 다시 시도해주세요.",
  en: "Too many requests. Try again in {retryAfterSeconds} seconds.",
};
const unavailable: PhoneError = {
  error: "Service Unavailable",
  status: 503,
  ko: "지금은 요청을 처리할 수 없습니다. 잠시 후 다시 시도해주세요.",
  en: "The server cannot answer just now. Try again in a moment.",
};
const malformed: PhoneError = {
  error: "Bad Request",
  status: 400,
  ko: "요청 형식이 올바르지 않습니다.",
  en: "The request is not well formed.",
};

/**
 * How this API tells each failure. `request.invalid` is told as `invalidNumber` when it refuses the number. A failure without
 * an entry is told as `internalError` (500).
 */
export const phoneErrors: Partial<Record<ErrorCode, PhoneError>> = {
  "verification.landline": invalidNumber,
  "verification.number_blocked": invalidNumber,
  "verification.not_found": noRecord,
  "verification.wrong_code": {
    error: "Invalid Verification Code",
    status: 403,
    ko: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요.",
    en: "The code is wrong. Look at the text again.",
  },
  "verification.already_approved": {
    error: "Already Verified",
    status: 409,
    ko: "이미 인증이 완료된 전화번호입니다. 추가 인증이 필요하지 않습니다.",
    en: "This number is verified already. Nothing more is to be done.",
  },
  "verification.too_many_checks": {
    error: "Max Check Attempts Reached",
    status: 429,
    ko: "최대 인증 시도 횟수(5회)에 도달했습니다. 인증을 처음부터 다시 시도해주세요.",
    en: "The code was entered wrongly five times. Start again from the beginning.",
  },
  "verification.too_many_sends": tooMany,
  "verification.too_early": tooMany,
  "limits.exceeded": tooMany,
  "limits.challenge_required": {
    error: "Challenge Required",
    status: 428,
    ko: "확인이 더 필요합니다. 챌린지를 풀어 다시 보내주세요.",
    en: "One more check is needed: solve the challenge and send the request again.",
  },
  "verification.recipient_blocked": {
    error: "Number Blocked",
    status: 403,
    ko: "이 번호로는 인증번호를 보낼 수 없습니다.",
    en: "No codes are sent to this number.",
  },
  "verification.country_blocked": {
    error: "Country Not Allowed",
    status: 403,
    ko: "이 국가의 전화번호로는 인증번호를 보낼 수 없습니다.",
    en: "Codes are not sent to numbers of this country.",
  },
  "request.unauthenticated": {
    error: "Unauthorized",
    status: 401,
    ko: "API 키가 없거나 올바르지 않습니다. X-Munjigi-Key 헤더를 확인해주세요.",
    en: "The key is missing or wrong. Look at the header X-Munjigi-Key.",
  },
  "request.origin_not_allowed": {
    error: "Origin Not Allowed",
    status: 403,
    ko: "이 출처에서는 이 API 키를 사용할 수 없습니다.",
    en: "Pages of this origin may not use this key.",
  },
  "service.not_found": {
    error: "Unauthorized",
    status: 401,
    ko: "API 키가 없거나 올바르지 않습니다. X-Munjigi-Key 헤더를 확인해주세요.",
    en: "The key is missing or wrong. Look at the header X-Munjigi-Key.",
  },
  "request.not_found": {
    error: "Not Found",
    status: 404,
    ko: "요청한 주소를 찾을 수 없습니다.",
    en: "There is nothing at this address.",
  },
  "request.invalid": malformed,
  "request.malformed": malformed,
  "request.too_large": { ...malformed, error: "Payload Too Large", status: 413 },
  "request.media_type": { ...malformed, error: "Unsupported Media Type", status: 415 },
  "verification.payment_missing": {
    error: "Payments Not Supported",
    status: 403,
    ko: "결제 확인용 서비스에서는 이 API를 사용할 수 없습니다.",
    en: "This service confirms payments, which this API does not do.",
  },
  "verification.channel_disabled": unavailable,
  "verification.channel_unusable": unavailable,
  "server.unavailable": unavailable,
};

export const internalError: PhoneError = {
  error: "Internal Server Error",
  status: 500,
  ko: "서버에서 오류가 발생했습니다.",
  en: "Something went wrong on the server.",
};
