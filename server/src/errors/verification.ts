/** @module Failures of verifications. */
import type { ErrorEntries } from "./entry.js";

export const verificationErrors = {
  "verification.target_missing": {
    status: 400,
    en: "Send `To` or `VerificationSid`.",
    ko: "`To` 또는 `VerificationSid`를 보내 주세요.",
  },
  "verification.not_found": {
    status: 404,
    en: "There is no verification to act on ({reason}). Start a new one.",
    ko: "처리할 인증이 없습니다({reason}). 새로 시작해 주세요.",
  },
  "verification.too_many_checks": {
    status: 429,
    en: "Too many wrong codes. Wait {retryAfterSeconds} s, then start a new verification.",
    ko: "잘못된 코드를 너무 많이 입력했습니다. {retryAfterSeconds}초 뒤 새로 시작해 주세요.",
  },
  "verification.too_many_sends": {
    status: 429,
    en: "The code was sent too often. Wait {retryAfterSeconds} s, then start a new verification.",
    ko: "코드를 너무 많이 보냈습니다. {retryAfterSeconds}초 뒤 새로 시작해 주세요.",
  },
  "verification.too_early": {
    status: 429,
    en: "The code was sent a moment ago. Wait {retryAfterSeconds} s before sending it again.",
    ko: "방금 코드를 보냈습니다. {retryAfterSeconds}초 뒤 다시 보내 주세요.",
  },
  "verification.wrong_code": {
    status: 403,
    en: "The code is wrong. Look at the text again.",
    ko: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요.",
  },
  "verification.already_approved": {
    status: 409,
    en: "This code was accepted already. Nothing more is to be done.",
    ko: "이미 인증이 완료된 전화번호입니다. 추가 인증이 필요하지 않습니다.",
  },
  "verification.payment_missing": {
    status: 400,
    en: "This service confirms payments: send `Amount` and `Payee`.",
    ko: "이 서비스는 결제를 확인합니다. `Amount`와 `Payee`를 보내 주세요.",
  },
  "verification.channel_disabled": {
    status: 400,
    en: "No connector is active for this channel. An administrator has to activate one.",
    ko: "이 채널에 활성화된 커넥터가 없습니다. 관리자가 커넥터를 활성화해야 합니다.",
  },
  "verification.channel_not_served": {
    status: 400,
    en: "Codes are sent by text and e-mail. The channel {channel} is not served.",
    ko: "인증번호는 문자와 이메일로 보냅니다. {channel} 채널은 제공하지 않습니다.",
  },
  "verification.channel_unusable": {
    status: 503,
    en: "A connector is active for this channel, and its settings cannot be read. `munjigi doctor` says why.",
    ko: "이 채널의 활성 커넥터 설정을 읽을 수 없습니다. `munjigi doctor`가 이유를 알려 줍니다.",
  },
  "verification.landline": {
    status: 403,
    en: "This is a landline, which cannot receive texts. Enter a mobile number.",
    ko: "유선 전화로는 문자를 받을 수 없습니다. 휴대전화 번호를 입력해 주세요.",
  },
  "verification.number_blocked": {
    status: 403,
    en: "Texts are not sent to this kind of number ({type}). Enter a mobile number.",
    ko: "이 종류의 번호({type})로는 문자를 보내지 않습니다. 휴대전화 번호를 입력해 주세요.",
  },
  "verification.recipient_blocked": {
    status: 403,
    en: "No codes are sent to this number: the operator has blocked it.",
    ko: "운영자가 막은 번호라 인증번호를 보내지 않습니다.",
  },
  "verification.country_blocked": {
    status: 403,
    en: "This service does not send to {country}. Add it to the service's AllowedCountries.",
    ko: "이 서비스는 {country} 번호로 보내지 않습니다. 서비스의 AllowedCountries에 추가해 주세요.",
  },
} as const satisfies ErrorEntries;
