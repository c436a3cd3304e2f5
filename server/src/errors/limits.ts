/** @module Refusals of callers that ask too often. */
import type { ErrorEntries } from "./entry.js";

export const limitsErrors = {
  "limits.exceeded": {
    status: 429,
    en: "Too many requests. Wait {retryAfterSeconds} s.",
    ko: "요청이 너무 많습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.",
  },
  "limits.challenge_required": {
    status: 428,
    en: "Solve the challenge and send its solution along as `altcha`.",
    ko: "챌린지를 풀어 그 답을 `altcha`로 함께 보내 주세요.",
  },
} as const satisfies ErrorEntries;
