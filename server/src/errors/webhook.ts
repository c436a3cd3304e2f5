/** @module Failures of endpoints that hear of events. */
import type { ErrorEntries } from "./entry.js";

export const webhookErrors = {
  "webhook.not_found": {
    status: 404,
    en: "There is no such webhook.",
    ko: "해당 웹훅이 없습니다.",
  },
  "webhook.delivery_not_found": {
    status: 404,
    en: "There is no such delivery. Deliveries are kept three days, those that never arrived 30.",
    ko: "해당 전달 기록이 없습니다. 전달된 기록은 3일, 전달되지 못한 기록은 30일 동안 보관합니다.",
  },
  "webhook.too_many": {
    status: 409,
    en: "There are 50 webhooks, which is all there may be. Delete one that is no longer needed.",
    ko: "웹훅은 50개까지 만들 수 있습니다. 필요 없는 웹훅을 지운 뒤 다시 시도하세요.",
  },
} as const satisfies ErrorEntries;
