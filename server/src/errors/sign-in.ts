/** @module What stands in the way of somebody who signs in, in words for them. */
import type { ErrorEntries } from "./entry.js";

export const signInErrors = {
  "sign_in.number_missing": {
    status: 400,
    en: "Enter your mobile number.",
    ko: "휴대전화 번호를 입력해 주세요.",
  },
  "sign_in.number_unreadable": {
    status: 400,
    en: "That doesn't look like a phone number. Check it.",
    ko: "전화번호를 다시 확인해 주세요.",
  },
  "sign_in.number_not_mobile": {
    status: 400,
    en: "Enter a mobile number.",
    ko: "휴대전화 번호를 입력해 주세요.",
  },
  "sign_in.number_retired": {
    status: 400,
    en: "01X numbers were retired. Enter a 010 number.",
    ko: "011·016 등은 더 이상 쓰이지 않습니다. 010 번호를 입력해 주세요.",
  },
  "sign_in.number_ambiguous": {
    status: 400,
    en: "This may be two numbers. Write it with + and the country code.",
    ko: "두 가지로 읽히는 번호입니다. +와 국가 번호부터 입력해 주세요.",
  },
  "sign_in.number_not_served": {
    status: 400,
    en: "No code can be sent to this number. Use another one.",
    ko: "이 번호로는 인증번호를 보낼 수 없습니다. 다른 번호를 써 주세요.",
  },
  "sign_in.country_not_served": {
    status: 400,
    en: "Numbers of this country can't be used here.",
    ko: "이 나라의 번호는 사용할 수 없습니다.",
  },
  "sign_in.email_unreadable": {
    status: 400,
    en: "That doesn't look like an e-mail address. Check it.",
    ko: "이메일 주소를 다시 확인해 주세요.",
  },
  "sign_in.username_unreadable": {
    status: 400,
    en: "A user name has 3 to 32 letters, digits, dots, - or _.",
    ko: "아이디는 영문, 숫자, . - _ 3~32자입니다.",
  },
  "sign_in.code_unreadable": {
    status: 400,
    en: "Enter the digits of the code.",
    ko: "인증번호 숫자를 입력해 주세요.",
  },
  "sign_in.wrong_code": {
    status: 400,
    en: "That code isn't right.",
    ko: "인증번호가 맞지 않습니다.",
  },
  "sign_in.code_expired": {
    status: 400,
    en: "This code has expired. Get a new one.",
    ko: "인증번호가 만료되었습니다. 새로 받아 주세요.",
  },
  "sign_in.not_sent": {
    status: 503,
    en: "We couldn't deliver the code. Send it again, or try another way.",
    ko: "인증번호를 보내지 못했습니다. 다시 보내거나 다른 방법으로 받아 주세요.",
  },
  "sign_in.code_locked": {
    status: 429,
    en: "Too many wrong codes. Get a new one.",
    ko: "여러 번 틀려 이 인증번호는 쓸 수 없습니다. 새로 받아 주세요.",
  },
  "sign_in.no_sends_left": {
    status: 429,
    en: "This code was sent as often as it can be. Enter it, or try again in a few minutes.",
    ko: "더 이상 보낼 수 없습니다. 받은 인증번호를 입력하거나 몇 분 뒤 다시 해 주세요.",
  },
  "sign_in.wait": {
    status: 429,
    en: "Too many requests. Try again in {retryAfterSeconds} s.",
    ko: "요청이 많습니다. {retryAfterSeconds}초 뒤 다시 해 주세요.",
  },
  "sign_in.cannot_send": {
    status: 503,
    en: "We can't send codes this way just now. Try another way, or later.",
    ko: "지금은 이 방법으로 인증번호를 보낼 수 없습니다. 다른 방법을 쓰거나 잠시 뒤 다시 해 주세요.",
  },
  "sign_in.challenge": {
    status: 428,
    en: "One moment, we are checking your browser.",
    ko: "잠시만요, 브라우저를 확인하고 있습니다.",
  },
  "sign_in.wrong_password": {
    status: 400,
    en: "That password isn't right. Check it and try again.",
    ko: "비밀번호가 맞지 않습니다. 다시 확인해 주세요.",
  },
  "sign_in.password_short": {
    status: 400,
    en: "Use {expected} characters or more.",
    ko: "{expected}자 이상으로 정해 주세요.",
  },
  "sign_in.password_long": {
    status: 400,
    en: "Use {expected} characters at most.",
    ko: "{expected}자까지 쓸 수 있습니다.",
  },
  "sign_in.password_common": {
    status: 400,
    en: "Many people use this password, so it's easy to guess. Choose another.",
    ko: "흔히 쓰는 비밀번호라 쉽게 뚫립니다. 다른 것으로 정해 주세요.",
  },
  "sign_in.name_unusable": {
    status: 400,
    en: "Enter a name of 1 to {expected} characters.",
    ko: "이름을 1~{expected}자로 입력해 주세요.",
  },
  "sign_in.consent_missing": {
    status: 400,
    en: "Tick everything that is required.",
    ko: "필수 항목에 모두 동의해 주세요.",
  },
  "sign_in.identifier_taken": {
    status: 409,
    en: "Another account uses this. Use another one, or sign in with that account.",
    ko: "다른 계정에서 쓰고 있습니다. 다른 것을 쓰거나 그 계정으로 로그인해 주세요.",
  },
  "sign_in.no_sign_up": {
    status: 403,
    en: "There is no account for this, and new ones can't be made here.",
    ko: "가입된 계정이 없고, 여기서는 새로 가입할 수 없습니다.",
  },
  "sign_in.suspended": {
    status: 403,
    en: "This account can't be used at the moment. Ask support.",
    ko: "지금은 사용할 수 없는 계정입니다. 고객센터에 문의해 주세요.",
  },
  "sign_in.restricted": {
    status: 403,
    en: "For safety this can't be done until a day after this sign-in.",
    ko: "안전을 위해 로그인하고 하루가 지난 뒤에 할 수 있습니다.",
  },
  "sign_in.flow_over": {
    status: 410,
    en: "This page has closed. Start again.",
    ko: "닫힌 화면입니다. 다시 시작해 주세요.",
  },
  "sign_in.not_signed_in": {
    status: 401,
    en: "Sign in first.",
    ko: "먼저 로그인해 주세요.",
  },
  "sign_in.proof_too_old": {
    status: 403,
    en: "Confirm that it's you first.",
    ko: "먼저 본인인지 확인해 주세요.",
  },
} as const satisfies ErrorEntries;
