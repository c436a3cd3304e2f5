/**
 * @module The OpenID Foundation's certification plans as tests, by the names of their modules: oidcc-basic, oidcc-config,
 * oidcc-rp-initiated-logout and oidcc-backchannel-rp-initiated-logout. The suite itself is a Java program with a database
 * (https://gitlab.com/openid/conformance-suite); what its modules ask for is asked for here. It sends no PKCE but where it says so.
 * Here it is without https. That applications are told of a sign-out is in `ending.test.ts`.
 */
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { codeOf, Visitor } from "../signin/face.js";
import { ageProof, setExperience } from "../signin/kit.js";
import { callbackOf, follow, makeApplication, REDIRECT, type TestApplication } from "./kit.js";

const GOODBYE = "https://shop.example/";

const server = suite();
let application: TestApplication;
let second: TestApplication;
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
let metadata: any;
let keys: ReturnType<typeof createRemoteJWKSet>;

beforeAll(async () => {
  await setExperience(server, {});
  application = await makeApplication(server, { requirePkce: false });
  second = await makeApplication(server, { requirePkce: false });
  metadata = await (await fetch(`${server.origin}/oidc/.well-known/openid-configuration`)).json();
  keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

// ---- what every module does ----

type Parameters = Readonly<Record<string, string | undefined>>;

/** An authorization request; `undefined` takes a parameter away. */
function requestOf(parameters: Parameters = {}, { clientId } = application): URL {
  const all = {
    ...{ client_id: clientId, redirect_uri: REDIRECT, response_type: "code", scope: "openid" },
    ...{ state: "a-state", nonce: "a-nonce" },
    ...parameters,
  };
  const url = new URL(metadata.authorization_endpoint);
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** The answer at the redirect URI, which is checked as every module does. */
function readAnswer(callback: URL, state: string | null = "a-state"): URLSearchParams {
  const answer = callback.searchParams;
  expect(callback.origin + callback.pathname).toBe(REDIRECT);
  expect(answer.get("state")).toBe(state);
  expect(answer.get("iss")).toBe(metadata.issuer);
  return answer;
}

const basic = ({ clientId, clientSecret }: TestApplication) =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
type Body = any;

async function askForTokens(form: Record<string, string>, by: TestApplication | undefined = application) {
  const response = await fetch(metadata.token_endpoint, {
    method: "POST",
    headers: by && { authorization: basic(by) },
    body: new URLSearchParams(form),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const redeem = (code: string | null, more: Record<string, string> = {}, by?: TestApplication) =>
  askForTokens({ grant_type: "authorization_code", code: code as string, redirect_uri: REDIRECT, ...more }, by);

/** Verifies an id_token as OpenID Connect Core §3.1.3.7 has it. */
async function readIdToken(token: string, nonce: string | null = "a-nonce") {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer: metadata.issuer,
    audience: application.clientId,
    requiredClaims: ["sub", "iat", "exp"],
    algorithms: ["RS256"],
  });
  expect(payload.nonce ?? null).toBe(nonce);
  expect(protectedHeader.kid).toBeTruthy();
  return payload;
}

interface Happy {
  visitor: Visitor;
  number: string;
  code: string;
  tokens: Body;
  idToken: Awaited<ReturnType<typeof readIdToken>>;
}

/** A whole sign-in of somebody new, up to the id_token. */
async function signIn(parameters: Parameters = {}): Promise<Happy> {
  const visitor = new Visitor(server.origin);
  const number = newNumber();
  const answer = readAnswer(await follow(visitor, requestOf(parameters), number));
  const code = answer.get("code") as string;
  const { status, body: tokens } = await redeem(code);
  expect(status).toBe(200);
  const nonce = "nonce" in parameters ? null : "a-nonce";
  return { visitor, number, code, tokens, idToken: await readIdToken(tokens.id_token, nonce) };
}

/** Another request in the same browser that no page stands before. */
async function again({ visitor }: Happy, parameters: Parameters) {
  const answer = readAnswer(await follow(visitor, requestOf(parameters)));
  return await readIdToken((await redeem(answer.get("code"))).body.id_token);
}

/**
 * Another request in the same browser, for which the person has to prove who they are. Their first proof is five seconds older by then:
 * an `auth_time` that is not older than it was is a new one.
 */
async function proveAgain({ visitor, number, idToken }: Happy, parameters: Parameters) {
  await ageProof(server.sql, idToken.sub as string, 5);
  await visitor.open(`/oidc/auth${requestOf(parameters).search}`);
  expect(visitor.page?.state).toBe("step-up");
  const [prove] = Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
  await server.sql`delete from limit_counters`;
  await visitor.act(prove as string);
  await visitor.act("check", { code: await codeOf(server.origin, number) });
  return await readIdToken((await redeem(readAnswer(callbackOf(visitor)).get("code"))).body.id_token);
}

const userInfo = async (init: RequestInit) => {
  const response = await fetch(metadata.userinfo_endpoint, init);
  return { status: response.status, body: (await response.json().catch(() => undefined)) as Body };
};
const bearer = ({ access_token }: Body) => ({ authorization: `Bearer ${access_token}` });

/** What a request without a page of ours answers at the redirect URI. */
const errorOf = async (url: URL, visitor = new Visitor(server.origin)) =>
  readAnswer(await follow(visitor, url)).get("error");

/** Nobody is led to the application: a page of ours says what is wrong. */
async function expectErrorPage(visitor: Visitor, path: string): Promise<void> {
  const response = await visitor.raw("GET", path);
  expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  expect(await response.text()).toContain('data-page="error"');
}

describe("oidcc-basic-certification-test-plan", () => {
  test("oidcc-server", async () => {
    const { code, tokens, idToken } = await signIn();
    expect(tokens).toMatchObject({ token_type: "Bearer", scope: "openid" });
    expect(tokens.expires_in).toBeGreaterThan(0);
    for (const secret of [code, tokens.access_token]) expect(secret.length).toBeGreaterThanOrEqual(22);
    expect(tokens.refresh_token).toBeUndefined();
    expect(idToken.name).toBeUndefined();
    expect(idToken.phone_number).toBeUndefined();
    expect(Math.abs((idToken.iat as number) * 1000 - Date.now())).toBeLessThan(300_000);
  });

  test("oidcc-response-type-missing", async () => {
    expect(["invalid_request", "unsupported_response_type"]).toContain(
      await errorOf(requestOf({ response_type: undefined })),
    );
  });

  test("oidcc-idtoken-signature", async () => {
    const { tokens } = await signIn();
    const { alg, kid } = decodeProtectedHeader(tokens.id_token);
    expect(alg).toBe("RS256");
    const { keys: published } = await (await fetch(metadata.jwks_uri)).json();
    expect(published.filter((key: { kid: string }) => key.kid === kid)).toHaveLength(1);
  });

  // What the module would try is not promised, and so not tried.
  test("oidcc-idtoken-unsigned: id_token_signing_alg_values_supported has no none", () => {
    expect(metadata.id_token_signing_alg_values_supported).toEqual(expect.arrayContaining(["RS256"]));
    expect(metadata.id_token_signing_alg_values_supported).not.toContain("none");
  });

  test.each<[string, (tokens: Body) => RequestInit]>([
    ["oidcc-userinfo-get", (tokens) => ({ headers: bearer(tokens) })],
    ["oidcc-userinfo-post-header", (tokens) => ({ method: "POST", headers: bearer(tokens) })],
    [
      "oidcc-userinfo-post-body",
      ({ access_token }) => ({ method: "POST", body: new URLSearchParams({ access_token }) }),
    ],
  ])("%s", async (_name, init) => {
    const { tokens, idToken } = await signIn();
    const { status, body } = await userInfo(init(tokens));
    expect([status, body.sub]).toEqual([200, idToken.sub]);
  });

  test("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", async () => {
    const { idToken } = await signIn({ nonce: undefined });
    expect(idToken).not.toHaveProperty("nonce");
  });

  test.each([
    ["oidcc-scope-profile", "profile", ["updated_at"]],
    ["oidcc-scope-email", "email", []],
    ["oidcc-scope-address", "address", []],
    ["oidcc-scope-phone", "phone", ["phone_number", "phone_number_verified"]],
    ["oidcc-scope-all", "profile email address phone", ["phone_number", "phone_number_verified", "updated_at"]],
  ])("%s", async (_name, scope, claims) => {
    const { tokens, idToken } = await signIn({ scope: `openid ${scope}` });
    const { body } = await userInfo({ headers: bearer(tokens) });
    expect(Object.keys(body).sort()).toEqual([...claims, "sub"].sort());
    expect(body.sub).toBe(idToken.sub);
    expect(tokens.scope.split(" ")).toEqual(["openid", ...scope.split(" ").filter((one) => one !== "address")]);
  });

  test("oidcc-scope-email and -profile, of somebody who has both", async () => {
    const happy = await signIn({ scope: "openid email profile" });
    await server.sql`update users set name = '홍길동' where sid = ${happy.idToken.sub as string}`;
    await server.sql`insert into identifiers (sid, user_sid, kind, value, verified_at)
      values ('ID0000000000000000000000000000c0de', ${happy.idToken.sub as string}, 'email', 'conformance@shop.example', clock_timestamp())`;
    const { body } = await userInfo({ headers: bearer(happy.tokens) });
    expect(body).toMatchObject({ name: "홍길동", email: "conformance@shop.example", email_verified: true });
  });

  test("oidcc-alternate-happy-flow", async () => {
    const visitor = new Visitor(server.origin);
    const reversed = requestOf({ scope: "phone openid" });
    reversed.search = new URLSearchParams([...reversed.searchParams].reverse()).toString();
    const answer = readAnswer(await follow(visitor, reversed, newNumber()));
    const { body } = await redeem(answer.get("code"));
    await readIdToken(body.id_token);
    expect((await userInfo({ headers: bearer(body) })).body.phone_number_verified).toBe(true);
  });

  test.each([
    ["oidcc-display-page", { display: "page" }],
    ["oidcc-display-popup", { display: "popup" }],
    ["oidcc-ui-locales", { ui_locales: "se fi-FI" }],
    ["oidcc-claims-locales", { claims_locales: "se" }],
    ["oidcc-login-hint", { login_hint: "buffy@shop.example" }],
    ["oidcc-ensure-request-with-unknown-parameter-succeeds", { extra: "foobar" }],
  ])("%s", async (_name, parameters) => {
    await signIn(parameters);
  });

  test("oidcc-prompt-login", async () => {
    const happy = await signIn();
    const later = await proveAgain(happy, { prompt: "login" });
    expect(later.sub).toBe(happy.idToken.sub);
    expect(later.auth_time as number).toBeGreaterThanOrEqual(happy.idToken.auth_time as number);
  });

  test("oidcc-prompt-none-not-logged-in", async () => {
    expect(await errorOf(requestOf({ prompt: "none" }))).toBe("login_required");
  });

  test("oidcc-prompt-none-logged-in", async () => {
    const happy = await signIn();
    const silent = await again(happy, { prompt: "none" });
    expect([silent.sub, silent.auth_time]).toEqual([happy.idToken.sub, happy.idToken.auth_time]);
  });

  test("oidcc-max-age-1", async () => {
    const happy = await signIn();
    const later = await proveAgain(happy, { max_age: "1" });
    expect(later.sub).toBe(happy.idToken.sub);
    expect(later.auth_time as number).toBeGreaterThanOrEqual(happy.idToken.auth_time as number);
  });

  test("oidcc-max-age-10000", async () => {
    const happy = await signIn({ max_age: "15000" });
    const silent = await again(happy, { max_age: "10000" });
    expect([silent.sub, silent.auth_time]).toEqual([happy.idToken.sub, happy.idToken.auth_time]);
    expect(silent.auth_time).toBeTypeOf("number");
  });

  test("oidcc-id-token-hint", async () => {
    const happy = await signIn();
    const silent = await again(happy, { prompt: "none", id_token_hint: happy.tokens.id_token });
    expect(silent.sub).toBe(happy.idToken.sub);
  });

  test("oidcc-ensure-request-with-acr-values-succeeds", async () => {
    for (const [acr_values, reached] of [
      [metadata.acr_values_supported[0], metadata.acr_values_supported[0]],
      ["1 2", metadata.acr_values_supported[0]],
    ])
      expect((await signIn({ acr_values })).idToken.acr).toBe(reached);
  });

  test("oidcc-codereuse", async () => {
    const { code } = await signIn();
    const { status, body } = await redeem(code);
    expect([status, body.error]).toEqual([400, "invalid_grant"]);
  });

  test("oidcc-codereuse-30seconds", async () => {
    const { code, tokens } = await signIn();
    await server.sql`update oidc_tokens set consumed_at = consumed_at - interval '30 seconds', expires_at = expires_at - interval '30 seconds'
      where kind = 'AuthorizationCode'`;
    const { status, body } = await redeem(code);
    expect([status, body.error]).toEqual([400, "invalid_grant"]);
    expect((await userInfo({ headers: bearer(tokens) })).status).toBe(401);
  });

  test("oidcc-ensure-registered-redirect-uri", async () => {
    const { pathname, search } = requestOf({ redirect_uri: `${REDIRECT}/not-registered` });
    await expectErrorPage(new Visitor(server.origin), pathname + search);
  });

  test("oidcc-ensure-post-request-succeeds", async () => {
    const visitor = new Visitor(server.origin);
    const number = newNumber();
    const url = requestOf();
    await visitor.post(url.pathname, Object.fromEntries(url.searchParams));
    await visitor.act("send", { phone: number });
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    const answer = readAnswer(callbackOf(visitor));
    await readIdToken((await redeem(answer.get("code"))).body.id_token);
  });

  test("oidcc-server-client-secret-post", async () => {
    const answer = readAnswer(await follow(new Visitor(server.origin), requestOf(), newNumber()));
    const response = await fetch(metadata.token_endpoint, {
      method: "POST",
      body: new URLSearchParams({
        ...{ grant_type: "authorization_code", code: answer.get("code") as string, redirect_uri: REDIRECT },
        ...{ client_id: application.clientId, client_secret: application.clientSecret as string },
      }),
    });
    expect(response.status).toBe(200);
    await readIdToken(((await response.json()) as Body).id_token);
  });

  const unsigned = () =>
    ["none", { ...Object.fromEntries(requestOf({ state: undefined }).searchParams), iss: application.clientId }]
      .map((part, at) => Buffer.from(JSON.stringify(at === 0 ? { alg: part } : part)).toString("base64url"))
      .concat("")
      .join(".");

  test("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported", async () => {
    expect(await errorOf(requestOf({ request_uri: "https://shop.example/request.jwt" }))).toBe(
      "request_uri_not_supported",
    );
  });

  test("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported", async () => {
    expect(await errorOf(requestOf({ request: unsigned() }))).toBe("request_not_supported");
  });

  test("oidcc-ensure-request-object-with-redirect-uri: request_parameter_supported is not promised", () => {
    // Absent it is false: OpenID Connect Discovery §3.
    expect(metadata.request_parameter_supported ?? false).toBe(false);
  });

  test("oidcc-claims-essential", async () => {
    const happy = await signIn({ claims: JSON.stringify({ userinfo: { name: { essential: true } } }) });
    await server.sql`update users set name = '홍길동' where sid = ${happy.idToken.sub as string}`;
    expect((await userInfo({ headers: bearer(happy.tokens) })).body.name).toBe("홍길동");
  });

  test("oidcc-refresh-token", async () => {
    const scope = "openid offline_access";
    const { tokens, idToken } = await signIn({ scope, prompt: "consent" });
    const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token };
    const stolen = await askForTokens(form, second);
    expect([stolen.status, stolen.body.error]).toEqual([400, "invalid_grant"]);
    const renewed = await askForTokens({ ...form, scope });
    expect(renewed.status).toBe(200);
    expect(renewed.headers.get("cache-control")).toContain("no-store");
    expect(renewed.body).toMatchObject({ token_type: "Bearer", scope });
    expect(renewed.body.access_token).not.toBe(tokens.access_token);
    const { iss, sub, aud, auth_time, iat } = decodeJwt(renewed.body.id_token);
    await jwtVerify(renewed.body.id_token, keys);
    expect({ iss, sub, aud, auth_time }).toEqual({
      ...{ iss: idToken.iss, sub: idToken.sub, aud: idToken.aud, auth_time: idToken.auth_time },
    });
    expect(iat).toBeGreaterThanOrEqual(idToken.iat as number);
    expect((await userInfo({ headers: bearer(renewed.body) })).body.sub).toBe(sub);
  });

  test("oidcc-ensure-request-with-valid-pkce-succeeds", async () => {
    // RFC 7636, appendix B.
    const code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    const url = requestOf({ code_challenge, code_challenge_method: "S256" });
    const code = readAnswer(await follow(new Visitor(server.origin), url, newNumber())).get("code");
    const { status, body } = await redeem(code, { code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" });
    expect(status).toBe(200);
    await readIdToken(body.id_token);
  });
});

describe("oidcc-config-certification-test-plan", () => {
  test("oidcc-discovery-endpoint-verification", async () => {
    const response = await fetch(`${server.origin}/oidc/.well-known/openid-configuration`);
    expect(response.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(metadata.issuer).toBe(`${server.origin}/oidc`);
    expect(metadata).toMatchObject({
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: expect.arrayContaining(["RS256"]),
      scopes_supported: expect.arrayContaining(["openid"]),
      claims_supported: expect.arrayContaining(["sub"]),
      grant_types_supported: expect.arrayContaining(["authorization_code"]),
      code_challenge_methods_supported: expect.any(Array),
      claims_parameter_supported: true,
      request_uri_parameter_supported: false,
    });
    for (const [name, value] of Object.entries(metadata))
      if (/_(endpoint|uri)$/.test(name)) expect(value).toMatch(new RegExp(`^${server.origin}/`));
    const { keys: published } = await (await fetch(metadata.jwks_uri)).json();
    const kids = published.map((key: { kid: string }) => key.kid);
    expect(new Set(kids).size).toBe(kids.length);
    for (const key of published) {
      expect(key).toMatchObject({ kty: expect.any(String), use: "sig", alg: expect.any(String) });
      for (const secret of ["d", "p", "q", "dp", "dq", "qi"]) expect(key).not.toHaveProperty(secret);
    }
  });
});

// ---- the end ----

const endOf = (parameters: Record<string, string>) => `/oidc/logout?${new URLSearchParams(parameters)}`;

/** Still signed in: a silent request gets a code. */
const isSignedIn = async (visitor: Visitor) =>
  readAnswer(await follow(visitor, requestOf({ prompt: "none" }))).get("error") === null;

/** The person is asked, and nobody is led away; with their yes they see that they are signed out. */
async function expectQuestion({ visitor }: Happy, path: string): Promise<void> {
  const page = await visitor.open(path);
  expect([page.state, page.location]).toEqual(["sign-out", undefined]);
  expect(await isSignedIn(visitor)).toBe(true);
  await visitor.open(path);
  const [confirm] = Object.entries(visitor.page?.actions ?? {}).find(([, href]) => href.includes("confirm")) ?? [];
  await visitor.act(confirm as string);
  expect(await isSignedIn(visitor)).toBe(false);
}

describe("oidcc-rp-initiated-logout-certification-test-plan", () => {
  test("oidcc-rp-initiated-logout-discovery-endpoint-verification", () => {
    expect(metadata.end_session_endpoint).toBe(`${server.origin}/oidc/logout`);
  });

  test.each([
    ["oidcc-rp-initiated-logout", { state: "the state" }, `${GOODBYE}?state=the+state`],
    ["oidcc-rp-initiated-logout-no-state", {}, GOODBYE],
  ])("%s", async (_name, state, where) => {
    const { visitor, tokens } = await signIn();
    const asked = { id_token_hint: tokens.id_token, post_logout_redirect_uri: GOODBYE, ...state };
    await visitor.open(endOf(asked));
    expect(callbackOf(visitor).href).toBe(where);
    expect(await errorOf(requestOf({ prompt: "none" }), visitor)).toBe("login_required");
  });

  const signedByOthers = (token: string) =>
    `${token.split(".").slice(0, 2).join(".")}.${Buffer.alloc(256, 7).toString("base64url")}`;
  const signedByNobody = (token: string) =>
    `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;

  test.each<[string, (idToken: string) => Record<string, string>]>([
    [
      "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
      (id_token_hint) => ({ id_token_hint, post_logout_redirect_uri: "https://shop.example/not-registered" }),
    ],
    [
      "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri",
      (id_token_hint) => ({ id_token_hint, post_logout_redirect_uri: `${GOODBYE}?foo=bar` }),
    ],
    [
      "oidcc-rp-initiated-logout-modified-id-token-hint",
      (idToken) => ({ id_token_hint: signedByNobody(idToken), post_logout_redirect_uri: GOODBYE }),
    ],
    [
      "oidcc-rp-initiated-logout-bad-id-token-hint",
      (idToken) => ({ id_token_hint: signedByOthers(idToken), post_logout_redirect_uri: GOODBYE }),
    ],
  ])("%s", async (_name, parameters) => {
    const { visitor, tokens } = await signIn();
    await expectErrorPage(visitor, endOf({ state: "the state", ...parameters(tokens.id_token) }));
    expect(await isSignedIn(visitor)).toBe(true);
  });

  test("oidcc-rp-initiated-logout-no-id-token-hint", async () => {
    await expectQuestion(await signIn(), endOf({ post_logout_redirect_uri: GOODBYE, state: "the state" }));
  });

  test("oidcc-rp-initiated-logout-no-params", async () => {
    const happy = await signIn();
    await expectQuestion(happy, "/oidc/logout");
    expect((await happy.visitor.open("/oidc/logout")).state).toBe("signed-out");
  });

  test("oidcc-rp-initiated-logout-no-post-logout-redirect-uri", async () => {
    const { visitor, tokens } = await signIn();
    expect((await visitor.open(endOf({ id_token_hint: tokens.id_token }))).state).toBe("signed-out");
    expect(await isSignedIn(visitor)).toBe(false);
  });

  test("oidcc-rp-initiated-logout-only-state", async () => {
    const happy = await signIn();
    await expectQuestion(happy, endOf({ state: "the state" }));
    expect((await happy.visitor.open(endOf({ state: "the state" }))).state).toBe("signed-out");
  });
});

describe("oidcc-backchannel-rp-initiated-logout-certification-test-plan", () => {
  test("oidcc-backchannel-logout-discovery-endpoint-verification", () => {
    expect(metadata).toMatchObject({
      ...{ backchannel_logout_supported: true, backchannel_logout_session_supported: true },
      end_session_endpoint: `${server.origin}/oidc/logout`,
    });
  });
});
