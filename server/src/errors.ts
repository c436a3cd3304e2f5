/**
 * @module Every failure a caller can meet: one closed list of stable codes, each with its HTTP status and a sentence in
 * Korean and English that says what to do next. `docs/errors.md` is made from this list.
 */

interface ErrorEntry {
  status: number;
  en: string;
  ko: string;
}

export const errorCatalog = {
  "request.invalid": {
    status: 400,
    en: "`{parameter}` is not acceptable: {problem}.",
    ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.",
  },
  "request.malformed": {
    status: 400,
    en: "The request could not be read: {problem}.",
    ko: "요청을 읽을 수 없습니다: {problem}.",
  },
  "request.unauthenticated": {
    status: 401,
    en: "The credentials are missing or wrong. Send {expected}.",
    ko: "인증 정보가 없거나 올바르지 않습니다. {expected} 형식으로 보내 주세요.",
  },
  "request.not_found": {
    status: 404,
    en: "There is nothing at {path}.",
    ko: "{path}에는 아무것도 없습니다.",
  },
  "request.timeout": {
    status: 408,
    en: "The request took too long to arrive. Send it again.",
    ko: "요청이 제때 도착하지 않았습니다. 다시 보내 주세요.",
  },
  "request.too_large": {
    status: 413,
    en: "The request is too large: at most 16 KiB of headers and of body (512 KiB where the body is a connector's settings).",
    ko: "요청이 너무 큽니다. 헤더와 본문은 각각 16KiB까지입니다(커넥터 설정은 512KiB).",
  },
  "request.media_type": {
    status: 415,
    en: "This media type is not read here. Send {expected}.",
    ko: "지원하지 않는 형식입니다. {expected} 형식으로 보내 주세요.",
  },
  "request.wrong_host": {
    status: 421,
    en: "This server answers for {host} only. Open it under that name, or set MUNJIGI_URL.",
    ko: "이 서버는 {host} 주소로만 응답합니다. 그 주소로 열거나 MUNJIGI_URL을 설정해 주세요.",
  },
  "server.unavailable": {
    status: 503,
    en: "The server cannot answer just now. Try again in a moment.",
    ko: "지금은 응답할 수 없습니다. 잠시 뒤 다시 시도해 주세요.",
  },
  "server.internal": {
    status: 500,
    en: "Something went wrong on the server. The log has the details under this request's id.",
    ko: "서버에서 오류가 발생했습니다. 자세한 내용은 이 요청 ID로 로그에 남아 있습니다.",
  },
  "request.origin_not_allowed": {
    status: 403,
    en: "Pages of this origin may not use this key. Add the origin to the key.",
    ko: "이 출처의 페이지는 이 키를 사용할 수 없습니다. 키에 출처를 추가해 주세요.",
  },
  "limits.exceeded": {
    status: 429,
    en: "Too many requests. Wait {retryAfterSeconds} s.",
    ko: "요청이 너무 많습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.",
  },
  "limits.challenge_required": {
    status: 428,
    en: "Solve the challenge and send its solution along as `altcha`.",
    ko: "챌린지를 풀어 그 답을 `altcha`로 함께 보내 주세요.",
  },
  "service.not_found": {
    status: 404,
    en: "There is no such service.",
    ko: "해당 서비스가 없습니다.",
  },
  "key.not_found": {
    status: 404,
    en: "There is no such key, or it is revoked.",
    ko: "해당 키가 없거나 이미 폐기되었습니다.",
  },
  "key.last": {
    status: 409,
    en: "Nothing else opens what this key opens. Make another key first, then revoke this one.",
    ko: "이 키를 대신할 수 있는 다른 키가 없습니다. 새 키를 먼저 만든 뒤 폐기해 주세요.",
  },
  "rate_limit.not_found": {
    status: 404,
    en: "There is no such rate limit or bucket.",
    ko: "해당 사용량 제한이나 버킷이 없습니다.",
  },
  "rate_limit.name_invalid": {
    status: 400,
    en: "`UniqueName` must be 1 to 64 letters, digits, dots, dashes or underscores.",
    ko: "`UniqueName`은 영문자, 숫자, 점, 붙임표, 밑줄 1–64자여야 합니다.",
  },
  "rate_limit.name_taken": {
    status: 400,
    en: "The service has a rate limit of this `UniqueName` already. Choose another name.",
    ko: "같은 `UniqueName`의 제한이 이미 있습니다. 다른 이름을 선택해 주세요.",
  },
  "rate_limit.too_many": {
    status: 400,
    en: "The service has as many rate limits as it can have (20). Delete one first.",
    ko: "서비스당 사용량 제한은 20개까지입니다. 먼저 하나를 삭제해 주세요.",
  },
  "rate_limit.interval_taken": {
    status: 400,
    en: "The rate limit has a bucket of this `Interval` already. Change that one.",
    ko: "같은 `Interval`의 버킷이 이미 있습니다. 그 버킷을 변경해 주세요.",
  },
  "rate_limit.too_many_buckets": {
    status: 400,
    en: "The rate limit has as many buckets as it can have (5). Delete one first.",
    ko: "사용량 제한당 버킷은 5개까지입니다. 먼저 하나를 삭제해 주세요.",
  },
  "safe_list.not_found": {
    status: 404,
    en: "This number is not on the safe list.",
    ko: "허용 목록에 없는 번호입니다.",
  },
  "safe_list.already_listed": {
    status: 400,
    en: "This number is on the safe list already. Nothing more is to be done.",
    ko: "이미 허용 목록에 있는 번호입니다. 추가할 필요가 없습니다.",
  },
  "template.unknown": {
    status: 400,
    en: "There is no template of this SID. `GET /v2/Templates` lists them.",
    ko: "해당 SID의 템플릿이 없습니다. `GET /v2/Templates`에서 확인해 주세요.",
  },
  "template.no_translation": {
    status: 400,
    en: "The template has no text for this language, and no default. Add one.",
    ko: "이 언어의 템플릿 문구도, 기본 문구도 없습니다. 문구를 추가해 주세요.",
  },
  "template.substitution_missing": {
    status: 400,
    en: "The template needs a text for `{parameter}`. Send it in `TemplateCustomSubstitutions`.",
    ko: "템플릿에 `{parameter}` 값이 필요합니다. `TemplateCustomSubstitutions`로 보내 주세요.",
  },
  "template.not_found": {
    status: 404,
    en: "There is no such template.",
    ko: "해당 템플릿이 없습니다.",
  },
  "template.in_use": {
    status: 409,
    en: "A service has this template for its default. Give the service another one first.",
    ko: "이 템플릿을 기본값으로 쓰는 서비스가 있습니다. 서비스의 기본 템플릿을 먼저 바꿔 주세요.",
  },
  "template.built_in": {
    status: 409,
    en: "This template is part of Munjigi. Make one of your own with the text you want.",
    ko: "기본 제공 템플릿은 변경할 수 없습니다. 원하는 문구로 새 템플릿을 만들어 주세요.",
  },
  "connector.unknown_factory": {
    status: 404,
    en: "There is no kind of connector of this name. `GET /api/connector-factories` lists them.",
    ko: "해당 커넥터 종류가 없습니다. `GET /api/connector-factories`에서 확인해 주세요.",
  },
  "connector.not_found": {
    status: 404,
    en: "There is no such connector.",
    ko: "해당 커넥터가 없습니다.",
  },
  "connector.version_not_found": {
    status: 404,
    en: "The connector has no version of this number. `GET /api/connectors/:id` lists them.",
    ko: "커넥터에 해당 버전이 없습니다. `GET /api/connectors/:id`에서 확인해 주세요.",
  },
  "connector.config_invalid": {
    status: 400,
    en: "`{parameter}` is not acceptable: {problem}.",
    ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.",
  },
  "connector.untested": {
    status: 409,
    en: "These settings have not sent a test message within the last hour. Test them first, or send `force`.",
    ko: "이 설정으로 최근 한 시간 안에 시험 발송한 기록이 없습니다. 먼저 시험하거나 `force`를 보내 주세요.",
  },
  "connector.test_failed": {
    status: 422,
    en: "The test message was not sent. {problem}",
    ko: "시험 메시지를 보내지 못했습니다. {problem}",
  },
  "connector.in_use": {
    status: 409,
    en: "This connector is active: without it no code is sent. Activate another first, or send `force`.",
    ko: "사용 중인 커넥터라서 삭제하면 인증번호를 보낼 수 없습니다. 다른 커넥터를 먼저 활성화하거나 `force`를 보내 주세요.",
  },
  "connector.active": {
    status: 409,
    en: "This connector is the active one. Activate another before this one stands by.",
    ko: "이미 활성화된 커넥터입니다. 다른 커넥터를 먼저 활성화해 주세요.",
  },
  "connector.development_only": {
    status: 409,
    en: "The development inbox cannot be activated in production: whoever reads it reads everybody's codes.",
    ko: "개발용 수신함은 운영 환경에서 활성화할 수 없습니다. 모든 인증번호가 노출됩니다.",
  },
  "message.not_found": {
    status: 404,
    en: "There is no such message.",
    ko: "해당 메시지가 없습니다.",
  },
  "attempt.not_found": {
    status: 404,
    en: "There is no such attempt.",
    ko: "해당 발송 기록이 없습니다.",
  },
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
  "verification.country_blocked": {
    status: 403,
    en: "This service does not send to {country}. Add it to the service's AllowedCountries.",
    ko: "이 서비스는 {country} 번호로 보내지 않습니다. 서비스의 AllowedCountries에 추가해 주세요.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalog;
export type Language = "ko" | "en";

/** Why a verification cannot be acted on; callers of Twilio's API find it in `details.reason`. */
type Reason = "expired" | "approved" | "canceled" | "locked" | "unknown" | "spent";

/** Facts about a failure: they fill the sentence and travel in the body. Never a code, a token, a full number or an e-mail address. */
export interface ErrorFacts {
  parameter?: string;
  problem?: string;
  path?: string;
  expected?: string;
  host?: string;
  reason?: Reason;
  /** The limit that refused; for the log and metrics. */
  rule?: string;
  retryAfterSeconds?: number;
  type?: string;
  country?: string;
  /** All that is wrong with a config, field by field. */
  problems?: readonly { path: string; problem: string }[];
  /** What would stop working. */
  services?: readonly { sid: string; friendlyName: string }[];
  /** A test that failed: why, and what was said; secrets, number and code masked. */
  test?: object;
}

/** A failure with a name. `cause` is for the log and never leaves the server. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = "AppError";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return errorCatalog[this.code].status;
  }

  /** The public sentence in the caller's language. */
  text(language: Language): string {
    return errorCatalog[this.code][language].replace(/\{(\w+)\}/g, (_, name: keyof ErrorFacts) =>
      String(this.facts[name] ?? name),
    );
  }
}
