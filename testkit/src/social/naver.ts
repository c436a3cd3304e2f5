/** @module Naver Login as a fake, both of its path families: https://developers.naver.com/docs/login/devguide/devguide.md */
import { createCipheriv, createHash, createHmac, randomBytes } from "node:crypto";
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

/** One app of Naver's console. */
export interface NaverConsole {
  clientId: string;
  clientSecret: string;
  /** Exactly as registered; empty: any. */
  callbackUrls: readonly string[];
  /** 제공 정보: what the app is set up to ask. */
  items: readonly FakeItem[];
  /** 개발 중: only registered accounts come in. */
  isTesterOnly: boolean;
  /** Whether a nonce comes back in the id_token: Naver does not say. */
  echoesNonce: boolean;
  /** 네이버 로그인 is among the APIs the app uses. */
  isLoginOn: boolean;
  /** `/oauth2` gives an id_token. */
  isOidcOn: boolean;
}

export const naverConsole: NaverConsole = {
  clientId: "naver-client",
  clientSecret: "naver-secret",
  callbackUrls: [],
  items: ["name", "email", "phone", "picture"],
  isTesterOnly: false,
  echoesNonce: true,
  isLoginOn: true,
  isOidcOn: true,
};

export interface FakeNaver extends FakeProvider {
  console: NaverConsole;
  /** Makes a code as the SDK's code flow does on a phone. */
  signInNatively(nonce: string, redirectUri: string): string;
  /** `/oauth2.0/revoke` is down; only `grant_type=delete` works. */
  isRevokeDown: boolean;
  /** The fields of a disconnect notice. */
  disconnectFields(change?: { clientId?: string; key?: string; timestamp?: string }): URLSearchParams;
  /** Posts one; Naver never tries again. */
  sendDisconnect(url: string, change?: { clientId?: string; key?: string; timestamp?: string }): Promise<Response>;
}

const AUTH_TYPES = ["reauthenticate", "reprompt", "autologin"];

const ISSUER = "https://nid.naver.com";

/** Naver tells its failures inside a 200. */
const fail = (error: string, error_description: string): FakeAnswer => ({ body: { error, error_description } });

export async function fakeNaver({ host }: { host?: string } = {}): Promise<FakeNaver> {
  const person: FakePerson = {
    subject: "rQE_RsS0mIqXhVe2UcEx1DqPKl-Q1YBTCSFTJvQVkIA",
    name: "홍길동",
    nickname: "길동",
    email: "gildong@naver.com",
    emailVerified: undefined,
    phone: "010-1234-5678",
    picture: "https://phinf.pstatic.net/contact/profile.jpg",
  };
  const sessions = new Map<string, { subject: string; refused: readonly FakeItem[] }>();
  const family = (path: string) => (path.startsWith("/oauth2.0/") ? "legacy" : "oidc");
  const core = await startFakeProvider(host, person, {
    name: "Naver",
    paths: { authorize: ["/oauth2/authorize", "/oauth2.0/authorize"], jwks: "/oauth2/jwks" },
    items: ["name", "email", "phone", "picture"],
    examine(query) {
      const own = naver.console;
      if (query.get("client_id") !== own.clientId) return { page: "잘못된 Client ID" };
      if (own.callbackUrls.length > 0 && !own.callbackUrls.includes(query.get("redirect_uri") ?? ""))
        return { page: "Callback URL이 일치하지 않습니다" };
      if (!own.isLoginOn) return { page: "네이버 로그인을 사용하지 않는 앱입니다" };
      if (own.isTesterOnly) return { page: "개발 중인 앱입니다" };
      if (query.has("auth_type") && !AUTH_TYPES.includes(query.get("auth_type") ?? ""))
        return { error: "invalid_request", description: "auth_type is invalid" };
      if (!query.get("state")) return { error: "invalid_request", description: "state is required" };
      return undefined;
    },
    handle,
  });

  const open = (refused: readonly FakeItem[]): string => {
    const token = randomText();
    sessions.set(token, { subject: naver.person.subject, refused });
    return token;
  };

  async function handle(request: FakeRequest): Promise<FakeAnswer> {
    const { url, form, method } = request;
    const query = new URLSearchParams([...url.searchParams, ...form]);
    if (url.pathname === "/oauth2.0/token" || (url.pathname === "/oauth2/token" && method === "POST"))
      return await token(query, family(url.pathname));
    if (url.pathname === "/oauth2.0/revoke") return revoke(query);
    if (url.pathname === "/v1/nid/me") return me(request);
    return { status: 404, body: { resultcode: "404", message: "not found" } };
  }

  async function token(query: URLSearchParams, of: "legacy" | "oidc"): Promise<FakeAnswer> {
    const own = naver.console;
    if (query.get("client_id") !== own.clientId || query.get("client_secret") !== own.clientSecret)
      return fail("invalid_request", "wrong client id / client secret pair");
    if (query.get("grant_type") === "delete") {
      const found = sessions.get(query.get("access_token") ?? "");
      if (!found) return fail("invalid_request", "invalid access_token");
      end(found.subject);
      return { body: { access_token: query.get("access_token"), result: "success" } };
    }
    if (query.get("grant_type") === "refresh_token")
      return { body: { access_token: open([]), token_type: "bearer", expires_in: "3600" } };
    const grant = core.takeCode(query.get("code"));
    if (!grant || !query.get("state")) return fail("invalid_request", "no valid data in session");
    if (of === "oidc" && grant.codeChallenge && !isVerifier(query.get("code_verifier"), grant.codeChallenge))
      return fail("invalid_grant", "code_verifier mismatch");
    const isOidc = of === "oidc" && own.isOidcOn && /(^| )openid( |$)/.test(grant.scope);
    const idToken = () =>
      issueIdToken(core, {
        iss: ISSUER,
        aud: own.clientId,
        sub: naver.person.subject,
        iat: seconds(),
        exp: seconds() + 3600,
        ...(own.echoesNonce && grant.nonce !== undefined && { nonce: grant.nonce }),
      });
    return {
      body: {
        access_token: open(grant.refused),
        refresh_token: randomText(),
        token_type: "bearer",
        expires_in: "3600",
        ...(isOidc && { id_token: await idToken() }),
      },
    };
  }

  function me({ headers }: FakeRequest): FakeAnswer {
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    if (!bearer) return { status: 401, body: { resultcode: "028", message: "Authentication header not exists" } };
    const session = sessions.get(bearer);
    if (!session)
      return {
        status: 401,
        headers: { "www-authenticate": "Bearer" },
        body: { resultcode: "024", message: "Authentication failed (인증 실패하였습니다.)" },
      };
    const { name, nickname, email, phone, picture } = naver.person;
    const gives = (item: FakeItem) => naver.console.items.includes(item) && !session.refused.includes(item);
    const digits = phone?.replace(/\D/g, "") ?? "";
    const response = {
      id: session.subject,
      ...(gives("name") && { name, nickname }),
      ...(gives("email") && email !== undefined && { email }),
      ...(gives("picture") && picture !== undefined && { profile_image: picture }),
      ...(gives("phone") &&
        phone !== undefined && { mobile: phone, mobile_e164: phone.startsWith("+") ? phone : `+82${digits.slice(1)}` }),
    };
    return { body: { resultcode: "00", message: "success", response } };
  }

  function revoke(query: URLSearchParams): FakeAnswer {
    const { clientId, clientSecret } = naver.console;
    if (naver.isRevokeDown) return { status: 503, body: "" };
    if (query.get("client_id") !== clientId || query.get("client_secret") !== clientSecret)
      return fail("invalid_client", "wrong client id / client secret pair");
    const found = sessions.get(query.get("token") ?? "");
    if (found) end(found.subject);
    return { body: "" };
  }

  function end(subject: string) {
    core.revoked.push(subject);
    for (const [token, session] of sessions) if (session.subject === subject) sessions.delete(token);
  }

  const naver: FakeNaver = Object.assign(core, {
    console: { ...naverConsole },
    isRevokeDown: false,
    signInNatively: (nonce: string, redirectUri: string) =>
      core.giveCode({
        clientId: naver.console.clientId,
        redirectUri,
        nonce,
        codeChallenge: undefined,
        scope: "openid",
        asked: {},
        refused: [],
      }),
    disconnectFields: (change: { clientId?: string; key?: string; timestamp?: string } = {}) => {
      const { clientId = naver.console.clientId, timestamp = String(Date.now()) } = change;
      const digest = createHash("md5")
        .update(change.key ?? naver.console.clientSecret)
        .digest();
      const key = digest.subarray(0, 16);
      const iv = randomBytes(16);
      const cipher = createCipheriv("aes-128-cbc", key, iv);
      const sealed = Buffer.concat([iv, cipher.update(naver.person.subject, "utf8"), cipher.final()]);
      const encryptUniqueId = sealed.toString("base64url");
      const text = `clientId=${clientId}&encryptUniqueId=${encryptUniqueId}&timestamp=${timestamp}`;
      const signature = createHmac("sha256", key).update(text).digest("base64url");
      return new URLSearchParams({ clientId, encryptUniqueId, timestamp, signature });
    },
    sendDisconnect: async (
      url: string,
      change: { clientId?: string; key?: string; timestamp?: string } = {},
    ): Promise<Response> =>
      await fetch(url, { method: "POST", redirect: "manual", body: naver.disconnectFields(change) }),
  });
  naver.endpoints = {
    authorize: `${naver.origin}/oauth2/authorize`,
    token: `${naver.loopback}/oauth2/token`,
    jwks: `${naver.loopback}/oauth2/jwks`,
    userinfo: `${naver.loopback}/v1/nid/me`,
    revoke: `${naver.loopback}/oauth2.0/revoke`,
  };
  return naver;
}

/** The older family's endpoints of the same fake. */
export const legacyEndpoints = ({ origin, loopback, endpoints }: FakeNaver): Record<string, string> => ({
  ...endpoints,
  authorize: `${origin}/oauth2.0/authorize`,
  token: `${loopback}/oauth2.0/token`,
});
