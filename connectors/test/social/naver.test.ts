/** @module Naver: its console's set-ups, both path families, errors inside a 200, SDKs by code, notices, the end of a connection. */
import { ForeignNotice } from "@munjigi/connectors/social/contract";
import { naver } from "@munjigi/connectors/social/naver";
import { type FakeNaver, fakeNaver, legacyEndpoints, naverConsole } from "@munjigi/testkit/social/naver";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contextFor } from "../context.js";
import { failureOf, goAndReturn, need, newRequest, REDIRECT_URI, settingsOf, signIn } from "./round-trip.js";

let fake: FakeNaver;
beforeEach(async () => {
  fake = await fakeNaver();
});
afterEach(() => fake.close());

const { clientId, clientSecret } = naverConsole;
const settings = (more: object = {}) =>
  settingsOf(naver, { clientId, clientSecret, endpoints: fake.endpoints, ...more });
const legacy = (more: object = {}) => settings({ legacy: true, endpoints: legacyEndpoints(fake), ...more });

const profile = {
  issuer: "https://nid.naver.com",
  subject: "rQE_RsS0mIqXhVe2UcEx1DqPKl-Q1YBTCSFTJvQVkIA",
  clientId: "naver-client",
  email: "gildong@naver.com",
  emailVerified: false,
  phone: "+821012345678",
  phoneVerified: false,
  name: "홍길동",
  picture: "https://phinf.pstatic.net/contact/profile.jpg",
  missing: [],
  agreed: [],
};

test("a sign-in gives the profile; addresses and numbers are hints", async () => {
  const proof = await signIn(naver, settings(), fake);
  expect(proof.profile).toEqual(profile);
  expect(proof.grant).toMatchObject({ clientId, tokenKind: "access_token" });
});

const urlOf = (request: ReturnType<typeof newRequest>, own = settings()) =>
  naver.authorizationUrl(request, own, contextFor());

/** By the older addresses, which know no PKCE. */
async function signInLegacy(more: object = {}) {
  const own = legacy(more);
  const url = new URL(await urlOf(newRequest(), own));
  expect(url.pathname).toBe("/oauth2.0/authorize");
  expect(url.searchParams.has("code_challenge")).toBe(false);
  return await signIn(naver, own, fake);
}

describe("set-ups of the console", () => {
  const outcome = async (trip: Promise<{ profile: unknown }>) => {
    try {
      return (await trip).profile;
    } catch (error) {
      const page = /^the provider's page says (.+)$/.exec(String((error as Error).message))?.[1];
      return page === undefined ? error : { page };
    }
  };
  const remedy = (code: string) => expect(naver.remedies?.[code]?.ko).toMatch(/→|scope/);

  test("1 · the callback address is not registered", async () => {
    fake.console.callbackUrls = [`${REDIRECT_URI}/`];
    expect(await outcome(signIn(naver, settings(), fake))).toEqual({ page: "Callback URL이 일치하지 않습니다" });
    remedy("callback_url");
  });
  test("2 · the client is unknown", async () => {
    expect(await outcome(signIn(naver, settings({ clientId: "other" }), fake))).toEqual({ page: "잘못된 Client ID" });
    remedy("invalid_client");
  });
  test("3 · the secret is another", async () => {
    const failure = await outcome(signIn(naver, settings({ clientSecret: "old" }), fake));
    expect(failure).toMatchObject({ reason: "misconfigured", vendorCode: "invalid_request" });
    remedy("invalid_request");
  });
  test("4 · the same in the older way", async () =>
    expect(await outcome(signInLegacy({ clientSecret: "old" }))).toMatchObject({
      reason: "misconfigured",
      vendorCode: "invalid_request",
    }));
  test("5 · an app in development, and no tester", async () => {
    fake.console.isTesterOnly = true;
    expect(await outcome(signIn(naver, settings(), fake))).toEqual({ page: "개발 중인 앱입니다" });
    remedy("in_development");
  });
  test("6 · Naver Login is not among the app's APIs", async () => {
    fake.console.isLoginOn = false;
    expect(await outcome(signIn(naver, settings(), fake))).toMatchObject({
      page: expect.stringContaining("네이버 로그인"),
    });
    remedy("024");
  });
  test("7 · OpenID Connect is on, and gives a nonce", async () =>
    expect(await outcome(signIn(naver, settings(), fake))).toEqual(profile));
  test("8 · OpenID Connect is on, without a nonce", async () => {
    fake.console.echoesNonce = false;
    expect(await outcome(signIn(naver, settings(), fake))).toEqual(profile);
  });
  test("9 · OpenID Connect is off", async () => {
    fake.console.isOidcOn = false;
    expect(await outcome(signIn(naver, settings(), fake))).toMatchObject({
      reason: "misconfigured",
      vendorCode: "no_id_token",
    });
    remedy("no_id_token");
    expect(await outcome(signInLegacy())).toEqual(profile);
  });
  test("10 · the older protocol", async () => expect(await outcome(signInLegacy())).toEqual(profile));
  test("11 · no information is ticked", async () => {
    fake.console.items = [];
    const { email: _e, phone: _p, name: _n, picture: _i, ...bare } = profile;
    expect(await outcome(signIn(naver, settings(), fake))).toEqual(bare);
  });
  test("12 · somebody refuses all", async () => {
    const refuse = ["name", "email", "phone", "picture"] as const;
    const { email: _e, phone: _p, name: _n, picture: _i, ...bare } = profile;
    expect(await outcome(signIn(naver, settings(), fake, {}, { refuse }))).toEqual(bare);
  });
});

test("to verify, what was refused is asked again, and told missing", async () => {
  const url = new URL(await urlOf(newRequest({ action: "verify" })));
  expect(url.searchParams.get("auth_type")).toBe("reprompt");
  const proof = await signIn(naver, settings(), fake, { action: "verify" }, { refuse: ["phone"] });
  expect(proof.profile.missing).toEqual(["phone"]);
});

test("for good, and after a sign-out, Naver asks for the password", async () => {
  const authType = async (more: object) => new URL(await urlOf(newRequest(more))).searchParams.get("auth_type");
  expect(await authType({})).toBeNull();
  expect(await authType({ selectAccount: true })).toBe("reauthenticate");
  expect(await authType({ action: "withdraw" })).toBe("reauthenticate");
});

test.each([
  ["010-1234-5678", "+821012345678"],
  ["+1 213-373-4253", undefined],
  ["010-12", undefined],
])("the number %j is %j", async (given, phone) => {
  fake.person.phone = given;
  const found = (await signIn(naver, settings(), fake)).profile.phone;
  expect(found).toBe(phone ?? (given.startsWith("+") ? "+12133734253" : undefined));
});

test("cancelled; a used code", async () => {
  const own = settings();
  expect((await failureOf(signIn(naver, own, fake, {}, { cancel: true }))).reason).toBe("cancelled");
  const answer = await goAndReturn(naver, own, fake, newRequest());
  await naver.exchange(answer, own, contextFor());
  expect(await failureOf(naver.exchange(answer, own, contextFor()))).toMatchObject({
    reason: "expired",
    vendorCode: "invalid_request.session",
  });
});

test("a profile that Naver refuses names what mends it", async () => {
  fake.faults["/v1/nid/me"] = { status: 401, body: '{"resultcode":"024","message":"Authentication failed"}' };
  expect(await failureOf(signIn(naver, settings(), fake))).toMatchObject({
    reason: "misconfigured",
    vendorCode: "024",
  });
});

test("an SDK's code is proved, an access token is not", async () => {
  const own = settings();
  const code = fake.signInNatively("nonce-1", REDIRECT_URI);
  const handOff = { nonce: "nonce-1", code, state: "state-1", redirectUri: REDIRECT_URI };
  const proof = await need(naver.native)(handOff, own, contextFor());
  expect(proof.profile).toEqual(profile);
  const again = { ...handOff, code: fake.signInNatively("another", REDIRECT_URI) };
  expect((await failureOf(need(naver.native)(again, own, contextFor()))).vendorCode).toBe("token.nonce");
  const token = { nonce: "nonce-1", accessToken: need(proof.grant).token };
  expect((await failureOf(need(naver.native)(token, own, contextFor()))).reason).toBe("refused");
});

test("a connection ends, by the older call where the newer is down, and again", async () => {
  const own = settings();
  const revoke = need(naver.revoke);
  const first = need((await signIn(naver, own, fake)).grant);
  await revoke(first, own, contextFor());
  await revoke(first, own, contextFor());
  expect(fake.revoked).toHaveLength(1);
  const second = need((await signIn(naver, own, fake)).grant);
  fake.isRevokeDown = true;
  await revoke(second, own, contextFor());
  expect(fake.revoked).toHaveLength(2);
  expect((await failureOf(revoke(second, own, contextFor()))).reason).toBe("provider_down");
  fake.isRevokeDown = false;
  const wrong = settings({ clientSecret: "old" });
  expect((await failureOf(revoke(second, wrong, contextFor()))).reason).toBe("misconfigured");
});

describe("the disconnect notice", () => {
  const read = async (fields: URLSearchParams) =>
    await need(naver.notice)(
      { method: "POST", url: "https://auth.test/social/notices/x", headers: new Headers(), body: fields.toString() },
      settings(),
      contextFor(),
    );

  test("names who it is, and itself", async () => {
    const fields = fake.disconnectFields();
    const found = await read(fields);
    expect(found).toMatchObject({
      answer: { status: 204 },
      notices: [{ kind: "unlinked", issuer: "https://nid.naver.com", subject: fake.person.subject }],
    });
    expect((await read(fields)).notices[0]?.id).toBe(found.notices[0]?.id);
  });

  test("of another app, another key, or changed on its way, is nobody's", async () => {
    const changed = fake.disconnectFields();
    changed.set("timestamp", "1");
    for (const fields of [
      fake.disconnectFields({ clientId: "another" }),
      fake.disconnectFields({ key: "another" }),
      changed,
      new URLSearchParams(),
    ])
      await expect(read(fields)).rejects.toBeInstanceOf(ForeignNotice);
  });
});
