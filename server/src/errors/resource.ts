/** @module Failures of resources, the APIs that access tokens are for. */
import type { ErrorEntries } from "./entry.js";

export const resourceErrors = {
  "resource.not_found": {
    status: 404,
    en: "There is no such resource.",
    ko: "해당 리소스가 없습니다.",
  },
  "resource.exists": {
    status: 409,
    en: "There is a resource of this indicator already. Change that one, or choose another indicator.",
    ko: "같은 식별 URI의 리소스가 이미 있습니다. 그 리소스를 변경하거나 다른 URI를 사용해 주세요.",
  },
  "resource.in_use": {
    status: 409,
    en: "An application names this resource. Take it out of the application's `resources` first.",
    ko: "이 리소스를 쓰는 애플리케이션이 있습니다. 애플리케이션의 `resources`에서 먼저 빼 주세요.",
  },
  "resource.scope_in_use": {
    status: 409,
    en: "An application asks for a scope that would go. Take it out of the application's `defaultScopes` first.",
    ko: "없애려는 스코프를 쓰는 애플리케이션이 있습니다. 애플리케이션의 `defaultScopes`에서 먼저 빼 주세요.",
  },
} as const satisfies ErrorEntries;
