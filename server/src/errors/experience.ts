/** @module Failures of the sign-in experience: what a document may not say, and changes that come too late. */
import type { ErrorEntries } from "./entry.js";

export const experienceErrors = {
  "experience.invalid": {
    status: 400,
    en: "`{parameter}` is not acceptable: {problem}.",
    ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.",
  },
  "experience.no_language": {
    status: 400,
    en: "`{parameter}` is empty. Name at least one language; the first serves everybody else.",
    ko: "`{parameter}` 값이 비어 있습니다. 언어를 하나 이상 지정해 주세요. 첫 번째 언어가 기본입니다.",
  },
  "experience.phone_code_required": {
    status: 400,
    en: "`{parameter}` switches codes to a phone number off. They are always a way to sign in; leave `phone` with `code`.",
    ko: "`{parameter}`에서 휴대전화 인증번호를 껐습니다. 언제나 쓸 수 있어야 하니 `phone`의 `code`를 켜 두세요.",
  },
  "experience.username_has_no_code": {
    status: 400,
    en: "`{parameter}` asks for codes to a user name, where none can be sent. Switch it off.",
    ko: "`{parameter}`: 아이디로는 인증번호를 보낼 수 없습니다. 꺼 주세요.",
  },
  "experience.method_proves_nothing": {
    status: 400,
    en: "`{parameter}` has neither code nor password, so nobody could sign in by it. Switch one on, or leave the method out.",
    ko: "`{parameter}`에 인증번호도 비밀번호도 없어 로그인할 수 없습니다. 하나를 켜거나 방법을 빼 주세요.",
  },
  "experience.first_is_off": {
    status: 400,
    en: "`{parameter}` is to be offered first and is switched off. Switch it on, or offer the other first.",
    ko: "`{parameter}`에서 먼저 보여 줄 방식이 꺼져 있습니다. 켜거나 다른 방식을 먼저 보여 주세요.",
  },
  "experience.named_twice": {
    status: 400,
    en: "`{parameter}` names something a second time. Leave one of the two out.",
    ko: "`{parameter}`에 같은 것이 두 번 있습니다. 하나를 빼 주세요.",
  },
  "experience.sign_up_needs_identifier": {
    status: 400,
    en: "`{parameter}` is empty: a new account needs something to sign in by. Name at least one identifier.",
    ko: "`{parameter}` 값이 비어 있습니다. 새 계정이 로그인할 수 있도록 하나 이상 지정해 주세요.",
  },
  "experience.sign_up_needs_proof": {
    status: 400,
    en: "`{parameter}` comes first and cannot be verified. Let a new account begin with `phone` or `email`.",
    ko: "`{parameter}`: 맨 앞은 인증할 수 있는 것이어야 합니다. `phone` 또는 `email`을 앞에 두세요.",
  },
  "experience.sign_up_is_no_method": {
    status: 400,
    en: "`{parameter}` is asked of new accounts and is no way to sign in. Add it to `signIn.methods` too.",
    ko: "`{parameter}`: 가입에 쓰는 것은 로그인에도 쓸 수 있어야 합니다. `signIn.methods`에도 넣어 주세요.",
  },
  "experience.sign_up_needs_password": {
    status: 400,
    en: "`{parameter}` is off, and no identifier of a new account takes a code: it could never sign in again. Switch it on.",
    ko: "`{parameter}` 값이 꺼져 있는데 인증번호로 로그인할 방법도 없어 새 계정이 다시 로그인할 수 없습니다. 켜 주세요.",
  },
  "experience.term_reserved": {
    status: 400,
    en: "`{parameter}` is a name that the pages use themselves. Choose another.",
    ko: "`{parameter}`: 화면에서 이미 쓰는 이름입니다. 다른 이름을 써 주세요.",
  },
  "experience.idle_too_long": {
    status: 400,
    en: "`{parameter}` is longer than `sessions.absoluteDays`, when every session ends. Make it shorter.",
    ko: "`{parameter}` 값은 `sessions.absoluteDays`보다 길 수 없습니다. 줄여 주세요.",
  },
  "experience.insecure_url": {
    status: 400,
    en: "`{parameter}` is http. In production give an https address.",
    ko: "`{parameter}` 값이 http입니다. 운영 환경에서는 https 주소를 지정해 주세요.",
  },
  "experience.unknown_service": {
    status: 400,
    en: "`{parameter}` is no service of this deployment, or was deleted. Name another, or null for the oldest.",
    ko: "`{parameter}`: 없거나 삭제된 서비스입니다. 다른 서비스나 null(가장 오래된 서비스)을 지정해 주세요.",
  },
  "experience.unknown_social": {
    status: 400,
    en: "`{parameter}` is neither a kind of social sign-in nor such a connector that was put in force. `GET /api/connectors` lists yours.",
    ko: "`{parameter}`: 소셜 로그인 커넥터 종류나 활성화한 커넥터가 아닙니다. `GET /api/connectors`에서 확인해 주세요.",
  },
  "experience.no_connector": {
    status: 409,
    en: "`{parameter}` needs codes by {expected}, and no connector that can be used is active for it. Activate one first.",
    ko: "`{parameter}`: 인증번호를 보낼 커넥터({expected})가 활성화되어 있지 않습니다. 먼저 활성화해 주세요.",
  },
  "experience.version_required": {
    status: 428,
    en: 'Say which version you change: send the `ETag` of your last `GET` as `If-Match`, such as `"3"`.',
    ko: '어느 버전을 바꾸는지 알려 주세요. 마지막 `GET`의 `ETag` 값을 `If-Match`로 보내 주세요(예: `"3"`).',
  },
  "experience.version_changed": {
    status: 412,
    en: "The settings were changed meanwhile. Fetch them again, then repeat your change.",
    ko: "그 사이 설정이 바뀌었습니다. 다시 불러온 뒤 변경해 주세요.",
  },
  "experience.draft_not_found": {
    status: 404,
    en: "There is no such draft; drafts are kept for a day. Save it again.",
    ko: "해당 초안이 없습니다. 초안은 하루 동안 보관됩니다. 다시 저장해 주세요.",
  },
} as const satisfies ErrorEntries;
