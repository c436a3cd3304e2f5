/**
 * @module What the discovery document promises is so, and nothing else is; which addresses an answer may be sent to; whose pages may ask
 * for tokens; and that the library has the methods that are replaced.
 */
import { request } from "node:http";
import { decodeJwt } from "jose";
import Provider from "oidc-provider";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { newNumber, suite } from "../harness.js";
import { codeOf, Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { follow, libraryVersion, makeApplication, REDIRECT, type TestApplication } from "./kit.js";

const server = suite();
const production = suite({ env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example" } });

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
type Body = any;

let metadata: Body;
let application: TestApplication;
/** Somebody who has everything that a claim tells of, signed in. */
let member: Visitor;
let number: string;

beforeAll(async () => {
  await setExperience(server, {});
  metadata = await (await fetch(`${server.origin}/oidc/.well-known/openid-configuration`)).json();
  application = await makeApplication(server, {
    requirePkce: false,
    backchannelLogoutUri: "https://shop.example/signed-out",
  });
  member = new Visitor(server.origin);
  number = newNumber();
  await member.signIn(number);
  const [row] = await server.sql`select user_sid from identifiers where value = ${number}`;
  const sid = row?.userSid as string;
  await server.sql`update users set name = '홍길동', picture_url = 'https://shop.example/hong.png' where sid = ${sid}`;
  await server.sql`insert into identifiers (sid, user_sid, kind, value, verified_at) values
    ('ID0000000000000000000000000000c0d1', ${sid}, 'email', 'hong@shop.example', clock_timestamp()),
    ('ID0000000000000000000000000000c0d2', ${sid}, 'username', 'hong', null)`;
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

type Parameters = Readonly<Record<string, string | undefined>>;

function requestOf(parameters: Parameters = {}, { clientId } = application): URL {
  const all = {
    ...{ client_id: clientId, redirect_uri: REDIRECT, response_type: "code", scope: "openid", state: "a-state" },
    ...parameters,
  };
  const url = new URL("/oidc/auth", server.origin);
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

const ask = async (parameters: Parameters = {}, by = application, visitor = member) =>
  (await follow(visitor, requestOf(parameters, by))).searchParams;
const errorOf = async (parameters: Parameters, by?: TestApplication) => {
  const answer = await ask(parameters, by, new Visitor(server.origin));
  return `${answer.get("error")}: ${answer.get("error_description")}`;
};

async function post(url: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Body };
}

const basic = ({ clientId, clientSecret }: TestApplication) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
});
const codeForm = (code: string | null, more: Record<string, string> = {}) => ({
  ...{ grant_type: "authorization_code", code: code ?? "", redirect_uri: REDIRECT },
  ...more,
});

async function tokensOf(parameters: Parameters = {}, by = application) {
  const { status, body } = await post(
    metadata.token_endpoint,
    codeForm((await ask(parameters, by)).get("code")),
    basic(by),
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function userInfo(tokens: Body): Promise<Body> {
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  return await (await fetch(metadata.userinfo_endpoint, { headers })).json();
}

const EVERYTHING = "openid profile phone email organizations offline_access";

/** Of every member of the discovery document: that it holds. */
const promises: Record<string, () => Promise<unknown> | undefined> = {
  async issuer() {
    expect(metadata.issuer).toBe(`${server.origin}/oidc`);
    expect(decodeJwt((await tokensOf()).id_token).iss).toBe(metadata.issuer);
  },
  async authorization_endpoint() {
    expect(metadata.authorization_endpoint).toBe(requestOf().origin + requestOf().pathname);
    expect((await ask()).get("code")).toBeTruthy();
  },
  async token_endpoint() {
    expect((await tokensOf()).access_token).toBeTruthy();
  },
  async userinfo_endpoint() {
    expect((await userInfo(await tokensOf())).sub).toMatch(/^US/);
  },
  async introspection_endpoint() {
    const { access_token } = await tokensOf();
    const form = { token: access_token };
    expect((await post(metadata.introspection_endpoint, form, basic(application))).body.active).toBe(true);
  },
  async revocation_endpoint() {
    const { refresh_token } = await tokensOf({ scope: EVERYTHING });
    expect((await post(metadata.revocation_endpoint, { token: refresh_token }, basic(application))).status).toBe(200);
    const form = { grant_type: "refresh_token", refresh_token };
    expect((await post(metadata.token_endpoint, form, basic(application))).body.error).toBe("invalid_grant");
  },
  async end_session_endpoint() {
    const visitor = new Visitor(server.origin);
    await visitor.signIn(newNumber());
    const url = new URL(metadata.end_session_endpoint);
    expect((await visitor.open(url.pathname)).state).toBe("sign-out");
  },
  async jwks_uri() {
    const response = await fetch(metadata.jwks_uri);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const { keys } = (await response.json()) as { keys: { alg: string }[] };
    expect(new Set(keys.map(({ alg }) => alg))).toEqual(new Set(metadata.id_token_signing_alg_values_supported));
  },
  async service_documentation() {
    expect((await fetch(metadata.service_documentation)).status).toBe(200);
  },
  async scopes_supported() {
    const { scope } = await tokensOf({ scope: EVERYTHING });
    expect(new Set(scope.split(" "))).toEqual(new Set(metadata.scopes_supported));
    expect((await tokensOf({ scope: "openid address nonsense" })).scope).toBe("openid");
  },
  async claims_supported() {
    const tokens = await tokensOf({ scope: EVERYTHING });
    const told = { ...decodeJwt(tokens.id_token), ...(await userInfo(tokens)) };
    expect(told).toMatchObject({
      ...{ name: "홍길동", preferred_username: "hong", picture: "https://shop.example/hong.png" },
      ...{ phone_number: number, phone_number_verified: true, email: "hong@shop.example", email_verified: true },
      ...{ updated_at: expect.any(Number), auth_time: expect.any(Number), sid: expect.any(String), amr: ["sms"] },
    });
    expect(Object.keys(told).sort()).toEqual([...metadata.claims_supported, "aud", "iat", "exp"].sort());
  },
  claim_types_supported: async () => expect(metadata.claim_types_supported).toEqual(["normal"]),
  async subject_types_supported() {
    const other = await makeApplication(server, { requirePkce: false });
    const subjects = [await tokensOf(), await tokensOf({}, other)].map(({ id_token }) => decodeJwt(id_token).sub);
    expect(metadata.subject_types_supported).toEqual(["public"]);
    expect(subjects[0]).toBe(subjects[1]);
  },
  async acr_values_supported() {
    const [one, two] = metadata.acr_values_supported;
    const acrOf = async (parameters: Parameters = {}) => decodeJwt((await tokensOf(parameters)).id_token).acr;
    expect(await acrOf({ acr_values: one, prompt: "none" })).toBe(one);
    expect((await ask({ acr_values: two, prompt: "none" })).get("error")).toBe("interaction_required");
    await server.sql`update sessions set amr = '["sms", "pwd"]' where user_sid =
      (select user_sid from identifiers where value = ${number})`;
    expect(await acrOf({ acr_values: two, prompt: "none" })).toBe(two);
    await server.sql`update sessions set amr = '["sms"]' where user_sid = (select user_sid from identifiers where value = ${number})`;
    expect(await acrOf({ acr_values: "urn:nobody:knows" })).toBe(one);
  },
  async prompt_values_supported() {
    const pages: Record<string, string> = {
      ...{ login: "step-up", select_account: "choose", create: "identify" },
      ...{ none: "a code", consent: "a code" },
    };
    expect([...metadata.prompt_values_supported].sort()).toEqual(Object.keys(pages).sort());
    for (const [prompt, page] of Object.entries(pages)) {
      const visitor = prompt === "create" ? new Visitor(server.origin) : member;
      const there = await visitor.open(`/oidc/auth${requestOf({ prompt }).search}`);
      expect([prompt, there.location?.includes("code=") ? "a code" : there.state]).toEqual([prompt, page]);
    }
    expect(await errorOf({ prompt: "nonsense" })).toBe("invalid_request: unsupported prompt value requested");
  },
  async response_types_supported() {
    expect(metadata.response_types_supported).toEqual(["code"]);
    for (const response_type of ["token", "id_token", "id_token token", "code id_token", "none", "nonsense"]) {
      const callback = await follow(new Visitor(server.origin), requestOf({ response_type, nonce: "n" }));
      const answer = new URLSearchParams(callback.search || callback.hash.slice(1));
      expect([response_type, answer.get("error")]).toEqual([response_type, "unsupported_response_type"]);
    }
  },
  async response_modes_supported() {
    expect([...metadata.response_modes_supported].sort()).toEqual(["form_post", "fragment", "query"]);
    expect((await ask({ response_mode: "query" })).get("code")).toBeTruthy();
    const { search, hash } = await follow(member, requestOf({ response_mode: "fragment" }));
    expect([search, new URLSearchParams(hash.slice(1)).get("state")]).toEqual(["", "a-state"]);
    const form = await member.raw("GET", `/oidc/auth${requestOf({ response_mode: "form_post" }).search}`);
    expect(form.headers.get("content-security-policy")).toMatch(/script-src 'self' 'sha256-[\w+/]+='/);
    expect(form.headers.get("content-security-policy")).not.toContain("form-action");
    const html = await form.text();
    expect(html).toContain(`action="${REDIRECT}"`);
    const code = /name="code" value="([^"]+)"/.exec(html)?.[1] as string;
    expect((await post(metadata.token_endpoint, codeForm(code), basic(application))).status).toBe(200);
    expect(await errorOf({ response_mode: "web_message" })).toMatch(/^(unsupported_response_mode|invalid_request): /);
  },
  async token_endpoint_auth_methods_supported() {
    expect([...metadata.token_endpoint_auth_methods_supported].sort()).toEqual([
      ...["client_secret_basic", "client_secret_post", "none"],
    ]);
    const { clientId, clientSecret } = application;
    const form = async () => codeForm((await ask()).get("code"));
    const inBody = { client_id: clientId, client_secret: clientSecret as string };
    expect((await post(metadata.token_endpoint, await form(), basic(application))).status).toBe(200);
    expect((await post(metadata.token_endpoint, { ...(await form()), ...inBody })).status).toBe(200);
    for (const wrong of [
      { client_id: clientId },
      { client_id: clientId, client_secret: "" },
      { client_id: clientId, client_secret: `${clientSecret} ` },
      { client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", client_assertion: "a.b.c" },
    ]) {
      const { status, body } = await post(metadata.token_endpoint, { ...(await form()), ...wrong });
      expect([status, body.error]).toEqual([expect.any(Number), expect.stringMatching(/^invalid_(client|request)$/)]);
      expect([400, 401]).toContain(status);
    }
  },
  async code_challenge_methods_supported() {
    expect(metadata.code_challenge_methods_supported).toEqual(["S256"]);
    const code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for (const code_challenge_method of ["plain", undefined, "S512"])
      expect(await errorOf({ code_challenge, code_challenge_method })).toMatch(/^invalid_request: .*code_challenge/);
    expect((await ask({ code_challenge, code_challenge_method: "S256" })).get("code")).toBeTruthy();
  },
  async grant_types_supported() {
    expect([...metadata.grant_types_supported].sort()).toEqual([
      ...["authorization_code", "client_credentials", "refresh_token"],
    ]);
    const { refresh_token } = await tokensOf({ scope: EVERYTHING });
    const machine = await makeApplication(server, { type: "machine", redirectUris: [], postLogoutRedirectUris: [] });
    const statusOf = async (form: Record<string, string>, by: TestApplication) =>
      (await post(metadata.token_endpoint, form, basic(by))).status;
    expect(await statusOf({ grant_type: "refresh_token", refresh_token }, application)).toBe(200);
    expect(await statusOf({ grant_type: "client_credentials" }, machine)).toBe(200);
    for (const grant_type of ["password", "implicit", "urn:ietf:params:oauth:grant-type:device_code", "nonsense"]) {
      const { status, body } = await post(metadata.token_endpoint, { grant_type }, basic(application));
      expect([grant_type, status, body.error]).toEqual([grant_type, 400, "unsupported_grant_type"]);
    }
    const stranger = await post(metadata.token_endpoint, { grant_type: "client_credentials" }, basic(application));
    expect(stranger.body.error).toMatch(/^(unauthorized_client|invalid_request)$/);
  },
  async id_token_signing_alg_values_supported() {
    for (const idTokenSigningAlg of metadata.id_token_signing_alg_values_supported)
      expect(await makeApplication(server, { idTokenSigningAlg })).toMatchObject({ idTokenSigningAlg });
    for (const idTokenSigningAlg of ["none", "HS256", "PS256"])
      await expect(makeApplication(server, { idTokenSigningAlg })).rejects.toThrow("idTokenSigningAlg");
  },
  async claims_parameter_supported() {
    const claims = JSON.stringify({ id_token: { email: null }, userinfo: { phone_number: { essential: true } } });
    const tokens = await tokensOf({ claims });
    expect(decodeJwt(tokens.id_token).email).toBe("hong@shop.example");
    expect(await userInfo(tokens)).toEqual({ sub: expect.any(String), phone_number: number });
    expect(await errorOf({ claims: "nonsense" })).toMatch(/^invalid_request: .*claims/);
  },
  async request_uri_parameter_supported() {
    expect(metadata.request_uri_parameter_supported).toBe(false);
    expect(await errorOf({ request_uri: "https://shop.example/r" })).toMatch(/^request_uri_not_supported: /);
    expect(await errorOf({ request: "a.b.c" })).toMatch(/^request_not_supported: /);
  },
  async authorization_response_iss_parameter_supported() {
    expect((await ask()).get("iss")).toBe(metadata.issuer);
    expect((await ask({ prompt: "nonsense" })).get("iss")).toBe(metadata.issuer);
  },
  async backchannel_logout_supported() {
    // Whom it is told to: `ending.test.ts`.
    expect(application).toMatchObject({ backchannelLogoutUri: "https://shop.example/signed-out" });
  },
  async backchannel_logout_session_supported() {
    expect(decodeJwt((await tokensOf()).id_token).sid).toBeTruthy();
  },
};

describe("the discovery document", () => {
  test("promises this and nothing else", () => {
    expect(Object.keys(metadata).sort()).toEqual(Object.keys(promises).sort());
  });

  test.each(Object.keys(promises))("%s", async (name) => {
    await promises[name]?.();
  });

  test("stands at all three addresses, for whoever asks from wherever, for five minutes", async () => {
    for (const path of [
      "/oidc/.well-known/openid-configuration",
      "/.well-known/oauth-authorization-server/oidc",
      "/.well-known/openid-configuration/oidc",
    ]) {
      const response = await fetch(server.origin + path, { headers: { origin: "https://any.example" } });
      expect(response.headers.get("cache-control")).toBe("public, max-age=300");
      expect(response.headers.get("access-control-allow-origin")).toMatch(/^(\*|https:\/\/any\.example)$/);
      expect(await response.json()).toEqual(metadata);
    }
  });
});

// ---- A35 ----

interface Raw {
  status: number | undefined;
  location: string | undefined;
  cookies: string[];
  text: string;
}

/** `fetch` lets nobody choose the Host. */
const rawly = ({ origin }: { origin: string }, path: string, headers: Record<string, string>) =>
  new Promise<Raw>((done, fail) => {
    request(origin + path, { headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () =>
        done({
          ...{ status: response.statusCode, location: response.headers.location, text },
          cookies: response.headers["set-cookie"] ?? [],
        }),
      );
    })
      .on("error", fail)
      .end();
  });

const forwarded = {
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "gopher",
  "x-forwarded-port": "666",
  "x-forwarded-prefix": "/evil",
  "x-original-url": "/evil",
  "x-rewrite-url": "/evil",
  forwarded: "for=1.2.3.4;host=evil.example;proto=gopher",
};

describe("whatever a request says it was sent to (A35)", () => {
  const paths = () => [
    "/oidc/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server/oidc",
    "/oidc/auth?client_id=AP00000000000000000000000000000000&response_type=code",
    `/oidc/auth${requestOf().search}`,
    `/oidc/auth${requestOf({ prompt: "none" }).search}`,
    `/oidc/auth${requestOf({ prompt: "none", response_mode: "form_post" }).search}`,
    "/oidc/logout",
    `/oidc/logout?${new URLSearchParams({ client_id: application.clientId, post_logout_redirect_uri: "https://shop.example/" })}`,
    "/oidc/continue/AAAAAAAAAAAAAAAAAAAAAA",
    "/oidc/nowhere",
  ];
  const plainly = ({ status, location, text }: Raw) => ({
    status,
    // A request is kept under a new name each time.
    location: location?.replace(/continue%2F[\w-]{22}/, "continue%2F…"),
    text: text.replace(/continue%2F[\w-]{22}|code=[\w-]+|req_\w+/g, ""),
  });

  test("forwarding headers change nothing", async () => {
    const { host } = new URL(server.origin);
    for (const path of paths()) {
      const one = await rawly(server, path, { host });
      const other = await rawly(server, path, { host, ...forwarded });
      expect([path, plainly(other)]).toEqual([path, plainly(one)]);
      expect(JSON.stringify(other)).not.toMatch(/evil|gopher|666/);
    }
  });

  test("another Host is refused", async () => {
    for (const path of paths())
      for (const host of ["evil.example", `evil.example:${new URL(server.origin).port}`, "localhost.evil.example"]) {
        const answer = await rawly(server, path, { host });
        expect([path, answer.status, answer.location]).toEqual([path, 421, undefined]);
        expect(JSON.stringify(answer)).not.toContain("evil");
      }
  });

  test("behind a proxy with https all addresses are of https, and cookies for it alone", async () => {
    const path = "/oidc/.well-known/openid-configuration";
    const { text } = await rawly(production, path, { host: "id.example", ...forwarded });
    for (const [name, value] of Object.entries(JSON.parse(text)))
      if (/_(endpoint|uri|documentation)$|^issuer$/.test(name)) expect(value).toMatch(/^https:\/\/id\.example\//);
    const spa = await makeApplication(production, { requirePkce: false });
    const asked = requestOf({}, spa).search;
    const answer = await rawly(production, `/oidc/auth${asked}`, { host: "id.example", ...forwarded });
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^(https:\/\/id\.example)?\/sign-in\?/);
    for (const cookie of answer.cookies) expect(cookie).toMatch(/; Secure/i);
  });
});

// ---- A31 ----

/** Nobody is led anywhere: a page of ours, whose links lead to pages of ours. */
async function refuses(search: string | URLSearchParams, visitor = member): Promise<void> {
  const response = await visitor.raw("GET", `/oidc/auth?${search}`);
  expect([String(search), response.status, response.headers.get("location")]).toEqual([String(search), 400, null]);
  const html = await response.text();
  expect(html).toContain('data-page="error"');
  for (const [, href] of html.matchAll(/(?:href|action|src|data-leave)="([^"]*)"/g))
    expect(href).toMatch(/^(data:,|\/(account|sign-in|oidc\/auth\?.*lang=(ko|en)|assets\/pages\.\w+)?)$/);
}

const searchOf = (redirect_uri: string, by = application) => requestOf({ redirect_uri }, by).searchParams;

describe("a redirect URI that is not registered (A31)", () => {
  test.each([
    ...["https://shop.example.evil.example/callback", "https://shop.example/callback.evil", `${REDIRECT}/`],
    ...[`${REDIRECT}/evil`, `${REDIRECT}?evil=1`, `${REDIRECT}?`, `${REDIRECT};evil`, "https://shop.example/Callback"],
    ...["https://shop.example@evil.example/callback", "https://evil@shop.example/callback"],
    ...["https://evil.example\\@shop.example/callback", "https://shop.example\\.evil.example/callback"],
    ...["https:\\\\shop.example\\callback", "https:/shop.example/callback", "https:shop.example/callback"],
    ...["https://shop.example/%2e%2e/callback", "https://shop.example/%2e/callback", "https://shop.example/%63allback"],
    ...["https://shop.example/./callback", "https://shop.example/x/../callback", "https://shop.example//callback"],
    ...[`${REDIRECT}#`, `${REDIRECT}#evil`, "https://evil.example/#https://shop.example/callback"],
    ...["https://shop.example:443/callback", "https://shop.example:8443/callback", "http://shop.example/callback"],
    ...["https://SHOP.example/callback", "https://shop.example./callback", "//shop.example/callback", "/callback"],
    ...["javascript:alert(1)", "javascript://shop.example/callback", "data:text/html,evil", "file:///callback"],
    ...[
      ` ${REDIRECT}`,
      `${REDIRECT} `,
      `${REDIRECT}\t`,
      `${REDIRECT}\0`,
      `${REDIRECT}\r\nlocation: https://evil.example`,
    ],
    ...["https://*.example/callback", "http://localhost/callback", "http://127.0.0.1/callback", "", "null", "*"],
  ])("%j gets an error page", async (uri) => await refuses(searchOf(uri)));

  test("none at all, or one more, gets an error page, also by POST", async () => {
    const two = await makeApplication(server, { redirectUris: [REDIRECT, `${REDIRECT}2`], requirePkce: false });
    await refuses(requestOf({ redirect_uri: undefined }, two).searchParams);
    await refuses(requestOf({ redirect_uri: undefined }).searchParams);
    for (const [first, second] of [
      [REDIRECT, "https://evil.example/"],
      ["https://evil.example/", REDIRECT],
      [REDIRECT, REDIRECT],
    ]) {
      const search = searchOf(first as string);
      search.append("redirect_uri", second as string);
      await refuses(search);
      const posted = await fetch(`${server.origin}/oidc/auth`, { method: "POST", body: search, redirect: "manual" });
      const followed = new URL(posted.headers.get("location") as string, server.origin).searchParams;
      expect(followed.getAll("redirect_uri")).toEqual([first, second]);
      await refuses(followed);
    }
  });

  test("what else is there twice is refused", async () => {
    for (const name of ["client_id", "response_type", "scope", "state", "response_mode", "prompt"]) {
      const search = requestOf({ prompt: "none", response_mode: "query" }).searchParams;
      search.append(name, search.get(name) as string);
      const visitor = new Visitor(server.origin);
      const { status, location } = await rawly(server, `/oidc/auth?${search}`, { host: new URL(server.origin).host });
      if (name === "client_id") await refuses(search, visitor);
      else expect([name, status, location]).toEqual([name, 303, expect.stringContaining("error=invalid_request")]);
    }
  });

  test("is refused in either language, by a link of the page", async () => {
    const visitor = new Visitor(server.origin, "html", { "accept-language": "en" });
    await visitor.open(`/oidc/auth?${searchOf("https://evil.example/")}`);
    for (const [language, other] of [
      ["en", "ko"],
      ["ko", "en"],
      ["en", "ko"],
    ]) {
      expect([visitor.page?.state, visitor.page?.text]).toEqual([
        "error",
        expect.stringContaining(`lang="${language}"`),
      ]);
      await visitor.open(visitor.page?.links.find((href) => href.includes(`lang=${other}`)) as string);
    }
  });

  test("an unknown application, or another one's address, gets an error page", async () => {
    for (const client_id of ["AP00000000000000000000000000000000", "nonsense", "", "AP%00"])
      await refuses(requestOf({ client_id }).searchParams);
    const other = await makeApplication(server, { redirectUris: ["https://other.example/callback"] });
    await refuses(searchOf(REDIRECT, other));
  });

  test("localhost and 127.0.0.1 are two addresses, and their ports are as registered", async () => {
    const web = await makeApplication(server, {
      ...{ redirectUris: ["http://localhost:5555/cb", "http://127.0.0.1:6666/cb"], requirePkce: false },
    });
    for (const uri of ["http://127.0.0.1:5555/cb", "http://localhost:6666/cb", "http://localhost/cb"])
      await refuses(searchOf(uri, web));
    await refuses(searchOf("http://127.0.0.1:7777/cb", web));
    await refuses(searchOf("http://localhost:5556/cb", web));
  });
});

// ---- native applications, previews ----

const S256 = {
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  code_challenge_method: "S256",
};
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

async function locationOf(search: URLSearchParams): Promise<string> {
  return (await member.open(`/oidc/auth?${search}`)).location ?? "";
}

/** The whole way with an address: a code that its own owner can use. */
async function reaches(uri: string, by: TestApplication): Promise<void> {
  const location = await locationOf(requestOf({ redirect_uri: uri, ...S256 }, by).searchParams);
  expect(location.startsWith(`${uri}?`), `${uri}: ${location}`).toBe(true);
  const code = new URLSearchParams(location.slice(uri.length)).get("code");
  const form = codeForm(code, { redirect_uri: uri, client_id: by.clientId, code_verifier: VERIFIER });
  expect((await post(metadata.token_endpoint, form, by.clientSecret ? basic(by) : {})).status).toBe(200);
}

describe("a native application", () => {
  const native = (redirectUris: string[]) => makeApplication(server, { type: "native", redirectUris });

  test("has any port of 127.0.0.1 and [::1], and of localhost the one that is registered", async () => {
    const app = await native(["http://127.0.0.1/cb", "http://[::1]:9000/cb", "http://localhost:3000/cb"]);
    for (const uri of ["http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", "http://[::1]:51004/cb", "http://[::1]/cb"])
      await reaches(uri, app);
    await reaches("http://localhost:3000/cb", app);
    for (const uri of [
      ...[
        "http://localhost:3001/cb",
        "http://localhost/cb",
        "http://127.0.0.1:51004/other",
        "http://127.0.0.2:51004/cb",
      ],
      ...[
        "https://127.0.0.1:51004/cb",
        "http://127.0.0.1:51004/cb?evil=1",
        "http://127.0.0.1:51004/cb#",
        "http://127.1/cb",
      ],
      ...["http://127.0.0.1:999999/cb", "http://127.0.0.1:51004@evil.example/cb", "http://evil@127.0.0.1:51004/cb"],
      ...["http://127.0.0.1:/cb", "http://127.0.0.1.evil.example/cb", "http://[::ffff:127.0.0.1]:51004/cb"],
    ])
      await refuses(requestOf({ redirect_uri: uri, ...S256 }, app).searchParams);
  });

  test("has a scheme of its own, letter by letter", async () => {
    const app = await native(["com.example.app:/callback"]);
    await reaches("com.example.app:/callback", app);
    for (const uri of ["com.example.app://callback", "com.example.app:/callback/evil", "com.example.evil:/callback"])
      await refuses(requestOf({ redirect_uri: uri, ...S256 }, app).searchParams);
  });

  test("is led to its scheme after a form, too", async () => {
    const app = await native(["com.example.app:/callback"]);
    const visitor = new Visitor(server.origin);
    await visitor.open(
      `/oidc/auth?${requestOf({ redirect_uri: "com.example.app:/callback", ...S256 }, app).searchParams}`,
    );
    const somebody = newNumber();
    await visitor.act("send", { phone: somebody });
    const page = await visitor.act("check", { code: await codeOf(server.origin, somebody) });
    expect(page.location).toMatch(/^com\.example\.app:\/callback\?code=/);
  });

  test("says that PKCE is missing at its own address", async () => {
    const app = await native(["com.example.app:/callback"]);
    const location = await locationOf(requestOf({ redirect_uri: "com.example.app:/callback" }, app).searchParams);
    expect(location).toMatch(/^com\.example\.app:\/callback\?error=invalid_request&/);
  });
});

test("in development, a preview's address is any one label, and never the star itself", async () => {
  const app = await makeApplication(server, { redirectUris: ["https://*.preview.shop.example/callback"] });
  for (const label of ["pr-7", "a", "0"]) await reaches(`https://${label}.preview.shop.example/callback`, app);
  for (const host of [
    ...["*.preview.shop.example", "preview.shop.example", ".preview.shop.example", "a.b.preview.shop.example"],
    ...[
      "evil.example/.preview.shop.example",
      "evil.example?.preview.shop.example",
      "evil.example#.preview.shop.example",
    ],
    ...[
      "evil.example\\.preview.shop.example",
      "evil@a.preview.shop.example",
      "-.preview.shop.example",
      "A.preview.shop.example",
    ],
    ...["%2a.preview.shop.example", "evil.example:80.preview.shop.example", "a_b.preview.shop.example"],
  ])
    await refuses(requestOf({ redirect_uri: `https://${host}/callback`, ...S256 }, app).searchParams);
  await refuses(requestOf({ redirect_uri: "https://pr-7.preview.shop.example/callback/x", ...S256 }, app).searchParams);
});

describe("PKCE", () => {
  test("is asked of every application but one that need not", async () => {
    for (const more of [{}, { type: "spa" }]) {
      const app = await makeApplication(server, more);
      expect(await errorOf({}, app)).toMatch(/^invalid_request: .*PKCE/);
      await reaches(REDIRECT, app);
    }
    for (const type of ["spa", "native"])
      await expect(makeApplication(server, { type, requirePkce: false })).rejects.toThrow("requirePkce");
    expect((await ask()).get("code")).toBeTruthy();
  });

  test("once begun is gone through with: a code that had a challenge needs its verifier, one that had none takes none", async () => {
    const withChallenge = codeForm((await ask(S256)).get("code"));
    expect((await post(metadata.token_endpoint, withChallenge, basic(application))).body.error).toBe("invalid_grant");
    const without = codeForm((await ask()).get("code"), { code_verifier: VERIFIER });
    expect((await post(metadata.token_endpoint, without, basic(application))).body.error).toBe("invalid_grant");
  });
});

// ---- CORS ----

describe("pages of other origins", () => {
  const allowed = (headers: Headers) => headers.get("access-control-allow-origin");

  test("get tokens and userinfo where they are the application's, and nowhere else", async () => {
    const spa = await makeApplication(server, { type: "spa", requirePkce: true });
    const listed = await makeApplication(server, { type: "spa", allowedOrigins: ["https://app.shop.example"] });
    const preview = "https://pr-7.preview.shop.example";
    const previews = await makeApplication(server, {
      ...{ type: "spa", redirectUris: ["https://*.preview.shop.example/callback"] },
    });
    const form = async (by: TestApplication) => {
      const redirect_uri = by === previews ? `${preview}/callback` : REDIRECT;
      const code = new URL(await locationOf(requestOf({ ...S256, redirect_uri }, by).searchParams)).searchParams;
      return codeForm(code.get("code"), { redirect_uri, client_id: by.clientId, code_verifier: VERIFIER });
    };
    for (const [by, origin, may] of [
      [spa, "https://shop.example", true],
      [spa, "https://evil.example", false],
      [spa, "https://shop.example.evil.example", false],
      [spa, "http://shop.example", false],
      [spa, "https://shop.example:8443", false],
      [spa, "null", false],
      [listed, "https://app.shop.example", true],
      [listed, "https://shop.example", false],
      [previews, preview, true],
      [previews, "https://*.preview.shop.example", false],
      [previews, "https://a.b.preview.shop.example", false],
      [application, "https://shop.example", false],
    ] as const) {
      const expected = may ? origin : null;
      const headers = { origin };
      const auth = by.clientSecret ? basic(by) : {};
      const tokens = await post(metadata.token_endpoint, await form(by), { ...headers, ...auth });
      expect([origin, allowed(tokens.headers)]).toEqual([origin, expected]);
      expect(tokens.headers.get("access-control-allow-credentials")).toBeNull();
      expect(tokens.status).toBe(may ? 200 : 400);
      const { body } = await post(metadata.token_endpoint, await form(by), auth);
      const bearer = { authorization: `Bearer ${body.access_token}` };
      const info = await fetch(metadata.userinfo_endpoint, { headers: { ...headers, ...bearer } });
      expect([origin, allowed(info.headers), info.status]).toEqual([origin, expected, may ? 200 : 400]);
      expect(info.headers.get("access-control-allow-credentials")).toBeNull();
      // What goes wrong is told to a page of the application's.
      const nonsense = { ...(await form(by)), code: "nonsense" };
      const wrong = await post(metadata.token_endpoint, nonsense, { ...headers, ...auth });
      expect([origin, wrong.status, allowed(wrong.headers)]).toEqual([origin, 400, expected]);
    }
  });

  test("are told by a preflight what may be sent, never with cookies", async () => {
    for (const endpoint of [metadata.token_endpoint, metadata.userinfo_endpoint, metadata.revocation_endpoint]) {
      const response = await fetch(endpoint, {
        method: "OPTIONS",
        headers: {
          origin: "https://shop.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization, content-type",
        },
      });
      expect([response.status, response.headers.get("access-control-allow-methods")]).toEqual([
        204,
        expect.stringContaining("POST"),
      ]);
      expect(response.headers.get("access-control-allow-headers")).toMatch(/authorization/i);
      expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  test("read nothing of the pages that a person stands before", async () => {
    for (const path of [`/oidc/auth${requestOf().search}`, "/oidc/logout"]) {
      const response = await fetch(server.origin + path, {
        ...{ headers: { origin: "https://shop.example" }, redirect: "manual" },
      });
      expect([path, allowed(response.headers)]).toEqual([path, null]);
    }
  });
});

// ---- the library ----

describe("oidc-provider", () => {
  test("is the version that package.json pins, exactly", () => {
    expect(packageJson.dependencies["oidc-provider"]).toMatch(/^\d+\.\d+\.\d+$/);
    expect(libraryVersion()).toBe(packageJson.dependencies["oidc-provider"]);
  });

  test("has the methods that are replaced", () => {
    // What it says of its defaults is about no server of ours.
    const said = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => said.mockRestore());
    const provider = new Provider("https://id.example", { features: { backchannelLogout: { enabled: true } } });
    const methods: [{ prototype: object }, string[]][] = [
      [
        provider.Client,
        ["redirectUriAllowed", "postLogoutRedirectUriAllowed", "compareClientSecret", "backchannelLogout"],
      ],
      [provider.RefreshToken, ["generateTokenId"]],
      [provider.AccessToken, ["getValueAndPayload"]],
      [provider.ClientCredentials, ["getValueAndPayload"]],
    ];
    for (const [{ prototype }, names] of methods)
      for (const name of names) expect([name, typeof Reflect.get(prototype, name)]).toEqual([name, "function"]);
  });
});
