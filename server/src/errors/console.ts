/** @module What can go wrong around the console. */
import type { ErrorEntries } from "./entry.js";

export const consoleErrors = {
  "console.role_too_low": {
    status: 403,
    en: "Your role may only look at this. Somebody with the role {expected} can do it.",
    ko: "지금 역할로는 볼 수만 있습니다. {expected} 역할을 가진 사람이 할 수 있습니다.",
  },
  "console.proof_too_old": {
    status: 403,
    en: "Show your passkey once more: it was more than ten minutes ago.",
    ko: "패스키를 확인한 지 10분이 지났습니다. 한 번 더 확인해 주세요.",
  },
  "console.link_over": {
    status: 410,
    en: "This link was used, or its quarter of an hour is over. `munjigi admin-link` on the machine makes another one.",
    ko: "이미 쓴 링크이거나 15분이 지났습니다. 서버에서 `munjigi admin-link`로 다시 만들어 주세요.",
  },
  "console.not_admin": {
    status: 403,
    en: "This account may not enter the console.",
    ko: "이 계정은 콘솔에 들어갈 수 없습니다.",
  },
  "console.passkey_needed": {
    status: 403,
    en: "The console is opened with a passkey.",
    ko: "콘솔에는 패스키로 들어갑니다.",
  },
  "console.sign_in_over": {
    status: 400,
    en: "This sign-in began too long ago, or in another window. Begin again.",
    ko: "시작한 지 오래되었거나 다른 창에서 시작한 로그인입니다. 다시 시작해 주세요.",
  },
  "console.admin_not_found": {
    status: 404,
    en: "Nobody with this identifier may enter the console.",
    ko: "이 식별자의 관리자가 없습니다.",
  },
  "console.last_admin": {
    status: 409,
    en: "This is the last admin who can enter the console. Make another one first.",
    ko: "콘솔에 들어갈 수 있는 마지막 관리자입니다. 먼저 다른 관리자를 만들어 주세요.",
  },
} as const satisfies ErrorEntries;
