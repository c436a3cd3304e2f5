/** @module Failures of an import of people: of the whole, and of single lines, as its report tells them. */
import type { ErrorEntries } from "./entry.js";

export const userImportErrors = {
  "user_import.not_found": {
    status: 404,
    en: "There is no such import. The last 100 are kept.",
    ko: "해당 가져오기가 없습니다. 최근 100개를 보관합니다.",
  },
  "user_import.over": {
    status: 409,
    en: "The import is over. What it has done stays.",
    ko: "이미 끝난 가져오기입니다. 반영된 것은 그대로 남습니다.",
  },
  "user_import.empty": {
    status: 400,
    en: "The file has no line. Send a JSON object for each person, one a line.",
    ko: "파일에 줄이 없습니다. 한 사람을 한 줄의 JSON 객체로 보내 주세요.",
  },
  "user_import.file_too_large": {
    status: 413,
    en: "The file is too large: {expected}. Send it in pieces. Nothing was imported.",
    ko: "파일이 너무 큽니다: {expected}. 나누어 보내 주세요. 가져온 것은 없습니다.",
  },
  "user_import.file_unreadable": {
    status: 400,
    en: "The file broke off, or is no gzip where its header says so. Nothing was imported; send it again.",
    ko: "파일이 중간에 끊겼거나, 헤더와 달리 gzip이 아닙니다. 가져온 것은 없습니다. 다시 보내 주세요.",
  },
  "user_import.settings_invalid": {
    status: 400,
    en: "The settings in the first line do not fit: `{parameter}`. Nothing was imported.",
    ko: "첫 줄의 설정이 맞지 않습니다: `{parameter}`. 가져온 것은 없습니다.",
  },
  "user_import.line_unreadable": {
    status: 400,
    en: "The line is no JSON object in UTF-8.",
    ko: "이 줄은 UTF-8로 된 JSON 객체가 아닙니다.",
  },
  "user_import.line_too_long": {
    status: 400,
    en: "The line is longer than 64 KiB.",
    ko: "이 줄은 64KiB보다 깁니다.",
  },
  "user_import.line_failed": {
    status: 500,
    en: "The line could not be imported, and why is in the server's log. The others were.",
    ko: "이 줄은 가져오지 못했습니다. 이유는 서버 로그에 있습니다. 다른 줄은 가져왔습니다.",
  },
  "user_import.field_unknown": {
    status: 400,
    en: "`{parameter}` has a member that people do not have. Take it out, or see how it is spelt.",
    ko: "`{parameter}`에 없는 항목이 있습니다. 빼거나 철자를 확인해 주세요.",
  },
  "user_import.field_invalid": {
    status: 400,
    en: "`{parameter}` is missing or is not what it may be.",
    ko: "`{parameter}` 값이 없거나 올바르지 않습니다.",
  },
  "user_import.phone_invalid": {
    status: 400,
    en: "`{parameter}` is no mobile number. One without + is Korean.",
    ko: "`{parameter}`는 휴대전화 번호가 아닙니다. +가 없으면 한국 번호로 읽습니다.",
  },
  "user_import.phone_retired": {
    status: 400,
    en: "`{parameter}` is a number of 011, 016, 017, 018 or 019, which no longer exist.",
    ko: "`{parameter}`는 이제 없는 011, 016, 017, 018, 019 번호입니다.",
  },
  "user_import.email_invalid": {
    status: 400,
    en: "`{parameter}` is no e-mail address.",
    ko: "`{parameter}`는 이메일 주소가 아닙니다.",
  },
  "user_import.username_invalid": {
    status: 400,
    en: "`{parameter}` is no user name: 3 to 32 letters, digits, dots, - or _, with a letter or digit at both ends; it is never verified.",
    ko: "`{parameter}`는 아이디가 아닙니다. 영문자, 숫자, 점, -, _로 3~32자이고 양 끝은 영문자나 숫자입니다. 아이디는 verified일 수 없습니다.",
  },
  "user_import.unidentified": {
    status: 400,
    en: "Nothing says who it is: give `externalId`, or a number or address that is `verified`, or a social account.",
    ko: "누구인지 알 수 없습니다. `externalId`나 `verified`인 번호·이메일, 또는 소셜 계정이 있어야 합니다.",
  },
  "user_import.hash_unknown": {
    status: 400,
    en: "`{parameter}` is no hash that is read here: argon2 and bcrypt in their own form, or Firebase's scrypt, whose settings are in the first line.",
    ko: "`{parameter}`는 읽을 수 없는 해시입니다. argon2와 bcrypt의 원래 형식, 또는 첫 줄에 설정이 있는 Firebase scrypt여야 합니다.",
  },
  "user_import.hash_too_costly": {
    status: 400,
    en: "`{parameter}` would take too long to compare at each sign-in: at most bcrypt's cost 13, and argon2 whose memory times its passes is 512 MiB.",
    ko: "`{parameter}`는 로그인할 때마다 비교하기에 너무 오래 걸립니다. bcrypt는 비용 13까지, argon2는 메모리와 반복 횟수의 곱이 512MiB까지입니다.",
  },
  "user_import.connector_unknown": {
    status: 400,
    en: "`{parameter}` is no connector of social sign-in that is in force, or several are of this kind: then name it by its `CN…`.",
    ko: "`{parameter}`에 해당하는 사용 중인 소셜 로그인 커넥터가 없거나 여러 개입니다. 여러 개면 `CN…`으로 적어 주세요.",
  },
  "user_import.consent_unknown": {
    status: 400,
    en: "`{parameter}` is none of the terms of the sign-in experience, nor `minimum_age`.",
    ko: "`{parameter}`는 로그인 화면의 약관에도 `minimum_age`에도 없습니다.",
  },
  "user_import.line_repeated": {
    status: 409,
    en: "`{parameter}`: line {line} of this file has the same.",
    ko: "`{parameter}`: 이 파일의 {line}번째 줄에 같은 값이 있습니다.",
  },
  "user_import.taken": {
    status: 409,
    en: "`{parameter}`: another account has this.",
    ko: "`{parameter}`: 다른 계정이 쓰고 있습니다.",
  },
  "user_import.other_identifier": {
    status: 409,
    en: "`{parameter}`: the account has another one of this kind, which stays.",
    ko: "`{parameter}`: 이 계정에는 같은 종류의 다른 값이 있고, 그대로 둡니다.",
  },
  "user_import.account_exists": {
    status: 409,
    en: "An account has this number, address or social account already, and no line with `externalId` has made it: `{parameter}` would open it to whoever is in this line. If they are the same people, import with `adopt=1`.",
    ko: "이 번호, 이메일 또는 소셜 계정을 가진 계정이 이미 있고 `externalId`로 가져온 계정이 아닙니다. `{parameter}`를 더하면 이 줄의 사람이 그 계정에 들어갈 수 있습니다. 같은 사람이라면 `adopt=1`로 가져오세요.",
  },
} as const satisfies ErrorEntries;
