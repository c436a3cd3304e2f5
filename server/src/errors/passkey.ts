/** @module What can be wrong with a passkey, in words for whoever has it. */
import type { ErrorEntries } from "./entry.js";

export const passkeyErrors = {
  "passkey.unavailable": {
    status: 404,
    en: "Passkeys can't be used here.",
    ko: "여기서는 패스키를 쓸 수 없습니다.",
  },
  "passkey.unknown": {
    status: 400,
    en: "This passkey opens nothing here any more. Sign in another way.",
    ko: "더 이상 쓸 수 없는 패스키입니다. 다른 방법으로 로그인해 주세요.",
  },
  "passkey.refused": {
    status: 400,
    en: "That didn't work with the passkey. Try again, or use another way.",
    ko: "패스키로 확인하지 못했습니다. 다시 하거나 다른 방법을 써 주세요.",
  },
  "passkey.other_account": {
    status: 400,
    en: "This passkey is of another account.",
    ko: "다른 계정의 패스키입니다.",
  },
  "passkey.known": {
    status: 409,
    en: "This passkey is made already.",
    ko: "이미 만든 패스키입니다.",
  },
  "passkey.too_many": {
    status: 409,
    en: "An account has at most {expected} passkeys. Remove one you don't use.",
    ko: "패스키는 {expected}개까지 만들 수 있습니다. 쓰지 않는 것을 지워 주세요.",
  },
  "passkey.not_found": {
    status: 404,
    en: "There is no such passkey.",
    ko: "없는 패스키입니다.",
  },
  "passkey.admin_needs_passkey": {
    status: 403,
    en: "An administrator adds a passkey only right after showing one. Without any, ask for a link: `munjigi admin-link --user …`, or another admin.",
    ko: "관리자는 패스키로 확인한 직후에만 패스키를 추가할 수 있습니다. 패스키가 없으면 다른 관리자나 `munjigi admin-link --user …`에서 링크를 받으세요.",
  },
} as const satisfies ErrorEntries;
