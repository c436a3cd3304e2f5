/** @module A request that cannot be read, or that is not meant for this server or from this caller. */
import type { ErrorEntries } from "./entry.js";

export const requestErrors = {
  "request.invalid": {
    status: 400,
    en: "`{parameter}` is not acceptable: {problem}.",
    ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.",
  },
  "request.malformed": {
    status: 400,
    en: "The request could not be read: {problem}.",
    ko: "요청을 읽을 수 없습니다: {problem}.",
  },
  "request.unauthenticated": {
    status: 401,
    en: "The credentials are missing or wrong. Send {expected}.",
    ko: "인증 정보가 없거나 올바르지 않습니다. {expected} 형식으로 보내 주세요.",
  },
  "request.not_found": {
    status: 404,
    en: "There is nothing at {path}.",
    ko: "{path}에는 아무것도 없습니다.",
  },
  "request.timeout": {
    status: 408,
    en: "The request took too long to arrive. Send it again.",
    ko: "요청이 제때 도착하지 않았습니다. 다시 보내 주세요.",
  },
  "request.too_large": {
    status: 413,
    en: "The request is too large: at most 16 KiB of headers and of body (512 KiB where the body is a connector's settings).",
    ko: "요청이 너무 큽니다. 헤더와 본문은 각각 16KiB까지입니다(커넥터 설정은 512KiB).",
  },
  "request.media_type": {
    status: 415,
    en: "This media type is not read here. Send {expected}.",
    ko: "지원하지 않는 형식입니다. {expected} 형식으로 보내 주세요.",
  },
  "request.wrong_host": {
    status: 421,
    en: "This server answers for {host} only. Open it under that name, or set MUNJIGI_URL.",
    ko: "이 서버는 {host} 주소로만 응답합니다. 그 주소로 열거나 MUNJIGI_URL을 설정해 주세요.",
  },
  "request.origin_not_allowed": {
    status: 403,
    en: "Pages of this origin may not use this key. Add the origin to the key.",
    ko: "이 출처의 페이지는 이 키를 사용할 수 없습니다. 키에 출처를 추가해 주세요.",
  },
  "request.changed_meanwhile": {
    status: 412,
    en: "Somebody else has changed it since you read it. Read it again, and send `If-Match` with its `ETag`.",
    ko: "그사이 다른 사람이 바꾸었습니다. 다시 불러온 뒤 그 `ETag`를 `If-Match`로 보내 주세요.",
  },
  "request.other_site": {
    status: 403,
    en: "Pages of other sites may not call this API. Call it from your server; pages use the public phone API.",
    ko: "다른 사이트의 페이지에서는 이 API를 호출할 수 없습니다. 서버에서 호출해 주세요. 페이지는 공개 전화 API를 사용합니다.",
  },
} as const satisfies ErrorEntries;
