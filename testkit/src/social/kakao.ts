/** @module Kakao Login as a fake: https://developers.kakao.com/docs/latest/ko/kakaologin/rest-api */
import type { FakeAnswer, FakeRequest } from "../fake-vendor.js";
import {
  type FakeItem,
  type FakePerson,
  type FakeProvider,
  issueIdToken,
  isVerifier,
  randomText,
  seconds,
  startFakeProvider,
} from "./fake-provider.js";

/** One app of Kakao's console. */
export interface KakaoConsole {
  restApiKey: string;
  nativeAppKey: string;
  adminKey: string;
  appId: number;
  /** Absent: the secret is switched off. */
  clientSecret: string | undefined;
  /** Exactly as registered; empty: any. */
  redirectUris: readonly string[];
  isLoginOn: boolean;
  isOidcOn: boolean;
  /** Consent items that the app has. */
  items: readonly FakeItem[];
  /** With Kakao Sync: terms by their tag. */
  serviceTerms: readonly string[];
}

export const kakaoConsole: KakaoConsole = {
  restApiKey: "kakao-rest-key",
  nativeAppKey: "kakao-native-key",
  adminKey: "kakao-admin-key",
  appId: 123_456,
  clientSecret: "kakao-secret",
  redirectUris: [],
  isLoginOn: true,
  isOidcOn: true,
  items: ["name", "email", "phone", "picture"],
  serviceTerms: [],
};

const SCOPES: Record<string, FakeItem> = {
  name: "name",
  profile_nickname: "name",
  account_email: "email",
  phone_number: "phone",
  profile_image: "picture",
};

export interface FakeKakao extends FakeProvider {
  console: KakaoConsole;
  /** `is_email_valid`: false once another account of Kakao's has taken the address over. */
  isEmailValid: boolean;
  /** Gives an SDK's tokens, as on a phone. */
  signInNatively(nonce: string): Promise<{ idToken: string; accessToken: string }>;
  /** Posts the older unlink notice; resolves with the answer. */
  sendUnlink(url: string, change?: { referrerType?: string; adminKey?: string; appId?: string }): Promise<Response>;
  /** Posts a signed event; `token` takes the place of the genuine one. */
  sendEvent(url: string, event: string, change?: { jti?: string; aud?: string; token?: string }): Promise<Response>;
  /** A signed event as it would be posted. */
  eventToken(event: string, change?: { jti?: string; aud?: string; iss?: string }): Promise<string>;
}

const ISSUER = "https://kauth.kakao.com";

const koe = (status: number, error: string, error_code: string, error_description: string): FakeAnswer => ({
  status,
  headers: status === 401 ? { "www-authenticate": 'Bearer realm="kauth"' } : {},
  body: { error, error_description, error_code },
});

const refuse = (status: number, code: number, msg: string): FakeAnswer => ({
  status,
  headers: status === 401 ? { "www-authenticate": 'Bearer realm="kapi"' } : {},
  body: { msg, code },
});

export async function fakeKakao({ host }: { host?: string } = {}): Promise<FakeKakao> {
  const person: FakePerson = {
    subject: "9007199254740993001",
    name: "홍길동",
    nickname: "길동",
    email: "gildong@example.com",
    emailVerified: true,
    phone: "+82 10-1234-5678",
    picture: "https://k.kakaocdn.net/img_640x640.jpg",
  };
  const sessions = new Map<string, { subject: string; refused: readonly FakeItem[] }>();
  const refreshTokens = new Map<string, string>();
  const core = await startFakeProvider(host, person, {
    name: "Kakao",
    paths: { authorize: ["/oauth/authorize"], jwks: "/.well-known/jwks.json" },
    items: ["name", "email", "phone", "picture"],
    examine(query) {
      const own = kakao.console;
      if (query.get("client_id") !== own.restApiKey) return { page: "KOE101" };
      const redirectUri = query.get("redirect_uri") ?? "";
      if (own.redirectUris.length > 0 && !own.redirectUris.includes(redirectUri)) return { page: "KOE006" };
      if (!own.isLoginOn) return { page: "KOE004" };
      for (const scope of scopesOf(query.get("scope"))) {
        if (scope === "openid") continue;
        const item = Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
        if (!item || !own.items.includes(item)) return { page: "KOE205" };
      }
      if (query.get("prompt") === "none") return { error: "consent_required", description: "user consent required." };
      return undefined;
    },
    handle,
  });

  function open(refused: readonly FakeItem[]): string {
    const token = randomText();
    sessions.set(token, { subject: kakao.person.subject, refused });
    return token;
  }

  const idTokenFor = (audience: string, nonce: string | undefined, refused: readonly FakeItem[]) => {
    const { subject, nickname, picture, email, emailVerified } = kakao.person;
    const gives = (item: FakeItem) => kakao.console.items.includes(item) && !refused.includes(item);
    return issueIdToken(core, {
      iss: ISSUER,
      aud: audience,
      sub: subject,
      iat: seconds(),
      exp: seconds() + 21_599,
      auth_time: seconds(),
      ...(nonce !== undefined && { nonce }),
      ...(gives("name") && { nickname }),
      ...(gives("picture") && picture !== undefined && { picture }),
      ...(gives("email") && email !== undefined && emailVerified === true && kakao.isEmailValid && { email }),
    });
  };

  async function handle(request: FakeRequest): Promise<FakeAnswer> {
    const { method, url } = request;
    if (method === "POST" && url.pathname === "/oauth/token") return await token(request);
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (url.pathname === "/v1/user/unlink") return unlink(request, bearer);
    const session = sessions.get(bearer ?? "");
    if (!session) return refuse(401, -401, "this access token does not exist");
    if (url.pathname === "/v2/user/me") return me(session, url.searchParams.get("secure_resource") === "true");
    if (url.pathname === "/v1/user/access_token_info")
      return exact(`{"id":${session.subject},"expires_in":21000,"app_id":${kakao.console.appId}}`);
    if (url.pathname === "/v2/user/service_terms") return serviceTerms(session.subject);
    return refuse(404, -10_001, "no such API");
  }

  async function token({ form, headers }: FakeRequest): Promise<FakeAnswer> {
    const own = kakao.console;
    if (headers.authorization) return koe(401, "invalid_client", "KOE010", "Bad client credentials");
    if (form.get("client_id") !== own.restApiKey) return koe(401, "invalid_client", "KOE101", "Not exist client_id");
    if (own.clientSecret !== undefined && form.get("client_secret") !== own.clientSecret)
      return koe(401, "invalid_client", "KOE010", "Bad client credentials");
    if (form.get("grant_type") === "refresh_token") {
      const subject = refreshTokens.get(form.get("refresh_token") ?? "");
      if (!subject) return koe(400, "invalid_grant", "KOE322", "expired_or_invalid_refresh_token");
      return { body: { token_type: "bearer", access_token: open([]), expires_in: 21_599 } };
    }
    const grant = core.takeCode(form.get("code"));
    if (!grant) return koe(400, "invalid_grant", "KOE320", `authorization code not found for code=${form.get("code")}`);
    if (grant.redirectUri !== form.get("redirect_uri"))
      return koe(400, "invalid_grant", "KOE303", "Redirect URI mismatch.");
    if (grant.codeChallenge && !isVerifier(form.get("code_verifier"), grant.codeChallenge))
      return koe(400, "invalid_grant", "KOE320", "code_verifier mismatch");
    const accessToken = open(grant.refused);
    const refreshToken = randomText();
    refreshTokens.set(refreshToken, person.subject);
    const scopes = scopesOf(grant.scope);
    const hasIdToken = own.isOidcOn && (scopes.length === 0 || scopes.includes("openid"));
    return {
      headers: { "content-type": "application/json;charset=UTF-8" },
      body: {
        token_type: "bearer",
        access_token: accessToken,
        ...(hasIdToken && { id_token: await idTokenFor(own.restApiKey, grant.nonce, grant.refused) }),
        expires_in: 7199,
        refresh_token: refreshToken,
        refresh_token_expires_in: 86_399,
        scope: own.items.join(" "),
      },
    };
  }

  function me({ subject, refused }: { subject: string; refused: readonly FakeItem[] }, isSecure: boolean): FakeAnswer {
    const { name, nickname, email, emailVerified, phone, picture } = kakao.person;
    const asks = (item: FakeItem) => kakao.console.items.includes(item);
    const gives = (item: FakeItem) => asks(item) && !refused.includes(item);
    const image = isSecure ? picture : picture?.replace(/^https:/, "http:");
    const account = {
      ...(asks("name") && {
        profile_nickname_needs_agreement: refused.includes("name"),
        name_needs_agreement: refused.includes("name"),
      }),
      ...(asks("picture") && { profile_image_needs_agreement: refused.includes("picture") }),
      ...((gives("name") || gives("picture")) && {
        profile: {
          ...(gives("name") && { nickname, is_default_nickname: false }),
          ...(gives("picture") && { profile_image_url: image, thumbnail_image_url: image, is_default_image: false }),
        },
      }),
      ...(gives("name") && { name }),
      ...(asks("email") && { has_email: email !== undefined, email_needs_agreement: refused.includes("email") }),
      ...(gives("email") &&
        email !== undefined && { is_email_valid: kakao.isEmailValid, is_email_verified: emailVerified, email }),
      ...(asks("phone") && {
        has_phone_number: phone !== undefined,
        phone_number_needs_agreement: refused.includes("phone"),
      }),
      ...(gives("phone") && phone !== undefined && { phone_number: phone }),
    };
    return exact(`{"id":${subject},"connected_at":"2022-04-11T01:45:28Z","kakao_account":${JSON.stringify(account)}}`);
  }

  function serviceTerms(subject: string): FakeAnswer {
    const { serviceTerms } = kakao.console;
    if (serviceTerms.length === 0) return refuse(403, -3, "The app has no permission for this API");
    const terms = serviceTerms.map((tag, index) => ({
      tag,
      required: index === 0,
      agreed: true,
      revocable: index > 0,
      agreed_at: "2026-11-01T03:04:05Z",
    }));
    return exact(`{"id":${subject},"service_terms":${JSON.stringify(terms)}}`);
  }

  function unlink({ headers, form }: FakeRequest, bearer: string | undefined): FakeAnswer {
    const isAdmin = headers.authorization === `KakaoAK ${kakao.console.adminKey}`;
    const given = isAdmin && form.get("target_id_type") === "user_id" ? form.get("target_id") : undefined;
    const subject = given ?? sessions.get(bearer ?? "")?.subject;
    if (!subject) return refuse(401, -401, isAdmin ? "no target" : "this access token does not exist");
    if (core.revoked.includes(subject)) return refuse(400, -101, "NotRegisteredUserException");
    core.revoked.push(subject);
    for (const [token, session] of sessions) if (session.subject === subject) sessions.delete(token);
    return exact(`{"id":${subject}}`);
  }

  const kakao: FakeKakao = Object.assign(core, {
    console: { ...kakaoConsole },
    isEmailValid: true,
    signInNatively: async (nonce: string) => ({
      idToken: await idTokenFor(kakao.console.nativeAppKey, nonce, []),
      accessToken: open([]),
    }),
    sendUnlink: async (
      url: string,
      change: { referrerType?: string; adminKey?: string; appId?: string } = {},
    ): Promise<Response> =>
      await fetch(url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.timeout(3000),
        headers: { authorization: `KakaoAK ${change.adminKey ?? kakao.console.adminKey}` },
        body: new URLSearchParams({
          app_id: change.appId ?? String(kakao.console.appId),
          user_id: kakao.person.subject,
          referrer_type: change.referrerType ?? "UNLINK_FROM_APPS",
        }),
      }),
    eventToken: async (event: string, change: { jti?: string; aud?: string; iss?: string } = {}) =>
      await core.sign(
        {
          iss: ISSUER,
          aud: kakao.console.restApiKey,
          iat: seconds(),
          toe: seconds(),
          jti: randomText(),
          ...change,
          events: { [event]: { subject: { subject_type: "iss-sub", iss: ISSUER, sub: kakao.person.subject } } },
        },
        { typ: "secevent+jwt" },
      ),
    sendEvent: async (
      url: string,
      event: string,
      { token, ...change }: { jti?: string; aud?: string; token?: string } = {},
    ): Promise<Response> =>
      await fetch(url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.timeout(3000),
        headers: { "content-type": "application/secevent+jwt", accept: "application/json" },
        body: token ?? (await kakao.eventToken(event, change)),
      }),
  });
  kakao.endpoints = {
    authorize: `${kakao.origin}/oauth/authorize`,
    token: `${kakao.loopback}/oauth/token`,
    jwks: `${kakao.loopback}/.well-known/jwks.json`,
    userinfo: `${kakao.loopback}/v2/user/me`,
    revoke: `${kakao.loopback}/v1/user/unlink`,
    tokenInfo: `${kakao.loopback}/v1/user/access_token_info`,
  };
  return kakao;
}

/** JSON whose numbers are beyond what JavaScript can hold. */
const exact = (text: string): FakeAnswer => ({
  headers: { "content-type": "application/json;charset=UTF-8" },
  body: text,
});

const scopesOf = (scope: string | null) => (scope ?? "").split(/[ ,]+/).filter(Boolean);
