/** @module What was tried against the room of OpenID Connect, and must not work. */
import * as client from "openid-client";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { codeOf, Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import {
  authorize,
  callbackOf,
  discover,
  exchange,
  makeApplication,
  manage,
  REDIRECT,
  type TestApplication,
} from "./kit.js";

const server = suite();
let application: TestApplication;
let config: client.Configuration;

beforeAll(async () => {
  await setExperience(server, {});
  application = await makeApplication(server);
  config = await discover(server.origin, application);
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

async function member(by = config, parameters: Record<string, string> = {}) {
  const visitor = new Visitor(server.origin);
  const way = await authorize(by, visitor, { number: newNumber(), parameters });
  const tokens = await exchange(by, way);
  await server.sql`delete from limit_counters`;
  return { visitor, tokens, sub: tokens.claims()?.sub as string };
}

const thirdParty = async () => await makeApplication(server, { name: "Delivery", firstParty: false });

/** Where a request leads: to the application, or to a page of ours. */
async function ask(visitor: Visitor, by: client.Configuration, parameters: Record<string, string>) {
  const way = await authorize(by, visitor, { parameters }).catch(() => undefined);
  return { way, state: visitor.page?.state, code: way?.callback.searchParams.get("code") };
}

const CHALLENGE = { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" };
const queryOf = (more: Record<string, string> = {}, { clientId } = application) =>
  new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: REDIRECT, response_type: "code", scope: "openid phone" },
    ...{ ...CHALLENGE, ...more },
  });

const userInfo = async (token: string) =>
  (await fetch(`${server.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status;

describe("consent", () => {
  test("of an application that was the team's own is asked for all that it had", async () => {
    const its = await makeApplication(server);
    const config = await discover(server.origin, its);
    const { visitor, tokens } = await member(config, { scope: "openid profile phone offline_access" });
    await manage(server.origin, "PATCH", `/api/applications/${its.clientId}`, { firstParty: false });
    await expect(client.refreshTokenGrant(config, tokens.refresh_token as string)).rejects.toThrow();
    expect(await userInfo(tokens.access_token)).toBe(401);
    expect((await ask(visitor, config, { scope: "openid" })).state).toBe("authorize");
    await visitor.post(visitor.page?.actions.allow as string);
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    expect((await ask(visitor, config, { scope: "openid phone" })).state).toBe("authorize");
    const { scope } = await client.refreshTokenGrant(config, tokens.refresh_token as string);
    expect(scope).toBe("openid");
  });

  test("is no circle for an application that names claims of scopes it did not ask for; it is not told them", async () => {
    const config = await discover(server.origin, await thirdParty());
    const { visitor } = await member();
    const claims = JSON.stringify({ userinfo: { phone_number: null }, id_token: { phone_number: null } });
    expect((await ask(visitor, config, { scope: "openid", claims })).state).toBe("authorize");
    await visitor.post(visitor.page?.actions.allow as string);
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    const { way } = await ask(visitor, config, { scope: "openid", claims });
    const tokens = way && (await exchange(config, way));
    const sub = tokens?.claims()?.sub as string;
    expect(tokens?.claims()?.phone_number).toBeUndefined();
    expect(await client.fetchUserInfo(config, tokens?.access_token as string, sub)).toEqual({ sub });
  });

  test("that is taken back in the middle of a burst leaves nothing alive", async () => {
    const its = await thirdParty();
    for (let round = 0; round < 5; round++) {
      await server.sql`delete from limit_counters`;
      const { visitor, sub } = await member();
      await server.sql`insert into oidc_consents (user_sid, application_sid, scope) values (${sub}, ${its.clientId}, 'openid phone')`;
      await visitor.open("/account");
      const end = Object.values(visitor.page?.actions ?? {}).find((href) => href.includes(its.clientId)) as string;
      const path = `/oidc/auth?${queryOf({ prompt: "none" }, its)}`;
      const answers = await burst(50, (at) => visitor.raw(at === 5 ? "POST" : "GET", at === 5 ? end : path));
      const codes = answers.flatMap(
        (answer) => URL.parse(answer.headers.get("location") ?? "")?.searchParams.get("code") ?? [],
      );
      const config = await discover(server.origin, its);
      const exchanged = await burst(codes.length, async (at) => {
        const callback = new URL(
          `${REDIRECT}?${new URLSearchParams({ code: codes[at] ?? "", iss: `${server.origin}/oidc` })}`,
        );
        const verifier = { pkceCodeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" };
        return await client.authorizationCodeGrant(config, callback, verifier).then(
          () => "tokens",
          ({ error }: { error?: string }) => error,
        );
      });
      expect(exchanged.filter((one) => one !== "invalid_grant")).toEqual([]);
    }
  });
});

describe("a fresh proof", () => {
  test.each([{ prompt: "login" }, { max_age: "60" }])(
    "that is asked for by %o is not one of hours ago, though the request is older",
    async (parameters) => {
      const { visitor, sub } = await member();
      await server.sql`update sessions set auth_time = auth_time - interval '2 days' where user_sid = ${sub}`;
      const first = await visitor.raw("GET", `/oidc/auth?${queryOf(parameters as never)}`);
      const page = new URL(first.headers.get("location") ?? "", server.origin);
      const path = page.searchParams.get("return") as string;
      expect([page.pathname, path]).toEqual(["/step-up", expect.stringMatching(/^\/oidc\/continue\//)]);
      await server.sql`update authorization_requests set created_at = created_at - interval '20 hours'`;
      await server.sql`update sessions set auth_time = now() - interval '19 hours' where user_sid = ${sub}`;
      expect((await visitor.raw("GET", path)).headers.get("location")).toMatch(/^\/step-up\?/);
      await server.sql`update sessions set auth_time = now() where user_sid = ${sub}`;
      expect((await visitor.raw("GET", path)).headers.get("location")).toMatch(/[?&]code=/);
    },
  );

  test("is not got rid of by a second prompt", async () => {
    const { visitor } = await member();
    for (const twice of ["prompt=&prompt=login", "prompt=login&prompt=none"]) {
      const { headers } = await visitor.raw("GET", `/oidc/auth?${queryOf()}&${twice}`);
      expect(headers.get("location")).toContain("error=invalid_request");
    }
  });
});

describe("odd input", () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ["a NUL in nonce", { nonce: "a\0b" }, /error=invalid_request/],
    ["a NUL in acr_values", { acr_values: "a\0b" }, /error=invalid_request/],
    ["a NUL in claims", { claims: '{"id_token":{"phone_number":{"value":"\\u0000"}}}' }, /error=invalid_request/],
    ["half a character", { claims: '{"id_token":{"phone_number":{"value":"\\ud800"}}}' }, /error=invalid_request/],
    [
      "a whole one",
      { nonce: "\u{1f600}", claims: '{"userinfo":{"phone_number":{"value":"\\ud83d\\ude00"}}}' },
      /code=/,
    ],
  ])("%s is answered at the application", async (_name, parameters, answer) => {
    const { visitor } = await member();
    const { status, headers } = await visitor.raw("GET", `/oidc/auth?${queryOf(parameters)}`);
    expect([status, headers.get("location")]).toEqual([303, expect.stringMatching(answer)]);
  });

  test("of a client_id or an address is refused, not a failure of ours", async () => {
    const native = await makeApplication(server, {
      ...{ type: "native", redirectUris: ["http://127.0.0.1/cb"], postLogoutRedirectUris: ["http://127.0.0.1/cb"] },
    });
    const visitor = new Visitor(server.origin);
    const address = "http://127.0.0.1:99999/cb";
    for (const path of [
      `/oidc/auth?${queryOf({ client_id: "\0" })}`,
      `/oidc/auth?${queryOf({ redirect_uri: address }, native)}`,
      `/oidc/logout?${new URLSearchParams({ client_id: "\0" })}`,
      `/oidc/logout?${new URLSearchParams({ client_id: native.clientId, post_logout_redirect_uri: address, state: "s" })}`,
    ])
      expect([path, (await visitor.raw("GET", path)).status]).toEqual([path, 400]);
    for (const path of ["/oidc/token", "/oidc/introspect", "/oidc/revoke"]) {
      const body = new URLSearchParams({ client_id: "\0", client_secret: "\0", grant_type: "refresh_token" });
      expect((await fetch(server.origin + path, { method: "POST", body })).status).toBe(401);
    }
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test("of a form: what is there twice is there twice afterwards", async () => {
    const body = new URLSearchParams([
      ["resource", "https://a.example"],
      ["resource", "https://b.example"],
    ]);
    const answer = await fetch(`${server.origin}/oidc/auth`, { method: "POST", redirect: "manual", body });
    expect(answer.headers.get("location")).toBe(`/oidc/auth?${body}`);
  });
});

test("a machine's token ends with its application", async () => {
  const machine = await makeApplication(server, { type: "machine", redirectUris: [], postLogoutRedirectUris: [] });
  const { access_token } = await client.clientCredentialsGrant(await discover(server.origin, machine));
  const asking = await discover(server.origin, await makeApplication(server, { mayIntrospect: true }));
  expect(await client.tokenIntrospection(asking, access_token)).toMatchObject({ active: true });
  await manage(server.origin, "DELETE", `/api/applications/${machine.clientId}`);
  expect(await client.tokenIntrospection(asking, access_token)).toEqual({ active: false });
});

test("an address may have so many requests kept; then people sign in all the same", async () => {
  const { startApp } = await import("../harness.js");
  const app = await startApp(server, { env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
  const its = await makeApplication(server);
  const query = new URLSearchParams({
    ...{ client_id: its.clientId, redirect_uri: REDIRECT, response_type: "code", scope: "openid phone", state: "s" },
    ...{ code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" },
  });
  const from = { "x-forwarded-for": "2001:db8::7" };
  const open = (more = "") => fetch(`${app.origin}/oidc/auth?${query}${more}`, { headers: from, redirect: "manual" });
  const before = await server.sql`select count(*)::int as n from authorization_requests`;
  const answers = await burst(80, () => open());
  expect(answers.map(({ status }) => status)).toEqual(Array(80).fill(303));
  const after = await server.sql`select count(*)::int as n from authorization_requests`;
  expect(after[0]?.n - before[0]?.n).toBe(60);
  const visitor = new Visitor(app.origin, "html", from);
  await visitor.open(`/oidc/auth?${query}`);
  const number = newNumber();
  await visitor.act("send", { phone: number });
  await visitor.act("check", { code: await codeOf(app.origin, number) });
  expect(new URL(visitor.page?.location ?? "").searchParams.get("code")).toBeTruthy();
  const long = await open(`&claims=${"x".repeat(7000)}`);
  expect([303, 400]).toContain(long.status);
  expect(await server.sql`select from authorization_requests where length(sealed_query) > 9000`).toHaveLength(0);
  await app.stop();
});

test("a value that a claim should have is kept nowhere", async () => {
  const number = newNumber();
  const claims = JSON.stringify({
    userinfo: { phone_number: { value: number } },
    id_token: { name: { values: [number] } },
  });
  const { tokens, sub } = await member(config, { claims, scope: "openid phone profile offline_access" });
  await client.refreshTokenGrant(config, tokens.refresh_token as string);
  const rows =
    await server.sql`select t.payload, g.payload as granted from oidc_tokens t join oidc_grants g on g.sid = t.grant_sid
    where g.user_sid = ${sub}`;
  expect(rows.length).toBeGreaterThan(1);
  expect(JSON.stringify(rows)).not.toContain(number.slice(3));
});

describe("resources", () => {
  const apis = ["https://a.api.example/", "https://b.api.example/"] as const;
  beforeAll(async () => {
    for (const indicator of apis)
      await manage(server.origin, "POST", "/api/resources", { indicator, name: "API", scopes: ["read"] });
  });

  test("what was allowed for one is not allowed for another with a scope of the same name", async () => {
    const its = await makeApplication(server, { firstParty: false, resources: apis });
    const config = await discover(server.origin, its);
    const { visitor } = await member();
    const ask = async (resource: string) => {
      await authorize(config, visitor, { parameters: { scope: "openid read", resource } }).catch(() => undefined);
      return visitor.page?.state;
    };
    expect(await ask(apis[0])).toBe("authorize");
    expect(visitor.page?.text).toContain("a.api.example");
    await visitor.post(visitor.page?.actions.allow as string);
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    expect(await ask(apis[0])).toBe("none");
    expect(await ask(apis[1])).toBe("authorize");
    // Another account has signed in meanwhile, in another tab.
    const allow = visitor.page?.actions.allow as string;
    const other = await member();
    for (const [name, value] of other.visitor.cookies) visitor.cookies.set(name, value);
    await visitor.post(allow);
    expect(visitor.page?.state).toBe("authorize");
    expect(await server.sql`select from oidc_consents where user_sid = ${other.sub}`).toHaveLength(0);
  });

  test("a machine that names no scope gets those of its settings", async () => {
    const machine = await makeApplication(server, {
      ...{ type: "machine", redirectUris: [], postLogoutRedirectUris: [] },
      ...{ resources: [apis[0]], defaultResource: apis[0], defaultScopes: "read" },
    });
    const { scope } = await client.clientCredentialsGrant(await discover(server.origin, machine));
    expect(scope).toBe("read");
  });
});
