/** @module Google: https://developers.google.com/identity/openid-connect/openid-connect */
import * as openid from "openid-client";
import { z } from "zod";
import type { Bilingual } from "../contract.js";
import type { FieldMeta } from "../kit/settings.js";
import { authorizationUrl, challengeOf } from "./authorization-url.js";
import { callProvider, reasonOfStatus, vendorCode } from "./call-provider.js";
import { asksAnew, type ProfileItem, type SocialConnector, SocialFailure, type SocialProfile } from "./contract.js";
import { type CodeClient, exchangeCode } from "./exchange-code.js";
import { readEmail, readName, readPicture } from "./read-profile.js";
import { clientId, clientSecret, endpoints, endpointsOf, nativeClientIds, scope, scopesOf } from "./social-settings.js";
import { type IdTokenClaims, verifyIdToken } from "./verify-id-token.js";

const settings = z.object({
  clientId: clientId({
    ko: "Google Cloud 콘솔에서 만든 웹 애플리케이션 클라이언트의 ID입니다.",
    en: "The ID of a client of type web application, made in Google Cloud's console.",
  }),
  clientSecret: clientSecret({ ko: "그 클라이언트의 보안 비밀입니다.", en: "Its client secret." }),
  scope: scope({ ko: "비우면 openid email profile입니다.", en: "openid email profile unless set." }),
  prompts: z
    .array(z.enum(["none", "consent", "select_account"]))
    .max(3)
    .optional()
    .meta({
      label: { ko: "프롬프트", en: "Prompts" },
      hint: {
        ko: "로그인할 때마다 Google이 물어볼 것: consent, select_account.",
        en: "What Google asks at each sign-in: consent, select_account.",
      },
    } satisfies FieldMeta),
  offlineAccess: z
    .boolean()
    .optional()
    .meta({
      label: { ko: "오프라인 액세스", en: "Offline access" },
      hint: {
        ko: "갱신 토큰을 요청합니다. 토큰은 저장하지 않으므로 보통 필요하지 않습니다.",
        en: "Asks for a refresh token. None is stored, so it is not needed as a rule.",
      },
    } satisfies FieldMeta),
  nativeClientIds: nativeClientIds({
    ko: "앱이 Google SDK로 로그인하면 Android·iOS 클라이언트 ID를 모두 적습니다. ID 토큰의 aud와 azp는 이 가운데 있어야 합니다.",
    en: "IDs of the Android and iOS clients, if apps sign in with Google's SDK: aud and azp of their ID tokens have to be among these.",
  }),
  endpoints,
});

type Settings = z.infer<typeof settings>;

const ISSUER = "https://accounts.google.com";

const endpointsFor = (own: Settings) =>
  endpointsOf(
    {
      issuer: ISSUER,
      authorize: "https://accounts.google.com/o/oauth2/v2/auth",
      token: "https://oauth2.googleapis.com/token",
      jwks: "https://www.googleapis.com/oauth2/v3/certs",
      revoke: "https://oauth2.googleapis.com/revoke",
    },
    own.endpoints,
  );

const remedies: Record<string, Bilingual> = {
  invalid_client: {
    ko: "Google Cloud 콘솔 → Google 인증 플랫폼 → 클라이언트에서 클라이언트 ID와 보안 비밀을 다시 복사해 주세요. 보안 비밀이 사용 중지되었을 수도 있습니다.",
    en: "In Google Cloud's console, Google Auth Platform → Clients, copy client ID and secret anew; the secret may have been disabled.",
  },
  unauthorized_client: {
    ko: "이 클라이언트는 웹 애플리케이션이 아닙니다. Google 인증 플랫폼 → 클라이언트에서 유형이 웹 애플리케이션인 클라이언트를 만들어 주세요.",
    en: "This client is not of type web application. Make one that is, under Google Auth Platform → Clients.",
  },
  redirect_uri_mismatch: {
    ko: "Google 인증 플랫폼 → 클라이언트 → 승인된 리디렉션 URI에 이 커넥터의 redirectUri를 그대로 추가해 주세요. 반영에 몇 분이 걸립니다.",
    en: "Add this connector's redirectUri under Google Auth Platform → Clients → Authorised redirect URIs, letter by letter. It takes some minutes.",
  },
  disallowed_useragent: {
    ko: "Google은 앱 속 브라우저(카카오톡, 네이버, 인스타그램)에서 로그인을 막습니다. 로그인 페이지를 외부 브라우저로 열어 주세요. 앱이라면 웹뷰 대신 Google SDK나 Custom Tabs를 쓰세요.",
    en: "Google refuses browsers inside other apps (KakaoTalk, Naver, Instagram). Open the page in a browser of its own; in an app of yours use Google's SDK or Custom Tabs, not a web view.",
  },
  access_denied: {
    ko: "앱이 테스트 상태면 등록한 테스트 사용자만 로그인할 수 있습니다. Google 인증 플랫폼 → 대상에서 앱을 게시하거나 테스트 사용자를 추가해 주세요.",
    en: "An app in testing lets in only its test users. Publish it, or add them, under Google Auth Platform → Audience.",
  },
  invalid_scope: {
    ko: "scope에 이 프로젝트가 쓸 수 없는 범위가 있습니다. Google 인증 플랫폼 → 데이터 액세스에서 확인하거나 scope를 비워 주세요.",
    en: "scope has what this project may not use. See Google Auth Platform → Data access, or leave scope empty.",
  },
  "token.aud": {
    ko: "ID 토큰이 다른 클라이언트의 것입니다. 앱의 serverClientId가 clientId와 같은지 보고, iOS·Android 클라이언트 ID를 nativeClientIds에 넣어 주세요.",
    en: "The ID token is for another client. See that the app's serverClientId is clientId, and put the iOS and Android client IDs into nativeClientIds.",
  },
  "token.azp": {
    ko: "ID 토큰을 받은 앱을 모릅니다. Android·iOS 클라이언트 ID를 nativeClientIds에 넣어 주세요.",
    en: "The app that got the ID token is not known. Put its Android or iOS client ID into nativeClientIds.",
  },
};

const clientOf = (own: Settings): CodeClient => ({
  issuer: endpointsFor(own).issuer,
  tokenEndpoint: endpointsFor(own).token,
  clientId: own.clientId,
  clientAuth: openid.ClientSecretPost(own.clientSecret),
  hasPkce: true,
});

/** Older tokens, and some SDKs', name the issuer without its scheme. */
const checkOf = (own: Settings, audiences: readonly string[]) => ({
  settings: own,
  jwks: endpointsFor(own).jwks,
  issuers: [endpointsFor(own).issuer, "accounts.google.com"],
  audiences,
});

const asked = {
  ko: "scope에 email과 profile이 있는지 확인하고(비우면 openid email profile입니다), Google 인증 플랫폼 → 데이터 액세스에 그 범위를 추가해 주세요.",
  en: "See that scope has email and profile (it has if it is empty), and that both are among the scopes under Google Auth Platform → Data access.",
};

/** It never tells a number. */
const items = { name: asked, email: asked, picture: asked };

export const google: SocialConnector<Settings> = {
  id: "google-universal",
  type: "Social",
  brand: "google",
  name: { ko: "Google", en: "Google" },
  docs: "docs/connectors/google.md",
  settings,
  example: { clientId: "<client-id>.apps.googleusercontent.com", clientSecret: "<client-secret>" },
  guide: {
    ko: "1. [Google Cloud 콘솔](https://console.cloud.google.com/auth/clients)에서 프로젝트를 만들고, 브랜딩과 대상을 채웁니다.\n2. 클라이언트 → 클라이언트 만들기에서 웹 애플리케이션을 고르고, 승인된 리디렉션 URI에 이 커넥터의 redirectUri를 넣습니다.\n3. 클라이언트 ID와 보안 비밀을 복사합니다.\n4. 대상에서 앱을 게시해야 누구나 로그인할 수 있습니다.",
    en: "1. Make a project in [Google Cloud's console](https://console.cloud.google.com/auth/clients); fill in Branding and Audience.\n2. Under Clients → Create client choose Web application, and put this connector's redirectUri among the authorised redirect URIs.\n3. Copy client ID and client secret.\n4. Publish the app under Audience, or only test users can sign in.",
  },
  remedies,
  items,
  disconnectUrl: "https://myaccount.google.com/connections",

  identity: (own) => ({ issuer: ISSUER, clientId: own.clientId }),
  async sharesRedirectUri() {
    return true;
  },

  async authorizationUrl(request, own) {
    // To end the connection takes a refresh token: an access token's end leaves the app on the person's list.
    const isLeaving = request.action === "withdraw" || request.action === "unlink";
    const prompts = new Set<string>(own.prompts);
    if (request.selectAccount || asksAnew(request.action)) prompts.add("select_account");
    if (isLeaving) prompts.add("consent");
    // `none` stands alone, and would show nothing at all.
    if (prompts.size > 1) prompts.delete("none");
    return authorizationUrl(endpointsFor(own).authorize, own.clientId, request, {
      scope: scopeOf(own).join(" "),
      nonce: request.nonce,
      ...challengeOf(request),
      prompt: [...prompts].join(" "),
      access_type: isLeaving || own.offlineAccess ? "offline" : undefined,
      hl: request.language,
    });
  },

  async exchange(answer, own, context) {
    const { accessToken, refreshToken, idToken } = await exchangeCode(clientOf(own), answer, context);
    if (idToken === undefined) throw new SocialFailure("provider_down", "Google gave no id_token");
    const nonce = { expected: answer.nonce, presence: "always" } as const;
    const claims = await verifyIdToken(idToken, checkOf(own, [own.clientId]), nonce, context);
    const profile = profileOf(claims, scopeOf(own));
    return {
      profile: answer.action === "verify" ? { ...profile, missing: [...profile.missing, "phone"] } : profile,
      grant: {
        clientId: own.clientId,
        token: refreshToken ?? accessToken,
        tokenKind: refreshToken === undefined ? "access_token" : "refresh_token",
      },
    };
  },

  async native({ idToken, nonce: expected }, own, context) {
    // An access token is good for any app's calls, so it says nothing of who signed in to ours.
    if (idToken === undefined) throw new SocialFailure("refused", "the app handed over no id_token");
    const check = checkOf(own, [own.clientId, ...(own.nativeClientIds ?? [])]);
    const nonce = { expected, presence: "always", mayBeHashed: true } as const;
    return { profile: profileOf(await verifyIdToken(idToken, check, nonce, context), []) };
  },

  async revoke({ token }, own, context) {
    const { status, json } = await callProvider(context, endpointsFor(own).revoke, { method: "POST", form: { token } });
    if (status === 200 || json?.error === "invalid_token") return;
    const code = vendorCode(json?.error) ?? String(status);
    throw new SocialFailure(reasonOfStatus(status), `Google did not end the connection (${code})`, {
      vendorCode: code,
    });
  },
};

const scopeOf = (own: Settings) => [...new Set(["openid", ...scopesOf(own.scope ?? "email profile")])];

/**
 * Google answers for addresses of its own and of Workspace domains; any other was verified once, and may be somebody else's by
 * now. https://developers.google.com/identity/siwg/backend-auth/nodejs
 */
const isAuthoritative = (email: string, { email_verified, hd }: IdTokenClaims) =>
  email_verified === true && (/@(gmail|googlemail)\.com$/i.test(email) || (typeof hd === "string" && hd !== ""));

function profileOf(claims: IdTokenClaims, scopes: readonly string[]): SocialProfile {
  const [name, email, picture] = [readName(claims.name), readEmail(claims.email), readPicture(claims.picture)];
  const missing: ProfileItem[] = [];
  if (scopes.includes("email") && email === undefined) missing.push("email");
  if (scopes.includes("profile") && name === undefined) missing.push("name");
  return {
    issuer: ISSUER,
    subject: claims.sub,
    clientId: claims.clientId,
    ...(email !== undefined && { email }),
    emailVerified: email !== undefined && isAuthoritative(email, claims),
    phoneVerified: false,
    ...(name !== undefined && { name }),
    ...(picture !== undefined && { picture }),
    missing,
    agreed: [],
  };
}
