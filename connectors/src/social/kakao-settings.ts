/** @module Settings of Kakao Login, and what in Kakao's console mends which of its errors. */
import { z } from "zod";
import type { Bilingual } from "../contract.js";
import { type FieldMeta, line, secretLine } from "../kit/settings.js";
import { clientId, clientSecret, endpoints, nativeClientIds, scope } from "./social-settings.js";

export const kakaoSettings = z.object({
  clientId: clientId({
    ko: "카카오 콘솔의 앱 → 플랫폼 키 → REST API 키입니다.",
    en: "The REST API key: Kakao's console, App → Platform keys.",
  }),
  clientSecret: clientSecret({
    ko: "REST API 키의 클라이언트 시크릿입니다. 콘솔에서 켜져 있으면 꼭 있어야 합니다.",
    en: "The client secret of the REST API key. Required if it is switched on there, as it is for new keys.",
  }).optional(),
  scope: scope({
    ko: "비우면 콘솔의 동의항목 설정대로 묻습니다. 콘솔에 없는 항목을 적으면 KOE205로 로그인이 막힙니다. 적을 때는 openid도 함께 적습니다.",
    en: "Empty, which is best: what the console's consent items say. An item that is not enabled there stops everybody with KOE205. If you set it, include openid.",
  }),
  nativeClientIds: nativeClientIds({
    ko: "앱이 카카오 SDK로 로그인하면 네이티브 앱 키를 적습니다.",
    en: "Native app keys, if apps sign in with Kakao's SDK.",
  }),
  appId: line({
    label: { ko: "앱 ID", en: "App ID" },
    hint: {
      ko: "콘솔의 앱 → 일반에 있는 숫자입니다. 앱이 액세스 토큰만 넘길 때, 그리고 연결 끊기 알림에 필요합니다.",
      en: "The number under App → General. Needed for apps that hand over an access token alone, and checked in unlink notices.",
    },
  }).optional(),
  adminKey: secretLine({
    label: { ko: "어드민 키", en: "Admin key" },
    hint: {
      ko: "앱 → 어드민 키. 탈퇴한 사람의 연결을 로그인 없이 끊고, 연결 끊기 알림을 확인합니다.",
      en: "App → Admin key. Ends the connection of people who have left, and proves unlink notices.",
    },
  }).optional(),
  serviceTerms: z
    .record(z.string().regex(/^[\w.:-]{1,100}$/), z.string().trim().min(1).max(100))
    .optional()
    .meta({
      label: { ko: "카카오싱크 약관", en: "Terms of Kakao Sync" },
      hint: {
        ko: '카카오 약관의 태그와 우리 약관의 이름: {"service_20260101": "terms"}. 카카오에서 동의한 약관은 다시 묻지 않습니다.',
        en: 'Tags of the terms at Kakao, and ours: {"service_20260101": "terms"}. What was agreed to there is not asked again.',
      },
    } satisfies FieldMeta),
  endpoints,
});

export type KakaoSettings = z.infer<typeof kakaoSettings>;

const secret = {
  ko: "카카오 콘솔 → 앱 → 플랫폼 키 → REST API 키 → 클라이언트 시크릿에서 값을 다시 복사해 clientSecret에 넣어 주세요. 시크릿을 쓰지 않으려면 그곳에서 끄면 됩니다.",
  en: "In Kakao's console, App → Platform keys → REST API key → Client secret, copy the value into clientSecret, or switch the secret off there.",
};
const redirect = {
  ko: "카카오 콘솔 → 앱 → 플랫폼 키 → REST API 키 → 카카오 로그인 리다이렉트 URI에 이 서버의 주소(커넥터의 redirectUri)를 글자 그대로 등록해 주세요.",
  en: "In Kakao's console, App → Platform keys → REST API key → Kakao Login redirect URI, register this connector's redirectUri, letter by letter.",
};
const business = {
  ko: "카카오 콘솔 → 앱 → 일반 → 비즈니스 정보에서 비즈 앱으로 전환하고, 카카오 로그인 → 동의항목에서 이 항목의 개인정보 이용 권한을 신청해 주세요.",
  en: "In Kakao's console turn the app into a business app (App → General → Business information) and apply for the item under Kakao Login → Consent items.",
};

export const kakaoRemedies: Record<string, Bilingual> = {
  KOE004: {
    ko: "카카오 콘솔 → 카카오 로그인 → 일반에서 카카오 로그인 사용 설정을 켜 주세요.",
    en: "In Kakao's console, Kakao Login → General, switch Kakao Login on.",
  },
  KOE006: redirect,
  KOE303: redirect,
  KOE010: secret,
  KOE101: {
    ko: "clientId가 REST API 키가 아닙니다. 카카오 콘솔 → 앱 → 플랫폼 키에서 REST API 키를 복사해 주세요(네이티브 앱 키나 JavaScript 키가 아닙니다).",
    en: "clientId is no REST API key. Copy that from Kakao's console, App → Platform keys; neither the native nor the JavaScript key will do.",
  },
  KOE114: {
    ko: "이 키는 카카오 로그인에 쓸 수 없습니다. 카카오 콘솔 → 앱 → 플랫폼 키에서 키의 상태를 확인해 주세요.",
    en: "This key cannot be used for Kakao Login. See its state in Kakao's console, App → Platform keys.",
  },
  KOE205: {
    ko: "scope에 콘솔에서 설정하지 않은 동의항목이 있습니다. 카카오 콘솔 → 카카오 로그인 → 동의항목에서 그 항목을 설정하거나, scope에서 지워 주세요. 비워 두면 이 오류가 나지 않습니다.",
    en: "scope has a consent item that the app does not. Set it up in Kakao's console, Kakao Login → Consent items, or take it out of scope; an empty scope never fails this way.",
  },
  KOE207: business,
  KOE237: {
    ko: "카카오가 토큰 요청이 너무 많다고 합니다. 잠시 뒤 저절로 풀립니다.",
    en: "Kakao was asked for too many tokens; this passes by itself.",
  },
  KOE320: {
    ko: "인가 코드가 이미 쓰였거나 만료되었습니다. 다시 로그인하면 됩니다. 자주 보이면 리다이렉트 주소를 두 곳에서 여는지 확인해 주세요.",
    en: "The code was used already, or is too old: signing in again mends it. If it is frequent, see whether something else opens the redirect address too.",
  },
  "-3": {
    ko: "이 API를 쓸 권한이 없습니다. serviceTerms를 쓰려면 카카오 콘솔 → 카카오 로그인 → 카카오싱크(비즈 앱)를 설정해야 합니다. 아니면 serviceTerms를 비워 주세요.",
    en: "The app may not use this API. serviceTerms needs Kakao Sync, for business apps: Kakao's console, Kakao Login → Kakao Sync. Without it leave serviceTerms empty.",
  },
  "-5": business,
  "-402": {
    ko: "카카오 콘솔 → 카카오 로그인 → 동의항목에서 이 항목을 필수 동의로 바꾸거나, 그 항목 없이 쓰도록 scope를 비워 주세요.",
    en: "Somebody has not agreed to an item. Make it required under Kakao Login → Consent items, or leave scope empty.",
  },
  adminKey: {
    ko: "카카오 콘솔 → 앱 → 어드민 키에서 값을 다시 복사해 adminKey에 넣어 주세요.",
    en: "Copy adminKey anew from Kakao's console, App → Admin key.",
  },
  appId: {
    ko: "앱이 액세스 토큰으로 로그인하려면 appId가 있어야 합니다. 카카오 콘솔 → 앱 → 일반의 앱 ID를 넣거나, 카카오 로그인 → 일반에서 OpenID Connect를 켜고 앱이 ID 토큰을 보내게 해 주세요.",
    en: "An app that signs in by access token needs appId: the App ID under App → General. Better, switch OpenID Connect on (Kakao Login → General) and have the app send the ID token.",
  },
  "token.aud": {
    ko: "ID 토큰이 다른 앱 키의 것입니다. 카카오 콘솔 → 앱 → 플랫폼 키의 네이티브 앱 키를 nativeClientIds에 넣어 주세요.",
    en: "The ID token is for another key. Put the native app key (App → Platform keys) into nativeClientIds.",
  },
};

const consent = {
  ko: "카카오 콘솔 → 카카오 로그인 → 동의항목에서 이 항목을 켜고 필수 또는 선택 동의로 설정해 주세요. 선택 동의라면 로그인할 때 동의했는지도 확인해 주세요.",
  en: "Switch the item on in Kakao's console, Kakao Login → Consent items, as required or optional. If it is optional, see that you agreed to it.",
};
const businessConsent = {
  ko: `${business.ko} 비즈 앱이 이미 심사를 받았다면 동의항목에서 이 항목이 켜져 있고 로그인할 때 동의했는지 확인해 주세요.`,
  en: `${business.en} If that is done, see that the item is switched on under Consent items and that you agreed to it.`,
};

/** Nickname and picture can be had at once; the rest needs a business app and a review. */
export const kakaoItems = { name: consent, picture: consent, email: businessConsent, phone: businessConsent };
