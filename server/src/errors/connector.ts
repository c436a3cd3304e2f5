/** @module Failures of connectors. */
import type { ErrorEntries } from "./entry.js";

export const connectorErrors = {
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
  "connector.test_not_found": {
    status: 404,
    en: "There is no such test message of this connector. They are kept for a day.",
    ko: "이 커넥터에 해당 시험 메시지가 없습니다. 하루 동안만 보관합니다.",
  },
  "connector.no_trial": {
    status: 400,
    en: "This connector sends messages and signs nobody in. `POST /api/connectors/:id/test` tries it.",
    ko: "메시지를 보내는 커넥터라 로그인을 시험할 수 없습니다. `POST /api/connectors/:id/test`로 시험해 주세요.",
  },
  "connector.trial_failed": {
    status: 422,
    en: "The trial cannot begin. {problem}",
    ko: "시험 로그인을 시작하지 못했습니다. {problem}",
  },
  "connector.trial_not_found": {
    status: 404,
    en: "There is no such trial of yours. Its result is shown once, to whoever began it, for ten minutes.",
    ko: "해당 시험 로그인이 없습니다. 결과는 시작한 사람에게 10분 동안 한 번만 보여 줍니다.",
  },
  "connector.no_balance": {
    status: 400,
    en: "This kind of connector cannot tell what is left on the account with the vendor.",
    ko: "이 커넥터 종류는 업체 계정의 잔액을 알 수 없습니다.",
  },
  "connector.no_senders": {
    status: 400,
    en: "The vendor of this kind of connector does not tell which senders are registered. Its own console does.",
    ko: "이 업체는 등록된 발신번호를 알려 주지 않습니다. 업체의 콘솔에서 확인해 주세요.",
  },
  "connector.senders_failed": {
    status: 422,
    en: "The vendor did not tell which senders are registered. {problem}",
    ko: "업체에서 등록된 발신번호를 확인하지 못했습니다. {problem}",
  },
  "connector.balance_failed": {
    status: 422,
    en: "The vendor did not tell what is left on the account. {problem}",
    ko: "업체에서 잔액을 확인하지 못했습니다. {problem}",
  },
  "connector.unusable": {
    status: 409,
    en: "The connector's settings cannot be used: {problem}.",
    ko: "커넥터 설정을 쓸 수 없습니다: {problem}.",
  },
  "connector.in_use": {
    status: 409,
    en: "Nothing else sends by its channel: without this connector no code is sent. Activate another first, or send `force`.",
    ko: "이 채널로 보내는 커넥터가 이것뿐이라 인증번호를 보낼 수 없게 됩니다. 다른 커넥터를 먼저 활성화하거나 `force`를 보내 주세요.",
  },
  "connector.signs_people_in": {
    status: 409,
    en: "People may be linked to this connector: without it they no longer sign in through its provider. Deactivate it to hide its button, or send `force`.",
    ko: "이 커넥터에 연결된 사용자가 있을 수 있습니다. 삭제하면 해당 서비스로 로그인할 수 없습니다. 버튼만 숨기려면 비활성화하고, 그래도 삭제하려면 `force`를 보내 주세요.",
  },
  "connector.sends_nothing": {
    status: 400,
    en: "`{parameter}` is a connector of social sign-in: it sends nothing, so it has no test message and never stands by. Sign in through its provider to try it.",
    ko: "`{parameter}`: 소셜 로그인 커넥터는 메시지를 보내지 않아 시험 발송과 대기를 쓸 수 없습니다. 직접 로그인해 확인해 주세요.",
  },
  "connector.sends": {
    status: 409,
    en: "`{parameter}` is a connector that sends. Activate another of its type, which takes its place.",
    ko: "`{parameter}`: 메시지를 보내는 커넥터는 비활성화할 수 없습니다. 같은 종류의 다른 커넥터를 활성화하면 바뀝니다.",
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
} as const satisfies ErrorEntries;
