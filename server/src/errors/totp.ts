/** @module What can be wrong with an authenticator app or a recovery code, in words for whoever has it. */
import type { ErrorEntries } from "./entry.js";

export const totpErrors = {
  "totp.unavailable": {
    status: 404,
    en: "Authenticator apps can't be used here.",
    ko: "여기서는 인증 앱을 쓸 수 없습니다.",
  },
  "totp.none": {
    status: 409,
    en: "This account has no authenticator app any more. Use another way.",
    ko: "이 계정에 인증 앱이 더는 없습니다. 다른 방법을 써 주세요.",
  },
  "totp.wrong_code": {
    status: 400,
    en: "That code isn't right. Enter the one your app shows now.",
    ko: "코드가 맞지 않습니다. 앱에 지금 보이는 코드를 입력해 주세요.",
  },
  "totp.used_code": {
    status: 400,
    en: "That code was used already. Wait for the next one.",
    ko: "이미 쓴 코드입니다. 다음 코드가 나오면 입력해 주세요.",
  },
  "totp.locked": {
    status: 429,
    en: "Too many wrong codes. Try again in {retryAfterSeconds} s, or use another way.",
    ko: "여러 번 틀렸습니다. {retryAfterSeconds}초 뒤 다시 하거나 다른 방법을 써 주세요.",
  },
  "totp.wrong_recovery_code": {
    status: 400,
    en: "This recovery code isn't right, or was used already.",
    ko: "복구 코드가 맞지 않거나 이미 쓴 것입니다.",
  },
  "totp.too_late": {
    status: 409,
    en: "That took too long. Add the new code below to your app.",
    ko: "시간이 지났습니다. 아래의 새 코드를 앱에 추가해 주세요.",
  },
  "totp.codes_changed": {
    status: 409,
    en: "Your recovery codes were changed meanwhile. Make new ones if you don't have them.",
    ko: "그 사이 복구 코드가 바뀌었습니다. 가지고 계시지 않으면 새로 만들어 주세요.",
  },
} as const satisfies ErrorEntries;
