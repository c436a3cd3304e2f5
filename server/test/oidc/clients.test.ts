/**
 * @module Libraries that nobody here wrote sign people up, in, keep them signed in and sign them out, each by its own public API. What a
 * library has no word for is asked the way its documents tell an application to.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Auth, type AuthConfig } from "@auth/core";
import { decodeJwt, decodeProtectedHeader } from "jose";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { generators, Issuer } from "openid-client5";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installIn } from "../examples/examples.js";
import { newNumber, suite } from "../harness.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { authorize, discover, exchange, follow, makeApplication, REDIRECT, type TestApplication } from "./kit.js";

const SITE = "http://localhost:4999";
const AUTH_JS_REDIRECT = `${SITE}/api/auth/callback/munjigi`;
const GOODBYE = "https://shop.example/";
const SCOPE = "openid profile phone offline_access";

const server = suite();

/** next-auth 4 wants Next.js and React beside it and another @auth/core, which its handler needs none of. */
const NEXT_AUTH = fileURLToPath(new URL("../fixtures/next-auth", import.meta.url));

beforeAll(async () => {
  await installIn(NEXT_AUTH);
  await setExperience(server, {});
  // next-auth 4 learns nowhere else where it runs.
  process.env.NEXTAUTH_URL = SITE;
});

afterAll(() => {
  delete process.env.NEXTAUTH_URL;
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

interface SignedIn {
  subject: string | undefined;
  phone: unknown;
  idToken: string;
  /** Resolves to the subject and the next refresh token. */
  refresh(token?: string): Promise<{ subject: string | undefined; next: string | undefined }>;
  /** Where a browser is led to sign out. */
  logoutUrl(state: string): URL;
}

/** Signs a browser in. */
type SignIn = (visitor: Visitor, number: string) => Promise<SignedIn>;

interface Client {
  name: string;
  application?: object;
  prepare(application: TestApplication): Promise<SignIn>;
}

const ES256 = { idTokenSigningAlg: "ES256" };
const ALGORITHMS = [
  ["RS256", {}],
  ["ES256", ES256],
] as const;

const clients: Client[] = [
  ...ALGORITHMS.map(([alg, application]) => ({ name: `openid-client 6, ${alg}`, application, prepare: openidClient6 })),
  { name: "openid-client 5, RS256", prepare: (application) => openidClient5(application, "RS256") },
  {
    name: "openid-client 5, ES256",
    application: ES256,
    prepare: (application) => openidClient5(application, "ES256"),
  },
  ...(["oidc", "oauth2"] as const).flatMap((algorithm) =>
    ALGORITHMS.map(([alg, more]) => ({
      name: `oauth4webapi without a secret, discovery as ${algorithm}, ${alg}`,
      application: { type: "spa", ...more },
      prepare: (application: TestApplication) => oauth4webapi(application, algorithm, alg),
    })),
  ),
  ...ALGORITHMS.flatMap(([alg, more]) =>
    (["@auth/core", "next-auth 4"] as const).map((name) => ({
      name: `${name}, ${alg}`,
      application: { redirectUris: [AUTH_JS_REDIRECT], ...more },
      prepare: (application: TestApplication) => authJs(application, name, alg),
    })),
  ),
  ...ALGORITHMS.map(([alg, more]) => ({
    name: `passport-openidconnect, ${alg}`,
    application: { requirePkce: false, ...more },
    prepare: passport,
  })),
];

describe.each(clients)("$name", ({ application: more = {}, prepare }) => {
  test("sign-up, sign-in in another browser, refresh, sign-out", async () => {
    const signIn = await prepare(await makeApplication(server, more));
    const number = newNumber();

    const signedUp = await signIn(new Visitor(server.origin), number);
    expect(signedUp.phone).toBe(number);
    expect(signedUp.subject).toMatch(/^US[0-9a-f]{32}$/);

    const visitor = new Visitor(server.origin);
    const signedIn = await signIn(visitor, number);
    expect(signedIn.subject).toBe(signedUp.subject);
    expect(decodeProtectedHeader(signedIn.idToken).alg).toBe((more as typeof ES256).idTokenSigningAlg ?? "RS256");

    const renewed = await signedIn.refresh();
    expect(renewed.subject).toBe(signedUp.subject);
    const renewedAgain = await signedIn.refresh(renewed.next);
    expect(renewedAgain.subject).toBe(signedUp.subject);
    expect(renewedAgain.next).not.toBe(renewed.next);

    expect((await follow(visitor, signedIn.logoutUrl("bye-1"))).href).toBe(`${GOODBYE}?state=bye-1`);
    await expect(signedIn.refresh(renewedAgain.next)).rejects.toThrow();
    // The other browser stays signed in.
    expect((await signedUp.refresh()).subject).toBe(signedUp.subject);
    await visitor.open("/account");
    expect(visitor.page?.url).toContain("/sign-in");
  });
});

test("openid-client 5 refuses an ES256 id_token where it was not told of it", async () => {
  const signIn = await openidClient5(await makeApplication(server, ES256), undefined);
  await expect(signIn(new Visitor(server.origin), newNumber())).rejects.toThrow("unexpected JWT alg");
});

// ---- the libraries ----

async function openidClient6(application: TestApplication): Promise<SignIn> {
  const config = await discover(server.origin, application);
  return async (visitor, number) => {
    const way = await authorize(config, visitor, { number, parameters: { scope: SCOPE } });
    const tokens = await exchange(config, way);
    const claims = tokens.claims() as client.IDToken;
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    return {
      subject: claims.sub,
      phone: info.phone_number,
      idToken: tokens.id_token as string,
      async refresh(token = tokens.refresh_token as string) {
        const renewed = await client.refreshTokenGrant(config, token);
        return { subject: renewed.claims()?.sub, next: renewed.refresh_token };
      },
      logoutUrl: (state) =>
        client.buildEndSessionUrl(config, {
          ...{ id_token_hint: tokens.id_token as string, post_logout_redirect_uri: GOODBYE, state },
        }),
    };
  };
}

async function openidClient5({ clientId, clientSecret }: TestApplication, alg: string | undefined): Promise<SignIn> {
  const issuer = await Issuer.discover(`${server.origin}/oidc`);
  const relyingParty = new issuer.Client({
    client_id: clientId,
    client_secret: clientSecret as string,
    redirect_uris: [REDIRECT],
    response_types: ["code"],
    ...(alg && { id_token_signed_response_alg: alg }),
  });
  return async (visitor, number) => {
    const checks = {
      ...{ state: generators.state(), nonce: generators.nonce(), code_verifier: generators.codeVerifier() },
      response_type: "code",
    };
    const url = relyingParty.authorizationUrl({
      scope: SCOPE,
      ...{ state: checks.state, nonce: checks.nonce },
      code_challenge: generators.codeChallenge(checks.code_verifier),
      code_challenge_method: "S256",
    });
    const callback = await follow(visitor, new URL(url), number);
    const tokens = await relyingParty.callback(REDIRECT, relyingParty.callbackParams(callback.href), checks);
    const info = await relyingParty.userinfo(tokens);
    return {
      subject: tokens.claims().sub,
      phone: info.phone_number,
      idToken: tokens.id_token as string,
      async refresh(token = tokens.refresh_token as string) {
        const renewed = await relyingParty.refresh(token);
        return { subject: renewed.claims().sub, next: renewed.refresh_token };
      },
      logoutUrl: (state) =>
        new URL(relyingParty.endSessionUrl({ id_token_hint: tokens, post_logout_redirect_uri: GOODBYE, state })),
    };
  };
}

const insecure = { [oauth.allowInsecureRequests]: true };

async function oauth4webapi({ clientId }: TestApplication, algorithm: "oidc" | "oauth2", alg: string): Promise<SignIn> {
  const issuer = new URL(`${server.origin}/oidc`);
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm, ...insecure }),
  );
  const relyingParty: oauth.Client = { client_id: clientId, id_token_signed_response_alg: alg };
  const auth = oauth.None();
  return async (visitor, number) => {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(as.authorization_endpoint as string);
    url.search = new URLSearchParams({
      ...{ client_id: clientId, redirect_uri: REDIRECT, response_type: "code", scope: SCOPE, state, nonce },
      ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
    }).toString();
    const parameters = oauth.validateAuthResponse(as, relyingParty, await follow(visitor, url, number), state);
    const answer = await oauth.authorizationCodeGrantRequest(
      ...([as, relyingParty, auth, parameters, REDIRECT, verifier, insecure] as const),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, relyingParty, answer, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(as, answer, insecure);
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) as oauth.IDToken;
    const info = await oauth.processUserInfoResponse(
      as,
      relyingParty,
      sub,
      await oauth.userInfoRequest(as, relyingParty, tokens.access_token, insecure),
    );
    return {
      subject: sub,
      phone: info.phone_number,
      idToken: tokens.id_token as string,
      async refresh(token = tokens.refresh_token as string) {
        const response = await oauth.refreshTokenGrantRequest(as, relyingParty, auth, token, insecure);
        const renewed = await oauth.processRefreshTokenResponse(as, relyingParty, response);
        return { subject: oauth.getValidatedIdTokenClaims(renewed)?.sub, next: renewed.refresh_token };
      },
      logoutUrl: (bye) => endSessionUrl(as.end_session_endpoint as string, tokens.id_token as string, bye),
    };
  };
}

/** The members of a library's token set that this suite reads. */
interface Tokens {
  id_token: string;
  refresh_token: string;
}

/** As the guides of Auth.js and of Passport have it: neither has refreshing and signing out at the provider of its own. */
function byHand({ clientId, clientSecret }: TestApplication, tokens: Tokens) {
  return {
    idToken: tokens.id_token,
    async refresh(token = tokens.refresh_token) {
      const response = await fetch(`${server.origin}/oidc/token`, {
        method: "POST",
        body: new URLSearchParams({
          ...{ grant_type: "refresh_token", refresh_token: token },
          ...{ client_id: clientId, client_secret: clientSecret as string },
        }),
      });
      if (!response.ok) throw new Error(await response.text());
      const renewed = (await response.json()) as Tokens;
      return { subject: decodeJwt(renewed.id_token).sub, next: renewed.refresh_token };
    },
    logoutUrl: (state: string) => endSessionUrl(`${server.origin}/oidc/logout`, tokens.id_token, state),
  };
}

function endSessionUrl(endpoint: string, idToken: string, state: string): URL {
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    ...{ id_token_hint: idToken, post_logout_redirect_uri: GOODBYE, state },
  }).toString();
  return url;
}

// ---- Auth.js, whose handler is the whole site ----

type Site = (request: Request) => Promise<Response>;

async function authJs(application: TestApplication, name: "@auth/core" | "next-auth 4", alg: string): Promise<SignIn> {
  return async (visitor, number) => {
    let tokens: Tokens | undefined;
    const given = {
      clientId: application.clientId,
      clientSecret: application.clientSecret as string,
      secret: "a secret of the site, which signs its cookies",
      alg,
      onTokens: (account: Tokens) => {
        tokens = account;
      },
    };
    const ask = keepCookies(name === "@auth/core" ? authCoreSite(given) : nextAuthSite(given));
    const { csrfToken } = await (await ask("/api/auth/csrf")).json();
    const leaving = await ask("/api/auth/signin/munjigi", new URLSearchParams({ csrfToken, callbackUrl: SITE }));
    const callback = await follow(visitor, new URL(leaving.headers.get("location") as string), number);
    const arriving = await ask(callback.pathname + callback.search);
    expect(arriving.headers.get("location")).toMatch(new RegExp(`^${SITE}/?$`));
    const { user } = await (await ask("/api/auth/session")).json();
    if (!tokens) throw new Error("the library gave no tokens");
    return { subject: user.id, phone: user.phone, ...byHand(application, tokens) };
  };
}

interface AuthJsOptions {
  clientId: string;
  clientSecret: string;
  secret: string;
  alg: string;
  onTokens: (account: Tokens) => void;
}

interface Account extends Tokens {
  providerAccountId: string;
}

/** What the two versions of the library are told alike. */
function authJsConfig({ clientId, clientSecret, secret, alg, onTokens }: AuthJsOptions) {
  return {
    secret,
    useSecureCookies: false,
    provider: {
      ...{ id: "munjigi", name: "Munjigi", clientId, clientSecret },
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: SCOPE } },
      client: { id_token_signed_response_alg: alg },
      profile: (profile: Record<string, unknown>) => ({ id: String(profile.sub), phone: profile.phone_number }),
    },
    callbacks: {
      jwt({ token, account, user }: { token: object; account?: Account; user: { phone?: unknown } }) {
        if (!account) return token;
        onTokens(account);
        return { ...token, sub: account.providerAccountId, phone: user.phone };
      },
      session: ({ token }: { token: Record<string, unknown> }) => ({
        user: { id: token.sub, phone: token.phone },
        expires: new Date(0).toISOString(),
      }),
    },
  };
}

function authCoreSite(given: AuthJsOptions): Site {
  const { provider, ...config } = authJsConfig(given);
  return async (request) =>
    await Auth(request, {
      ...config,
      ...{ trustHost: true, basePath: "/api/auth" },
      providers: [{ ...provider, type: "oidc", issuer: `${server.origin}/oidc` }],
    } as unknown as AuthConfig);
}

/** A handler of Next.js's pages. */
type PagesHandler = (request: object, response: object, options: object) => Promise<unknown>;

function nextAuthSite(given: AuthJsOptions): Site {
  const load = createRequire(`${NEXT_AUTH}/package.json`);
  const { default: nextAuth } = load("next-auth") as { default: PagesHandler };
  const { provider, ...config } = authJsConfig(given);
  const options = {
    ...config,
    providers: [
      {
        ...provider,
        type: "oauth",
        idToken: true,
        wellKnown: `${server.origin}/oidc/.well-known/openid-configuration`,
      },
    ],
  };
  return async (request) => {
    const url = new URL(request.url);
    const headers = new Headers();
    let status = 200;
    let body: string | null = null;
    const response = {
      status(value: number) {
        status = value;
        return response;
      },
      getHeader: (name: string) => (name === "Set-Cookie" ? headers.getSetCookie() : (headers.get(name) ?? undefined)),
      setHeader(name: string, value: string | string[]) {
        headers.delete(name);
        for (const one of [value].flat()) headers.append(name, one);
        return response;
      },
      json(value: unknown) {
        body = JSON.stringify(value);
      },
      send(value: unknown) {
        body = typeof value === "string" ? value : JSON.stringify(value);
      },
      end() {},
    };
    await nextAuth(
      {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        cookies: Object.fromEntries(
          (request.headers.get("cookie") ?? "").split("; ").map((pair) => {
            const [name = "", ...value] = pair.split("=");
            return [name, decodeURIComponent(value.join("="))];
          }),
        ),
        query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
        body: Object.fromEntries(new URLSearchParams(await request.text())),
      },
      response,
      options,
    );
    return new Response(body, { status, headers });
  };
}

/** A browser at a site that is in memory. */
function keepCookies(site: Site) {
  const kept = new Map<string, string>();
  return async (path: string, form?: URLSearchParams): Promise<Response> => {
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await site(
      new Request(SITE + path, { headers: { cookie }, ...(form && { method: "POST", body: form }) }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
}

// ---- Passport ----

/** What Passport does to a strategy: it is told of the end by one of these. */
interface Strategy {
  redirect(url: string): void;
  success(user: object): void;
  fail(info: unknown): void;
  error(error: Error): void;
  authenticate(request: object, options: object): void;
}

interface PassportUser {
  subject: string;
  phone: string;
  tokens: Tokens;
}

async function passport(application: TestApplication): Promise<SignIn> {
  const { clientId, clientSecret } = application;
  const { Strategy: OpenIdConnect } = createRequire(import.meta.url)("passport-openidconnect") as {
    Strategy: new (options: object, verify: (...given: never[]) => void) => Strategy;
  };
  const at = (path: string) => `${server.origin}/oidc${path}`;
  const strategy = new OpenIdConnect(
    {
      ...{ issuer: at(""), authorizationURL: at("/auth"), tokenURL: at("/token"), userInfoURL: at("/userinfo") },
      ...{ clientID: clientId, clientSecret, callbackURL: REDIRECT, nonce: true, skipUserProfile: false },
      scope: SCOPE.replace("openid ", ""),
    },
    // How many there are says what is wanted.
    (
      _issuer: string,
      profile: { id: string; _json: { phone_number: string } },
      _idProfile: object,
      _context: object,
      idToken: string,
      _accessToken: string,
      refreshToken: string,
      _parameters: object,
      verified: (error: null, user: PassportUser) => void,
    ) =>
      verified(null, {
        ...{ subject: profile.id, phone: profile._json.phone_number },
        tokens: { id_token: idToken, refresh_token: refreshToken },
      }),
  );
  return async (visitor, number) => {
    const session = {};
    const authenticate = (query: object) =>
      new Promise<string | object>((done, fail) => {
        const one = Object.assign(Object.create(strategy) as Strategy, {
          ...{ redirect: done, success: done, error: fail },
          fail: (info: unknown) => fail(new Error(JSON.stringify(info))),
        });
        one.authenticate({ session, query }, {});
      });
    const leaving = new URL((await authenticate({})) as string);
    const callback = await follow(visitor, leaving, number);
    const { subject, phone, tokens } = (await authenticate(Object.fromEntries(callback.searchParams))) as PassportUser;
    return { subject, phone, ...byHand(application, tokens) };
  };
}
