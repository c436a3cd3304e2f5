/** @module Failures of second factors by Twilio's names: entities, factors and challenges. */
import type { ErrorEntries } from "./entry.js";

export const factorErrors = {
  "factor.not_found": {
    status: 404,
    en: "There is no such factor.",
    ko: "해당 인증 수단이 없습니다.",
  },
  "factor.entity_not_found": {
    status: 404,
    en: "There is no such entity.",
    ko: "해당 엔티티가 없습니다.",
  },
  "factor.entity_exists": {
    status: 409,
    en: "The service has an entity of this identity already. Use that one.",
    ko: "같은 식별자의 엔티티가 이미 있습니다. 그 엔티티를 사용해 주세요.",
  },
  "factor.type_unavailable": {
    status: 404,
    en: "Factors of type {type} are not served here. Make one of type totp.",
    ko: "{type} 유형의 인증 수단은 제공하지 않습니다. totp 유형으로 만들어 주세요.",
  },
  "factor.too_many": {
    status: 400,
    en: "The entity has as many factors as it can have (100). Delete one first.",
    ko: "엔티티당 인증 수단은 100개까지입니다. 먼저 하나를 삭제해 주세요.",
  },
  "factor.unverified": {
    status: 403,
    en: "The factor is not verified yet. Verify it with a code of the app first.",
    ko: "아직 확인되지 않은 인증 수단입니다. 먼저 앱의 코드로 확인해 주세요.",
  },
  "factor.already_verified": {
    status: 403,
    en: "The factor is verified already. To check a code, create a challenge.",
    ko: "이미 확인된 인증 수단입니다. 코드를 확인하려면 챌린지를 만들어 주세요.",
  },
  "factor.too_many_tries": {
    status: 429,
    en: "Too many wrong codes for this factor. Create a new one.",
    ko: "잘못된 코드를 너무 많이 입력했습니다. 인증 수단을 새로 만들어 주세요.",
  },
  "factor.locked": {
    status: 429,
    en: "Too many wrong codes in a row. Wait {retryAfterSeconds} s.",
    ko: "잘못된 코드를 연달아 너무 많이 입력했습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.",
  },
  "factor.challenge_not_found": {
    status: 404,
    en: "There is no such challenge.",
    ko: "해당 챌린지가 없습니다.",
  },
  "factor.challenge_responded": {
    status: 403,
    en: "The challenge is over: its code was accepted. Create a new one.",
    ko: "이미 승인된 챌린지입니다. 새로 만들어 주세요.",
  },
  "factor.challenge_expired": {
    status: 403,
    en: "The challenge has expired. Create a new one.",
    ko: "만료된 챌린지입니다. 새로 만들어 주세요.",
  },
  "factor.challenge_too_many_tries": {
    status: 429,
    en: "Too many wrong codes for this challenge. Create a new one.",
    ko: "잘못된 코드를 너무 많이 입력했습니다. 챌린지를 새로 만들어 주세요.",
  },
  "factor.too_many_challenges": {
    status: 429,
    en: "The factor was challenged too often. Wait {retryAfterSeconds} s.",
    ko: "이 인증 수단의 챌린지를 너무 자주 만들었습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.",
  },
} as const satisfies ErrorEntries;
