/** @module Why a way through a social provider led nowhere, in words for whoever took it. */
import type { ErrorEntries } from "./entry.js";

export const socialErrors = {
  "social.cancelled": {
    status: 400,
    en: "You cancelled, so nothing was changed.",
    ko: "취소하셔서 아무것도 바뀌지 않았습니다.",
  },
  "social.consent_needed": {
    status: 400,
    en: "Something that is needed was not allowed. Try again and allow it.",
    ko: "필요한 항목에 동의하지 않으셨습니다. 다시 시도해 동의해 주세요.",
  },
  "social.expired": {
    status: 400,
    en: "This took too long. Try once more.",
    ko: "시간이 지났습니다. 한 번 더 시도해 주세요.",
  },
  "social.provider_down": {
    status: 503,
    en: "The other service doesn't answer right now. Try again in a moment, or use another way.",
    ko: "상대 서비스가 지금 응답하지 않습니다. 잠시 뒤 다시 시도하시거나 다른 방법을 이용해 주세요.",
  },
  "social.misconfigured": {
    status: 503,
    en: "This way doesn't work right now. Use another one.",
    ko: "지금은 이 방법을 쓸 수 없습니다. 다른 방법을 이용해 주세요.",
  },
  "social.refused": {
    status: 400,
    en: "The answer could not be confirmed. Try once more.",
    ko: "응답을 확인할 수 없습니다. 한 번 더 시도해 주세요.",
  },
  "social.other_browser": {
    status: 400,
    en: "This began in another browser. Continue here.",
    ko: "다른 브라우저에서 시작한 로그인입니다. 여기에서 계속해 주세요.",
  },
  "social.used": {
    status: 400,
    en: "This answer was used already. Start once more.",
    ko: "이미 사용된 응답입니다. 다시 시작해 주세요.",
  },
  "social.other_session": {
    status: 403,
    en: "You are signed in differently now, so nothing was changed.",
    ko: "그사이 로그인 상태가 달라져 아무것도 바뀌지 않았습니다.",
  },
  "social.taken": {
    status: 409,
    en: "That account is connected to someone else here. Sign in with it to see which.",
    ko: "이미 다른 계정에 연결되어 있습니다. 그 방법으로 로그인하면 어느 계정인지 볼 수 있습니다.",
  },
  "social.not_linked": {
    status: 403,
    en: "That is not the account that is connected here. Nothing was changed.",
    ko: "여기에 연결된 계정이 아닙니다. 아무것도 바뀌지 않았습니다.",
  },
  "social.only_way_in": {
    status: 400,
    en: "It is the only way into your account. Add a number or an address first.",
    ko: "이 계정에 들어올 수 있는 유일한 방법입니다. 먼저 번호나 이메일을 추가해 주세요.",
  },
  "social.unknown_provider": {
    status: 404,
    en: "There is no such way to sign in here.",
    ko: "이곳에는 그런 로그인 방법이 없습니다.",
  },
} as const satisfies ErrorEntries;
