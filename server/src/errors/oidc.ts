/** @module What is wrong with what an application asks of OpenID Connect, in words for whoever it has sent here. */
import type { ErrorEntries } from "./entry.js";

export const oidcErrors = {
  "oidc.refused": {
    status: 400,
    en: "The app that sent you here made a mistake: {problem}.",
    ko: "이곳으로 보낸 앱의 요청이 올바르지 않습니다: {problem}.",
  },
} satisfies ErrorEntries;
