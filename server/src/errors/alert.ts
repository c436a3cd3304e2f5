/** @module Failures of alerts and their settings. */
import type { ErrorEntries } from "./entry.js";

export const alertErrors = {
  "alert.not_found": {
    status: 404,
    en: "There is no such alert. Alerts that have ended are kept for 90 days.",
    ko: "해당 알림이 없습니다. 끝난 알림은 90일 동안 보관합니다.",
  },
  "alert.settings_invalid": {
    status: 400,
    en: "`{parameter}` is not acceptable: {problem}.",
    ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.",
  },
  "alert.version_required": {
    status: 428,
    en: "Say in `If-Match` which version you have seen: the `ETag` of the last answer.",
    ko: "`If-Match`에 마지막으로 본 버전(응답의 `ETag`)을 넣어 주세요.",
  },
  "alert.version_changed": {
    status: 412,
    en: "Somebody has changed the settings of alerts meanwhile. Fetch them and try again.",
    ko: "그 사이 다른 사람이 알림 설정을 바꾸었습니다. 다시 읽은 뒤 시도해 주세요.",
  },
  "alert.no_addresses": {
    status: 409,
    en: "There is no address to send a test to. Add one to `emails` first.",
    ko: "시험 메일을 보낼 주소가 없습니다. 먼저 `emails`에 주소를 넣어 주세요.",
  },
  "alert.no_connector": {
    status: 409,
    en: "No connector for e-mail can be used, so no alert can be mailed. Activate one.",
    ko: "쓸 수 있는 이메일 커넥터가 없어 알림 메일을 보낼 수 없습니다. 커넥터를 켜 주세요.",
  },
} as const satisfies ErrorEntries;
