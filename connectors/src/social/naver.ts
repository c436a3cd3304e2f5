/** @module Naver Login: https://developers.naver.com/docs/login/devguide/devguide.md */
import * as openid from "openid-client";
import type { OutsideContext } from "../contract.js";
import { authorizationUrl, challengeOf } from "./authorization-url.js";
import { callProvider, isObject, type ProviderAnswer, reasonOfStatus, vendorCode } from "./call-provider.js";
import {
  asksAnew,
  type SocialAction,
  type SocialConnector,
  SocialFailure,
  type SocialGrant,
  type SocialProof,
} from "./contract.js";
import { type CodeClient, exchangeCode, type ProviderError, redeemNativeCode, type Tokens } from "./exchange-code.js";
import { readNaverNotice } from "./naver-notice.js";
import {
  NAVER_ISSUER,
  type NaverSettings,
  naverEndpoints,
  naverItems,
  naverRemedies,
  naverSettings,
} from "./naver-settings.js";
import { readEmail, readName, readPhone, readPicture, readSubject } from "./read-profile.js";
import { scopesOf } from "./social-settings.js";
import { type NonceCheck, verifyIdToken } from "./verify-id-token.js";

/** Everything is `invalid_request` at Naver; its sentence tells a used code from a wrong secret. */
function readError({ error, description }: ProviderError) {
  return error === "invalid_request" && /session|expired|code/i.test(description)
    ? ({ code: "invalid_request.session", reason: "expired" } as const)
    : {};
}

const clientOf = (own: NaverSettings): CodeClient => ({
  issuer: naverEndpoints(own).issuer,
  tokenEndpoint: naverEndpoints(own).token,
  clientId: own.clientId,
  clientAuth: openid.ClientSecretPost(own.clientSecret),
  hasPkce: !own.legacy,
  readError,
});

export const naver: SocialConnector<NaverSettings> = {
  id: "naver-universal",
  type: "Social",
  brand: "naver",
  name: { ko: "네이버", en: "Naver" },
  docs: "docs/connectors/naver.md",
  settings: naverSettings,
  example: { clientId: "<client-id>", clientSecret: "<client-secret>" },
  guide: {
    ko: "1. [네이버 개발자 센터](https://developers.naver.com/apps/#/register)에서 애플리케이션을 등록하고 사용 API로 네이버 로그인을 고릅니다.\n2. 제공 정보에서 받을 항목을 고르고, PC 웹과 모바일 웹의 Callback URL에 이 커넥터의 redirectUri를 등록합니다.\n3. Client ID와 Client Secret을 복사합니다.\n4. 누구나 로그인하게 하려면 검수를 요청합니다. 연결 해제 알림은 API 설정에 noticeUrl을 등록합니다.",
    en: "1. Register an application with [Naver Developers](https://developers.naver.com/apps/#/register), using Naver Login.\n2. Tick the information you need, and register this connector's redirectUri as Callback URL of PC web and mobile web.\n3. Copy Client ID and Client Secret.\n4. Ask for the review, or only registered testers can sign in. For disconnect notices register noticeUrl in the API settings.",
  },
  remedies: naverRemedies,
  items: naverItems,
  disconnectUrl: "https://nid.naver.com/internalToken/view/tokenList/pc/ko",

  identity: (own) => ({ issuer: NAVER_ISSUER, clientId: own.clientId }),
  async sharesRedirectUri() {
    return true;
  },

  async authorizationUrl(request, own) {
    const parameters = own.legacy
      ? { scope: own.scope }
      : { scope: scopeOf(own), nonce: request.nonce, ...challengeOf(request) };
    return authorizationUrl(naverEndpoints(own).authorize, own.clientId, request, {
      ...parameters,
      auth_type: authType(request.action, request.selectAccount),
    });
  },

  async exchange(answer, own, context) {
    // Naver documents `state` of the token's request as required.
    const tokens = await exchangeCode(clientOf(own), answer, context, { state: answer.state });
    return await prove(tokens, answer.action, { expected: answer.nonce, presence: "if_present" }, own, context);
  },

  async native({ code, state, redirectUri, nonce: expected }, own, context) {
    // An access token of the SDK's does not say which app it was given to, so it proves nothing; a code does, with the secret.
    if (code === undefined) throw new SocialFailure("refused", "the app handed over no code");
    const form = {
      code,
      ...(state !== undefined && { state }),
      ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
    };
    const tokens = await redeemNativeCode(clientOf(own), form, context);
    return await prove(tokens, "sign-in", { expected, presence: "if_present", mayBeHashed: true }, own, context);
  },

  revoke: endConnection,
  notice: readNaverNotice,
};

/** `reprompt` asks again for what was refused; `reauthenticate` for the password, whoever is signed in at Naver. */
function authType(action: SocialAction, selectAccount: boolean): string | undefined {
  if (selectAccount || asksAnew(action)) return "reauthenticate";
  return action === "verify" ? "reprompt" : undefined;
}

const scopeOf = (own: NaverSettings) => [...new Set(["openid", ...scopesOf(own.scope)])].join(" ");

async function prove(
  { accessToken, idToken }: Tokens,
  action: SocialAction,
  nonce: NonceCheck,
  own: NaverSettings,
  context: OutsideContext,
): Promise<SocialProof> {
  const { issuer, jwks } = naverEndpoints(own);
  const check = { settings: own, jwks, issuers: [issuer], audiences: [own.clientId] };
  const claims = own.legacy || idToken === undefined ? undefined : await verifyIdToken(idToken, check, nonce, context);
  if (!own.legacy && !claims)
    throw new SocialFailure("misconfigured", "Naver gave no id_token", { vendorCode: "no_id_token" });
  const person = await fetchPerson(accessToken, own, context);
  const subject = readSubject(person.id);
  if (subject === undefined) throw new SocialFailure("provider_down", "Naver's answer cannot be read");
  if (claims && claims.sub !== subject)
    throw new SocialFailure("refused", "the tokens are of two people", { vendorCode: "token.sub" });
  const name = readName(person.name) ?? readName(person.nickname);
  const email = readEmail(person.email);
  const phone = readPhone(person.mobile_e164, undefined) ?? readPhone(person.mobile, "KR");
  const picture = readPicture(person.profile_image);
  return {
    profile: {
      issuer: NAVER_ISSUER,
      subject,
      clientId: own.clientId,
      // Addresses and numbers are for contact: people may set them, and Naver does not say which it has proved.
      ...(email !== undefined && { email }),
      emailVerified: false,
      ...(phone !== undefined && { phone }),
      phoneVerified: false,
      ...(name !== undefined && { name }),
      ...(picture !== undefined && { picture }),
      // Naver does not tell what the app asks for; to verify, a number was wanted.
      missing: action === "verify" && phone === undefined ? ["phone"] : [],
      agreed: [],
    },
    grant: { clientId: own.clientId, token: accessToken, tokenKind: "access_token" },
  };
}

async function fetchPerson(
  accessToken: string,
  own: NaverSettings,
  context: OutsideContext,
): Promise<Record<string, unknown>> {
  const answer = await callProvider(context, naverEndpoints(own).userinfo, { authorization: `Bearer ${accessToken}` });
  const person = answer.json?.response;
  if (answer.status !== 200 || answer.json?.resultcode !== "00" || !isObject(person)) throw profileFailure(answer);
  return person;
}

function profileFailure({ status, json }: ProviderAnswer): SocialFailure {
  const code = vendorCode(json?.resultcode) ?? String(status);
  const reason = status === 200 && !json ? "provider_down" : reasonOfStatus(status);
  return new SocialFailure(reason, `Naver's API said no (${code})`, { vendorCode: code });
}

/**
 * `revoke` also takes the app off the person's list, which `grant_type=delete` may not; but that works where `revoke` does not.
 */
async function endConnection(
  { token, tokenKind }: SocialGrant,
  own: NaverSettings,
  context: OutsideContext,
): Promise<void> {
  const { revoke } = naverEndpoints(own);
  const client = { client_id: own.clientId, client_secret: own.clientSecret };
  const form = { ...client, token, token_type_hint: tokenKind };
  const answer = await callProvider(context, revoke, { method: "POST", form });
  if (answer.status === 200 && answer.json?.error === undefined) return;
  const fallback = await callProvider(context, new URL("token", revoke).href, {
    method: "POST",
    form: { ...client, grant_type: "delete", access_token: token, service_provider: "NAVER" },
  });
  if (fallback.status === 200 && fallback.json?.result === "success") return;
  const code = vendorCode(answer.json?.error) ?? String(answer.status);
  const reason = answer.status === 200 ? "misconfigured" : reasonOfStatus(answer.status);
  throw new SocialFailure(reason, `Naver did not end the connection (${code})`, { vendorCode: code });
}
