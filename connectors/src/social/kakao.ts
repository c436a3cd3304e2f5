/** @module Kakao Login: https://developers.kakao.com/docs/latest/ko/kakaologin/rest-api */
import * as openid from "openid-client";
import type { OutsideContext } from "../contract.js";
import { authorizationUrl, challengeOf } from "./authorization-url.js";
import {
  asksAnew,
  type NativeHandOff,
  type ProfileItem,
  type SocialAction,
  type SocialConnector,
  SocialFailure,
  type SocialFailureReason,
  type SocialProof,
} from "./contract.js";
import { type CodeClient, exchangeCode, type ProviderError } from "./exchange-code.js";
import {
  fetchAgreedTerms,
  fetchKakaoProfile,
  fetchTokenOwner,
  KAKAO_ISSUER,
  kakaoEndpoints,
  unlinkKakao,
} from "./kakao-api.js";
import { readKakaoNotice } from "./kakao-notice.js";
import { type KakaoSettings, kakaoItems, kakaoRemedies, kakaoSettings } from "./kakao-settings.js";
import { readEmail, readName, readPicture } from "./read-profile.js";
import { scopesOf } from "./social-settings.js";
import { type IdTokenClaims, verifyIdToken } from "./verify-id-token.js";

/** Consent items by their IDs: https://developers.kakao.com/docs/latest/ko/kakaologin/utilize#scope-user */
const items: Record<string, ProfileItem> = {
  name: "name",
  profile_nickname: "name",
  account_email: "email",
  phone_number: "phone",
  profile_image: "picture",
};

/** Kakao's own codes, beside what RFC 6749 says of `error`. */
const reasons: Record<string, SocialFailureReason> = {
  KOE237: "provider_down",
  KOE303: "misconfigured",
};

function readError({ body, description }: ProviderError) {
  const told = body?.error_code ?? /\bKOE\d{3}\b/.exec(description)?.[0];
  if (typeof told !== "string") return {};
  return { code: told, reason: Object.hasOwn(reasons, told) ? reasons[told] : undefined };
}

const clientOf = (own: KakaoSettings): CodeClient => ({
  issuer: kakaoEndpoints(own).issuer,
  tokenEndpoint: kakaoEndpoints(own).token,
  clientId: own.clientId,
  // Basic authentication is answered KOE010.
  clientAuth: own.clientSecret === undefined ? openid.None() : openid.ClientSecretPost(own.clientSecret),
  hasPkce: true,
  readError,
});

const checkOf = (own: KakaoSettings, audiences: readonly string[]) => ({
  settings: own,
  jwks: kakaoEndpoints(own).jwks,
  issuers: [kakaoEndpoints(own).issuer],
  audiences,
});

/**
 * Empty: the console decides, which never fails. To verify a number it has to be asked for by name; without `openid` beside it no
 * id_token comes, but with it Kakao stops everybody whose console has OpenID Connect off.
 */
function scopeFor(action: SocialAction, own: KakaoSettings): string[] {
  const scopes = scopesOf(own.scope);
  return action === "verify" && !scopes.includes("phone_number") ? [...scopes, "phone_number"] : scopes;
}

const askedBy = (scopes: readonly string[]) =>
  scopes.flatMap((scope) => (Object.hasOwn(items, scope) ? (items[scope] ?? []) : []));

export const kakao: SocialConnector<KakaoSettings> = {
  id: "kakao-universal",
  type: "Social",
  brand: "kakao",
  name: { ko: "카카오", en: "Kakao" },
  docs: "docs/connectors/kakao.md",
  settings: kakaoSettings,
  example: { clientId: "<rest-api-key>", clientSecret: "<client-secret>" },
  guide: {
    ko: "1. [카카오디벨로퍼스](https://developers.kakao.com/console/app)에서 앱을 만들고, 카카오 로그인 → 일반에서 사용 설정과 OpenID Connect를 켭니다.\n2. 앱 → 플랫폼 키 → REST API 키에 이 커넥터의 redirectUri를 등록하고, 키와 클라이언트 시크릿을 복사합니다.\n3. 카카오 로그인 → 동의항목에서 받을 항목을 설정합니다. 이메일·전화번호·이름은 비즈 앱과 심사가 필요합니다.\n4. 연결 끊기 알림을 받으려면 noticeUrl을 카카오 로그인 → 웹훅에 등록하고 adminKey와 appId를 넣습니다.",
    en: "1. Make an app in [Kakao Developers](https://developers.kakao.com/console/app); under Kakao Login → General switch on Kakao Login and OpenID Connect.\n2. Under App → Platform keys → REST API key register this connector's redirectUri, and copy key and client secret.\n3. Choose what to ask under Kakao Login → Consent items. E-mail, phone number and name need a business app and a review.\n4. For unlink notices register noticeUrl under Kakao Login → Webhook, and set adminKey and appId.",
  },
  remedies: kakaoRemedies,
  items: kakaoItems,
  disconnectUrl: "https://accounts.kakao.com/weblogin/account/partner",

  identity: (own) => ({ issuer: KAKAO_ISSUER, clientId: own.clientId }),
  async sharesRedirectUri() {
    return true;
  },

  async authorizationUrl(request, own) {
    // `login` is not to be had in KakaoTalk's own browser.
    const asks = request.selectAccount || asksAnew(request.action);
    return authorizationUrl(kakaoEndpoints(own).authorize, own.clientId, request, {
      nonce: request.nonce,
      ...challengeOf(request),
      scope: scopeFor(request.action, own).join(" "),
      prompt: asks ? "select_account" : undefined,
    });
  },

  async exchange(answer, own, context) {
    const { accessToken, idToken } = await exchangeCode(clientOf(own), answer, context);
    // Absent where OpenID Connect is off in the console, or `scope` is without openid.
    const claims =
      idToken === undefined
        ? undefined
        : await verifyIdToken(
            idToken,
            checkOf(own, [own.clientId]),
            { expected: answer.nonce, presence: "always" },
            context,
          );
    const proof = await prove(accessToken, askedBy(scopeFor(answer.action, own)), own.clientId, own, context);
    if (claims && claims.sub !== proof.profile.subject) throw otherPerson();
    return proof;
  },

  async native(handOff, own, context) {
    const audiences = [own.clientId, ...(own.nativeClientIds ?? [])];
    if (handOff.idToken !== undefined) {
      const nonce = { expected: handOff.nonce, presence: "always", mayBeHashed: true } as const;
      const claims = await verifyIdToken(handOff.idToken, checkOf(own, audiences), nonce, context);
      if (handOff.accessToken === undefined) return { profile: profileOf(claims) };
      const proof = await prove(handOff.accessToken, [], claims.clientId, own, context);
      if (proof.profile.subject !== claims.sub) throw otherPerson();
      return proof;
    }
    return await proveByAccessToken(handOff, own, context);
  },

  async revoke({ token }, own, context) {
    await unlinkKakao(`Bearer ${token}`, {}, own, context);
  },

  revokeSubject(own) {
    const { adminKey } = own;
    if (adminKey === undefined) return undefined;
    return async (subject, context) =>
      await unlinkKakao(`KakaoAK ${adminKey}`, { target_id_type: "user_id", target_id: subject }, own, context);
  },

  notice: readKakaoNotice,
};

const otherPerson = () => new SocialFailure("refused", "the tokens are of two people", { vendorCode: "token.sub" });

async function prove(
  accessToken: string,
  asked: readonly ProfileItem[],
  clientId: string,
  own: KakaoSettings,
  context: OutsideContext,
): Promise<SocialProof> {
  const [profile, agreed] = await Promise.all([
    fetchKakaoProfile(accessToken, asked, own, context),
    fetchAgreedTerms(accessToken, own, context),
  ]);
  return {
    profile: { ...profile, clientId, agreed },
    grant: { clientId, token: accessToken, tokenKind: "access_token" },
  };
}

/** An access token says nothing of whom it was given to; Kakao does, by the app's number. */
async function proveByAccessToken(
  { accessToken }: NativeHandOff,
  own: KakaoSettings,
  context: OutsideContext,
): Promise<SocialProof> {
  if (accessToken === undefined) throw new SocialFailure("refused", "the app handed over no token");
  if (own.appId === undefined)
    throw new SocialFailure("misconfigured", "the settings lack appId", { vendorCode: "appId" });
  const owner = await fetchTokenOwner(accessToken, own, context);
  if (owner.appId !== own.appId)
    throw new SocialFailure("refused", "the token is of another app", { vendorCode: "token.aud" });
  const proof = await prove(accessToken, [], own.nativeClientIds?.[0] ?? own.clientId, own, context);
  if (proof.profile.subject !== owner.subject) throw otherPerson();
  return proof;
}

/** An id_token has an address only if it is valid and verified: there is no claim of its own for that. */
function profileOf({ sub, clientId, nickname, email: given, picture: image }: IdTokenClaims): SocialProof["profile"] {
  const [name, email, picture] = [readName(nickname), readEmail(given), readPicture(image)];
  return {
    issuer: KAKAO_ISSUER,
    subject: sub,
    clientId,
    ...(email !== undefined && { email }),
    emailVerified: email !== undefined,
    phoneVerified: false,
    ...(name !== undefined && { name }),
    ...(picture !== undefined && { picture }),
    missing: [],
    agreed: [],
  };
}
