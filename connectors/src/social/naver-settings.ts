/** @module Settings of Naver Login, and what in Naver's console mends which of its errors. */
import { z } from "zod";
import type { Bilingual } from "../contract.js";
import type { FieldMeta } from "../kit/settings.js";
import { clientId, clientSecret, endpoints, endpointsOf, scope } from "./social-settings.js";

export const naverSettings = z.object({
  clientId: clientId({
    ko: "네이버 개발자 센터의 애플리케이션 정보에 있는 Client ID입니다.",
    en: "The Client ID of the application in Naver Developers.",
  }),
  clientSecret: clientSecret({
    ko: "같은 곳의 Client Secret입니다.",
    en: "Its Client Secret.",
  }),
  scope: scope({
    ko: "비우면 openid입니다. 받을 정보는 개발자 센터의 제공 정보에서 고릅니다.",
    en: "openid unless set. What is asked of people is chosen in Naver's console, under provided information.",
  }),
  legacy: z
    .boolean()
    .optional()
    .meta({
      label: { ko: "예전 방식", en: "Older protocol" },
      hint: {
        ko: "OpenID Connect 대신 예전 OAuth 2.0 주소(/oauth2.0)를 씁니다. 같은 사람은 같은 사람으로 남습니다.",
        en: "Use the older OAuth 2.0 addresses (/oauth2.0) in place of OpenID Connect. People stay who they are.",
      },
    } satisfies FieldMeta),
  endpoints,
});

export type NaverSettings = z.infer<typeof naverSettings>;

export const NAVER_ISSUER = "https://nid.naver.com";

export const naverEndpoints = (own: NaverSettings) =>
  endpointsOf(
    {
      issuer: NAVER_ISSUER,
      authorize: `https://nid.naver.com/${own.legacy ? "oauth2.0" : "oauth2"}/authorize`,
      token: `https://nid.naver.com/${own.legacy ? "oauth2.0" : "oauth2"}/token`,
      jwks: "https://nid.naver.com/oauth2/jwks",
      userinfo: "https://openapi.naver.com/v1/nid/me",
      // Of both families; the newer one's metadata have none.
      revoke: "https://nid.naver.com/oauth2.0/revoke",
    },
    own.endpoints,
  );

const keys = {
  ko: "네이버 개발자 센터 → 내 애플리케이션 → 개요에서 Client ID와 Client Secret을 다시 복사해 주세요.",
  en: "In Naver Developers, My applications → Overview, copy Client ID and Client Secret anew.",
};
const permissions = {
  ko: "네이버 개발자 센터 → 내 애플리케이션 → API 설정에서 사용 API에 네이버 로그인이 있고, 필요한 제공 정보가 선택되어 있는지 확인해 주세요.",
  en: "In Naver Developers, My applications → API settings, see that Naver Login is among the APIs used and that the information you need is ticked.",
};

export const naverRemedies: Record<string, Bilingual> = {
  invalid_request: keys,
  invalid_client: keys,
  unauthorized_client: keys,
  "invalid_request.session": {
    ko: "인가 코드가 이미 쓰였거나 만료되었습니다. 다시 로그인하면 됩니다. 자주 보이면 Callback URL을 두 곳에서 여는지 확인해 주세요.",
    en: "The code was used already, or is too old: signing in again mends it. If it is frequent, see whether something else opens the callback URL too.",
  },
  callback_url: {
    ko: "네이버 개발자 센터 → 내 애플리케이션 → API 설정 → 로그인 오픈 API 서비스 환경에서 PC 웹과 모바일 웹의 Callback URL에 이 커넥터의 redirectUri를 그대로 등록해 주세요.",
    en: "In Naver Developers, My applications → API settings, register this connector's redirectUri as Callback URL of both PC web and mobile web, letter by letter.",
  },
  in_development: {
    ko: "개발 중인 앱은 멤버관리에 등록한 아이디만 로그인할 수 있습니다. 네이버 개발자 센터 → 내 애플리케이션 → 멤버관리에 아이디를 넣거나, 네이버 로그인 검수를 요청해 주세요.",
    en: "An app in development lets in only the IDs under My applications → Members. Add the ID there, or ask for the review of Naver Login.",
  },
  no_id_token: {
    ko: "네이버가 ID 토큰을 주지 않았습니다. scope에 openid가 있는지 확인하거나, 앱이 OpenID Connect를 쓸 수 없으면 legacy를 켜 주세요.",
    en: "Naver gave no ID token. See that scope has openid; where the app cannot use OpenID Connect, switch legacy on.",
  },
  "024": permissions,
  "403": permissions,
  "token.aud": keys,
};

const ticked = {
  ko: "네이버 개발자 센터 → 내 애플리케이션 → API 설정 → 제공 정보 선택에서 이 항목을 필수 또는 추가로 고르고, 로그인할 때 동의했는지 확인해 주세요.",
  en: "Tick the item in Naver Developers, My applications → API settings → provided information, and see that you agreed to it.",
};

export const naverItems = { name: ticked, email: ticked, phone: ticked, picture: ticked };
