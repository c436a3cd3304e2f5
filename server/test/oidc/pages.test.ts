/** @module What stands before an application's answer: prompts, levels, hints, consent; and whoever comes back late is led on. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call, newNumber, suite } from "../harness.js";
import { codeOf, type Face, faces, Visitor } from "../signin/face.js";
import { addEmail, newPerson, setExperience } from "../signin/kit.js";
import { forgetStep, setUpApp, shownBy } from "../totp/kit.js";
import { authorize, callbackOf, discover, exchange, makeApplication, manage, type TestApplication } from "./kit.js";

const server = suite();
let application: TestApplication;
let config: Awaited<ReturnType<typeof discover>>;
const bothWays = {
  signIn: {
    methods: [
      { identifier: "phone", code: true, password: true, first: "code" },
      { identifier: "email", code: true, password: false, first: "code" },
    ],
  },
};

beforeAll(async () => {
  await setExperience(server, bothWays);
  application = await makeApplication(server, { homeUrl: "https://shop.example/" });
  config = await discover(server.origin, application);
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

/** Signed in at the application. */
async function member(face: Face = "html") {
  const visitor = new Visitor(server.origin, face);
  const number = newNumber();
  const tokens = await exchange(config, await authorize(config, new Visitor(server.origin), { number }));
  await visitor.signIn(number);
  await server.sql`delete from limit_counters`;
  return { visitor, number, sub: tokens.claims()?.sub as string, idToken: tokens.id_token as string };
}

/** Where a request leads: an error of the application's, or a page of ours. */
async function ask(visitor: Visitor, parameters: Record<string, string>, by = config) {
  const way = await authorize(by, visitor, { parameters }).catch(() => undefined);
  return {
    error: way?.callback.searchParams.get("error"),
    code: way?.callback.searchParams.get("code"),
    state: visitor.page?.state,
    way,
  };
}

const past = (seconds: number, userSid: string) =>
  server.sql`update sessions set auth_time = auth_time - ${seconds}::int * interval '1 second' where user_sid = ${userSid}`;

describe("prompts", () => {
  test("none: a code at once for whoever is signed in, an error for whoever is not", async () => {
    expect((await ask(new Visitor(server.origin), { prompt: "none" })).error).toBe("login_required");
    const { visitor, sub } = await member();
    const { code, way } = await ask(visitor, { prompt: "none" });
    expect(code).toBeTruthy();
    expect(way && (await exchange(config, way)).claims()?.sub).toBe(sub);
  });

  test("login: a fresh proof of the same account, then a later auth_time; the session stays", async () => {
    const { visitor, number, sub } = await member();
    await past(100, sub);
    expect((await ask(visitor, { prompt: "login" })).state).toBe("step-up");
    const [prove] = Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
    await visitor.act(prove as string);
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    expect(
      await server.sql`select from sessions where user_sid = ${sub} and auth_time > now() - interval '1 minute'`,
    ).toHaveLength(1);
  });

  test("login: another account may sign in, and nobody has to", async () => {
    const { visitor } = await member();
    await ask(visitor, { prompt: "login" });
    const other = visitor.page?.links.find((href) => href.includes("other=1"));
    const cancel = visitor.page?.links.find((href) => href.includes("declined"));
    await visitor.open(cancel as string);
    expect(callbackOf(visitor).searchParams.get("error")).toBe("access_denied");
    await visitor.open(other as string);
    expect(visitor.page?.state).toBe("identify");
    const number = newNumber();
    await visitor.act("send", { phone: number });
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
  });

  test("select_account: on with this one, or with another", async () => {
    const { visitor } = await member();
    expect((await ask(visitor, { prompt: "select_account" })).state).toBe("choose");
    const [first] = Object.values(visitor.page?.actions ?? {}).filter((href) => href.startsWith("/sign-in/continue"));
    await visitor.post(first as string);
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
  });

  test("create and screen=sign-up go to the sign-up page", async () => {
    for (const parameters of [{ prompt: "create" }, { screen: "sign-up" }]) {
      const visitor = new Visitor(server.origin);
      await ask(visitor, parameters as never);
      expect([visitor.page?.state, new URL(visitor.page?.url ?? "").pathname]).toEqual(["identify", "/sign-up"]);
    }
  });

  test("max_age: whoever was proved too long ago is proved anew, 0 included", async () => {
    const { visitor, number, sub } = await member();
    expect((await ask(visitor, { max_age: "1000" })).code).toBeTruthy();
    await past(2000, sub);
    for (const max_age of ["1000", "0"]) {
      await server.sql`delete from limit_counters`;
      await past(10, sub);
      expect((await ask(visitor, { max_age })).state).toBe("step-up");
      const [prove] = Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
      await visitor.act(prove as string);
      await visitor.act("check", { code: await codeOf(server.origin, number) });
      expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
      await server.sql`delete from verifications where recipient = ${number}`;
    }
  });

  test("acr_values: a second kind of proof where there is one, and on without where there is none", async () => {
    const LEVEL = "urn:munjigi:acr:2";
    const { visitor, number, sub } = await member();
    expect((await ask(visitor, { acr_values: "urn:munjigi:acr:1 unknown" })).code).toBeTruthy();
    expect((await ask(visitor, { acr_values: LEVEL, prompt: "none" })).error).toBe("interaction_required");
    // One without a password shows what it has, and goes on.
    expect((await ask(visitor, { acr_values: LEVEL })).state).toBe("step-up");
    const [prove] = Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
    await visitor.act(prove as string);
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    const essential = JSON.stringify({ id_token: { acr: { essential: true, values: [LEVEL] } } });
    expect((await ask(visitor, { claims: essential })).state).toBe("step-up");
    const { hashPassword } = await import("../../dist/users/password.js");
    const { systemRandom } = await import("../../dist/clock.js");
    await server.sql`update users set password_hash = ${await hashPassword("quiet-river-77", systemRandom)} where sid = ${sub}`;
    const { way, state } = await ask(visitor, { acr_values: LEVEL });
    expect([way, state]).toEqual([undefined, "step-up"]);
    expect(Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove "))).toEqual([
      "prove password",
    ]);
    await visitor.act("prove password");
    await visitor.act("try-password", { password: "quiet-river-77" });
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    const done = await ask(visitor, { claims: essential });
    const tokens = done.way && (await exchange(config, done.way));
    expect(tokens?.claims()).toMatchObject({ acr: LEVEL, amr: expect.arrayContaining(["sms", "pwd", "mfa"]) });
  });

  test("an essential level that the account cannot reach is told to the application", async () => {
    const { visitor, number } = await member();
    const claims = JSON.stringify({ id_token: { acr: { essential: true, value: "urn:munjigi:acr:2" } } });
    await ask(visitor, { claims });
    const [prove] = Object.keys(visitor.page?.actions ?? {}).filter((name) => name.startsWith("prove ID"));
    await visitor.act(prove as string);
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    expect(callbackOf(visitor).searchParams.get("error")).toBe("unmet_authentication_requirements");
  });

  test("a text and an authenticator app are one kind of proof, and each is named; with a password the app is a second kind", async () => {
    const LEVEL = "urn:munjigi:acr:2";
    const claims = JSON.stringify({ id_token: { acr: { essential: true, value: LEVEL } } });
    const { visitor, sub } = await member();
    const { secret } = await setUpApp(visitor);
    await forgetStep(server, sub);
    await ask(visitor, { claims });
    await visitor.act("prove totp");
    await visitor.act("check-totp", { code: shownBy(secret) });
    expect(callbackOf(visitor).searchParams.get("error")).toBe("unmet_authentication_requirements");
    const { way } = await ask(visitor, {});
    const first = way && (await exchange(config, way));
    expect(first?.claims()).toMatchObject({ acr: "urn:munjigi:acr:1" });
    expect([...((first?.claims()?.amr ?? []) as string[])].sort()).toEqual(["otp", "sms", "totp"]);
    await server.sql`update sessions set amr = '["pwd"]' where user_sid = ${sub}`;
    await forgetStep(server, sub);
    expect((await ask(visitor, { claims })).state).toBe("step-up");
    await visitor.act("prove totp");
    await visitor.act("check-totp", { code: shownBy(secret) });
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    const done = await ask(visitor, { claims });
    const tokens = done.way && (await exchange(config, done.way));
    expect(tokens?.claims()).toMatchObject({ acr: LEVEL, amr: expect.arrayContaining(["pwd", "otp", "totp", "mfa"]) });
  });

  test("id_token_hint of somebody else: they sign in, or the application is told", async () => {
    const one = await member();
    const other = await member();
    expect((await ask(one.visitor, { id_token_hint: other.idToken })).state).toBe("identify");
    await one.visitor.act("send", { phone: one.number });
    await one.visitor.act("check", { code: await codeOf(server.origin, one.number) });
    expect(callbackOf(one.visitor).searchParams.get("error")).toBe("login_required");
    expect((await ask(other.visitor, { id_token_hint: other.idToken, prompt: "none" })).code).toBeTruthy();
  });
});

describe("hints", () => {
  test.each([
    ["010-1234-5678", "phone", "010-1234-5678"],
    ["+82 10 1234 5678", "phone", "+82 10 1234 5678"],
    ["kim@example.com", "email", "kim@example.com"],
    ["<script>", "phone", ""],
  ])("login_hint %s is in the field where it can be read", async (login_hint, field, value) => {
    const visitor = new Visitor(server.origin);
    await ask(visitor, { login_hint });
    expect(visitor.page?.state).toBe("identify");
    expect(visitor.page?.text).toMatch(new RegExp(`id="${field}"`));
    const shown = /<input[^>]*id="(?:phone|email)"[^>]*>/.exec(visitor.page?.text ?? "")?.[0] ?? "";
    expect(/value="([^"]*)"/.exec(shown)?.[1] ?? "").toBe(value);
    const rows = await server.sql`select sealed_query from authorization_requests order by created_at desc limit 1`;
    expect(JSON.stringify(rows)).not.toContain("1234");
    expect(server.logLines.join("\n")).not.toContain("1234-5678");
  });

  test("ui_locales chooses the language, the first that there is", async () => {
    const visitor = new Visitor(server.origin);
    await ask(visitor, { ui_locales: "fr en-GB ko" });
    expect(visitor.page?.text).toContain('<html lang="en">');
  });

  test("an application's own service sends the code", async () => {
    const { body } = await call(server.origin, "/Services", { FriendlyName: "Other brand" });
    const its = await makeApplication(server, { service: body.sid });
    const number = newNumber();
    await authorize(await discover(server.origin, its), new Visitor(server.origin), { number });
    expect(await server.sql`select service_sid from verifications where recipient = ${number}`).toEqual([
      { serviceSid: body.sid },
    ]);
  });
});

describe("an application that is not the team's own", () => {
  async function thirdParty() {
    const its = await makeApplication(server, { name: "Delivery", firstParty: false });
    return { its, config: await discover(server.origin, its) };
  }

  test("asks once for a set of scopes, in words; more are asked for; the account ends it, in every session", async () => {
    const { its, config } = await thirdParty();
    const { visitor, sub } = await member();
    await server.sql`update users set name = '김하늘' where sid = ${sub}`;
    const scope = "openid profile phone";
    expect((await ask(visitor, { scope }, config)).state).toBe("authorize");
    expect(visitor.page?.text).toContain("Delivery");
    expect(visitor.page?.text).toContain("김하늘");
    expect(visitor.page?.text).toContain("shop.example");
    const allow = visitor.page?.actions.allow as string;
    await visitor.post(allow);
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
    const again = await ask(visitor, { scope, prompt: "none" }, config);
    expect(again.code).toBeTruthy();
    const tokens = again.way && (await exchange(config, again.way));
    expect(tokens?.refresh_token).toBeUndefined();
    expect((await ask(visitor, { scope: `${scope} email`, prompt: "none" }, config)).error).toBe("consent_required");
    expect((await ask(visitor, { scope: `${scope} email` }, config)).state).toBe("authorize");
    const account = await visitor.open("/account");
    const end = Object.values(account.actions).find((href) => href.includes(its.clientId));
    expect(account.text).toContain("Delivery");
    await visitor.post(end as string);
    const info = await fetch(`${server.origin}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${tokens?.access_token}` },
    });
    expect(info.status).toBe(401);
    expect((await ask(visitor, { scope, prompt: "none" }, config)).error).toBe("consent_required");
    const events =
      await server.sql`select type from audit_events where subject_id = ${sub} and type like 'grant.%' order by sid`;
    expect(events.map(({ type }) => type)).toEqual(["grant.allowed", "grant.ended"]);
  });

  test("is told when somebody declines", async () => {
    const { config } = await thirdParty();
    const { visitor } = await member();
    await ask(visitor, { response_mode: "query" }, config);
    await visitor.post(visitor.page?.actions.decline as string);
    const { searchParams } = callbackOf(visitor);
    expect([searchParams.get("error"), searchParams.get("iss")]).toEqual(["access_denied", `${server.origin}/oidc`]);
  });

  test("gets a refresh token with prompt=consent and offline_access, after its page", async () => {
    const { config } = await thirdParty();
    const { visitor } = await member();
    const parameters = { scope: "openid offline_access", prompt: "consent" };
    for (let n = 0; n < 2; n++) {
      const way = await authorizeThrough(visitor, parameters, config);
      expect((await exchange(config, way)).refresh_token).toBeTruthy();
    }
  });

  /** Past the consent page. */
  async function authorizeThrough(visitor: Visitor, parameters: Record<string, string>, by: typeof config) {
    const { randomPKCECodeVerifier, calculatePKCECodeChallenge } = await import("openid-client");
    const verifier = randomPKCECodeVerifier();
    const query = new URLSearchParams({
      ...{
        client_id: by.clientMetadata().client_id,
        redirect_uri: "https://shop.example/callback",
        response_type: "code",
      },
      ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
      ...{ state: "s", nonce: "n", ...parameters },
    });
    await visitor.open(`/oidc/auth?${query}`);
    expect(visitor.page?.state).toBe("authorize");
    await visitor.post(visitor.page?.actions.allow as string);
    return { callback: callbackOf(visitor), verifier, state: "s", nonce: "n" };
  }

  test("in a new browser signs in and asks in one go", async () => {
    const { config } = await thirdParty();
    const number = newNumber();
    const visitor = new Visitor(server.origin);
    await authorize(config, visitor, { number }).catch(() => undefined);
    expect(visitor.page?.state).toBe("authorize");
    await visitor.post(visitor.page?.actions.allow as string);
    expect(callbackOf(visitor).searchParams.get("code")).toBeTruthy();
  });

  test("a page of another site cannot allow anything", async () => {
    const { config } = await thirdParty();
    const { visitor } = await member();
    await ask(visitor, {}, config);
    const response = await fetch(new URL(visitor.page?.actions.allow as string, server.origin), {
      method: "POST",
      headers: {
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...{ origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
      },
    });
    expect(response.status).toBe(403);
  });
});

describe.each(faces)("a page left open, %s", (face) => {
  /** The address of the page that stands before the answer. */
  async function leftOpen() {
    const visitor = new Visitor(server.origin, "html");
    await ask(visitor, { scope: "openid phone" });
    const path = new URL(visitor.page?.url ?? "").searchParams.get("return") as string;
    expect(path).toMatch(/^\/oidc\/continue\/[\w-]{22}$/);
    return { visitor: Object.assign(visitor, { face }), path, page: visitor.page?.url as string };
  }

  const isBack = (visitor: Visitor) => callbackOf(visitor).searchParams.get("code") !== null;
  const numberOf = async (visitor: Visitor) => {
    const number = newNumber();
    await visitor.act("send", { phone: number });
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    if (visitor.face === "json") await visitor.open(visitor.page?.location as string);
    return number;
  };

  test("for two hours goes on", async () => {
    const { visitor, page } = await leftOpen();
    await server.sql`update authorization_requests set created_at = created_at - interval '2 hours'`;
    await visitor.open(page);
    await numberOf(visitor);
    expect(isBack(visitor)).toBe(true);
  });

  test("finished in another tab: the same request goes on with one tap", async () => {
    const { visitor, page, path } = await leftOpen();
    await visitor.open(page);
    await numberOf(visitor);
    await visitor.open(path);
    expect(isBack(visitor)).toBe(true);
    const href = [...(await server.sql`select sid from flows where return_to = ${path}`)][0]?.sid;
    const ended = await visitor.open(`/sign-in?flow=${href}`);
    expect(ended.state).toBe("ended");
    expect(face === "html" ? ended.links : ended.body.view.againHref).toEqual(
      face === "html" ? expect.arrayContaining([path]) : path,
    );
  });

  test("signed out meanwhile: the sign-in page, and on to the application", async () => {
    const { visitor, page, path } = await leftOpen();
    await visitor.open(page);
    await numberOf(visitor);
    await visitor.post("/sign-out");
    await visitor.open(path);
    expect(visitor.page?.state).toBe("identify");
    await numberOf(visitor);
    expect(isBack(visitor)).toBe(true);
  });

  test("for more than a day: the application's own page is offered", async () => {
    const { visitor, path } = await leftOpen();
    await server.sql`update authorization_requests set created_at = created_at - interval '25 hours'`;
    // Another process, which has not read it.
    const { startApp } = await import("../harness.js");
    const other = await startApp(server, {});
    const late = new Visitor(other.origin, "html");
    const page = await late.open(path);
    await other.stop();
    expect([page.status, page.state]).toEqual([410, "ended"]);
    expect(page.links).toContain("https://shop.example/");
    expect(visitor).toBeDefined();
  });
});

test("four tabs that are finished at once all get codes, and the session stays", async () => {
  for (let round = 0; round < 5; round++) {
    const { visitor, sub } = await member();
    const ways = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const tab = new Visitor(server.origin);
        for (const [name, value] of visitor.cookies) tab.cookies.set(name, value);
        return await authorize(config, tab, { parameters: { scope: "openid offline_access" } });
      }),
    );
    const tokens = await Promise.all(ways.map((way) => exchange(config, way)));
    expect(tokens.map((one) => one.claims()?.sub)).toEqual(Array(4).fill(sub));
    expect((await ask(visitor, { prompt: "none" })).code).toBeTruthy();
  }
});

test("a sign-out in the middle of six requests leaves no session", async () => {
  for (let round = 0; round < 5; round++) {
    const { visitor, sub } = await member();
    const tabs = Array.from({ length: 6 }, () => {
      const tab = new Visitor(server.origin);
      for (const [name, value] of visitor.cookies) tab.cookies.set(name, value);
      return ask(tab, {});
    });
    const end = server.sql`delete from sessions where user_sid = ${sub}`;
    const [results] = await Promise.all([Promise.all(tabs), end]);
    for (const { code, state } of results) expect(code ? "code" : state).toMatch(/^(code|identify)$/);
    expect((await ask(visitor, { prompt: "none" })).error).toBe("login_required");
    expect(await server.sql`select from sessions where user_sid = ${sub}`).toHaveLength(0);
  }
});

test("an account that a lost number alone has opened tells its number and nothing else", async () => {
  const { number, sid } = await newPerson(server, "json");
  await addEmail(server.sql, sid, `hidden.${process.pid}@example.com`);
  await server.sql`update users set name = '김하늘' where sid = ${sid}`;
  const visitor = new Visitor(server.origin);
  await server.sql`delete from limit_counters`;
  await visitor.signIn(number);
  await server.sql`update sessions set restricted_until = now() + interval '1 hour' where user_sid = ${sid}`;
  const way = await authorize(config, visitor, { parameters: { scope: "openid profile phone email" } });
  const claims = (await exchange(config, way)).claims();
  expect(claims).toMatchObject({ phone_number: number });
  for (const name of ["name", "email", "picture", "updated_at"]) expect(claims?.[name]).toBeUndefined();
});

test("the management API's changes of an application are obeyed", async () => {
  const its = await makeApplication(server);
  const config = await discover(server.origin, its);
  await manage(server.origin, "PATCH", `/api/applications/${its.clientId}`, {
    redirectUris: ["https://new.example/cb"],
  });
  const visitor = new Visitor(server.origin);
  const refused = await ask(visitor, {}, config);
  expect([refused.way, visitor.page?.status, visitor.page?.state]).toEqual([undefined, 400, "error"]);
  await manage(server.origin, "DELETE", `/api/applications/${its.clientId}`);
  await ask(visitor, { redirect_uri: "https://new.example/cb" }, config);
  expect(visitor.page?.state).toBe("error");
});
