/** @module Failures of users, as administrators meet them. */
import type { ErrorEntries } from "./entry.js";

export const userErrors = {
  "user.not_found": {
    status: 404,
    en: "There is no such user.",
    ko: "해당 사용자가 없습니다.",
  },
  "user.identifier_not_found": {
    status: 404,
    en: "The user has no such identifier.",
    ko: "이 사용자에게 해당 식별자가 없습니다.",
  },
  "user.connection_not_found": {
    status: 404,
    en: "This user has no such connection.",
    ko: "이 사용자에게 그런 연결이 없습니다.",
  },
  "user.session_not_found": {
    status: 404,
    en: "The user has no such session, or it has ended.",
    ko: "이 사용자에게 해당 세션이 없거나 이미 끝났습니다.",
  },
  "user.totp_not_found": {
    status: 404,
    en: "This user has no authenticator app.",
    ko: "이 사용자에게 등록된 인증 앱이 없습니다.",
  },
  "user.totp_exists": {
    status: 409,
    en: "The user has an authenticator app. Remove it first.",
    ko: "이 사용자에게 등록된 인증 앱이 있습니다. 먼저 삭제해 주세요.",
  },
  "user.identifier_taken": {
    status: 409,
    en: "`{parameter}`: another user has this. Find that user and remove it there first.",
    ko: "`{parameter}`: 다른 사용자가 쓰고 있습니다. 그 사용자를 찾아 먼저 삭제해 주세요.",
  },
  "user.identifier_exists": {
    status: 409,
    en: "The user has another `{parameter}`. Remove it first: there is one of each kind.",
    ko: "이 사용자에게 다른 `{parameter}`이(가) 있습니다. 종류마다 하나뿐이므로 먼저 삭제해 주세요.",
  },
  "user.last_identifier": {
    status: 409,
    en: "Without it the user can no longer sign in. Add another one first, or remove it with `?force=true`.",
    ko: "이것이 없으면 사용자가 더 이상 로그인할 수 없습니다. 다른 것을 먼저 추가하거나 `?force=true`로 삭제해 주세요.",
  },
} as const satisfies ErrorEntries;
