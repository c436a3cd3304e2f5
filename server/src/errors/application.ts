/** @module Failures of applications. */
import type { ErrorEntries } from "./entry.js";

export const applicationErrors = {
  "application.not_found": {
    status: 404,
    en: "There is no such application.",
    ko: "해당 애플리케이션이 없습니다.",
  },
  "application.has_no_secret": {
    status: 409,
    en: "An application of this type has no secret: pages and apps on devices cannot keep one. They use PKCE.",
    ko: "이 유형의 애플리케이션에는 시크릿이 없습니다. 웹 페이지와 기기의 앱은 시크릿을 지킬 수 없어 PKCE를 사용합니다.",
  },
} as const satisfies ErrorEntries;
