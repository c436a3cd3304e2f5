/** @module Kakao: its console's set-ups, ids, consents, both spellings of numbers, SDKs, notices, and the end of a connection. */

import { ForeignNotice } from "@munjigi/connectors/social/contract";
import { kakao } from "@munjigi/connectors/social/kakao";
import { type FakeKakao, fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contextFor } from "../context.js";
import { failureOf, goAndReturn, need, newRequest, REDIRECT_URI, settingsOf, signIn } from "./round-trip.js";

let fake: FakeKakao;
beforeEach(async () => {
  fake = await fakeKakao();
});
afterEach(() => fake.close());

const config = (more: object = {}) => ({
  clientId: kakaoConsole.restApiKey,
  clientSecret: kakaoConsole.clientSecret,
  endpoints: fake.endpoints,
  ...more,
});
const settings = (more: object = {}) => settingsOf(kakao, config(more));

test("a sign-in gives the profile, and what ends the connection", async () => {
  const { profile, grant } = await signIn(kakao, settings(), fake);
  expect(profile).toEqual({
    issuer: "https://kauth.kakao.com",
    subject: "9007199254740993001",
    clientId: "kakao-rest-key",
    email: "gildong@example.com",
    emailVerified: true,
    phone: "+821012345678",
    phoneVerified: true,
    name: "홍길동",
    picture: "https://k.kakaocdn.net/img_640x640.jpg",
    missing: [],
    agreed: [],
  });
  expect(grant).toMatchObject({ clientId: "kakao-rest-key", tokenKind: "access_token" });
});

describe("set-ups of the console", () => {
  const outcome = async (more: object = {}, action: "sign-in" | "verify" = "sign-in") => {
    try {
      const { profile } = await signIn(kakao, settings(more), fake, { action });
      return profile;
    } catch (error) {
      const code = /^the provider's page says (.+)$/.exec(String((error as Error).message))?.[1];
      return {
        code: code ?? (error as { vendorCode?: string }).vendorCode,
        reason: (error as { reason?: string }).reason,
      };
    }
  };
  const names = (found: unknown, code: string) => {
    expect(found).toMatchObject({ code });
    expect(kakao.remedies?.[code]?.ko).toMatch(/→|scope/);
    expect(kakao.remedies?.[code]?.en).toMatch(/→|scope/);
  };

  test("1 · Kakao Login is switched off", async () => {
    fake.console.isLoginOn = false;
    names(await outcome(), "KOE004");
  });
  test("2 · the redirect address is not registered", async () => {
    fake.console.redirectUris = [`${REDIRECT_URI}/`];
    names(await outcome(), "KOE006");
  });
  test("3 · the key is of another kind", async () => names(await outcome({ clientId: "javascript-key" }), "KOE101"));
  test("4 · the secret is on, and not in the settings", async () =>
    names(await outcome({ clientSecret: undefined }), "KOE010"));
  test("5 · the secret is on, and another", async () => names(await outcome({ clientSecret: "old" }), "KOE010"));
  test("6 · the secret is off, and not in the settings", async () => {
    fake.console.clientSecret = undefined;
    expect(await outcome({ clientSecret: undefined })).toMatchObject({ subject: fake.person.subject });
  });
  test("7 · a scope names an item that the app does not have", async () => {
    fake.console.items = ["name"];
    names(await outcome({ scope: "openid account_email" }), "KOE205");
  });
  test("8 · the app has no consent items", async () => {
    fake.console.items = [];
    const found = await outcome();
    expect(found).toMatchObject({ subject: fake.person.subject, emailVerified: false, missing: [] });
    expect(found).not.toHaveProperty("email");
  });
  test("9 · OpenID Connect is off", async () => {
    fake.console.isOidcOn = false;
    expect(await outcome()).toMatchObject({ subject: fake.person.subject, phone: "+821012345678" });
  });
  test("10 · scope without openid, so that no id_token comes", async () => {
    expect(await outcome({ scope: "account_email,phone_number" })).toMatchObject({ subject: fake.person.subject });
  });
  test("11 · terms are wanted, and there is no Kakao Sync", async () =>
    names(await outcome({ serviceTerms: { service: "terms" } }), "-3"));
  test("12 · a number is wanted, and the app may not have one", async () => {
    fake.console.items = ["name"];
    names(await outcome({}, "verify"), "KOE205");
  });
});

test("refused items are missing, and nothing else is", async () => {
  const { profile } = await signIn(kakao, settings(), fake, {}, { refuse: ["email", "phone"] });
  expect(profile.missing).toEqual(["email", "phone"]);
  expect(profile).not.toHaveProperty("email");
  expect(profile).toMatchObject({ emailVerified: false, phoneVerified: false, name: "홍길동" });
});

test("to verify, the number is asked for by name, and told missing where there is none", async () => {
  const request = newRequest({ action: "verify" });
  const url = new URL(await kakao.authorizationUrl(request, settings(), contextFor()));
  expect(url.searchParams.get("scope")).toBe("phone_number");
  fake.person.phone = undefined;
  expect((await signIn(kakao, settings(), fake, { action: "verify" })).profile.missing).toEqual(["phone"]);
});

test.each([
  ["+82 10-1234-5678", "+821012345678"],
  ["+82 010-1234-5678", "+821012345678"],
  ["+1 213-373-4253", "+12133734253"],
  ["+82 010-5970-1234", "+821059701234"],
  ["+81 90-1234-5678", "+819012345678"],
  ["+82 10-****-5678", undefined],
  ["", undefined],
])("the number %j is %j", async (given, phone) => {
  fake.person.phone = given;
  const { profile } = await signIn(kakao, settings(), fake);
  expect(profile.phone).toBe(phone);
  expect(profile.phoneVerified).toBe(phone !== undefined);
});

test.each(["123456789", "9223372036854775807", "9007199254740993"])(
  "the id %s comes through whole",
  async (subject) => {
    fake.person.subject = subject;
    fake.console.isOidcOn = false;
    expect((await signIn(kakao, settings(), fake)).profile.subject).toBe(subject);
  },
);

test("an address that another account has taken over is theirs no more; one that is not verified opens nothing", async () => {
  fake.isEmailValid = false;
  const taken = await signIn(kakao, settings(), fake);
  expect(taken.profile).not.toHaveProperty("email");
  fake.isEmailValid = true;
  for (const flag of [false, "true", undefined]) {
    fake.person.emailVerified = flag;
    expect((await signIn(kakao, settings(), fake)).profile).toMatchObject({
      email: "gildong@example.com",
      emailVerified: false,
    });
  }
});

test("terms of Kakao Sync come under the names that the settings give", async () => {
  fake.console.serviceTerms = ["service_1", "marketing_1", "other"];
  const own = settings({ serviceTerms: { service_1: "terms", marketing_1: "marketing" } });
  const at = new Date("2026-11-01T03:04:05Z");
  expect((await signIn(kakao, own, fake)).profile.agreed).toEqual([
    { term: "terms", at },
    { term: "marketing", at },
  ]);
  await signIn(kakao, settings(), fake);
  expect(fake.requests.filter(({ url }) => url.pathname === "/v2/user/service_terms")).toHaveLength(1);
});

test("somebody who says no has cancelled; a code is good once", async () => {
  const own = settings();
  expect((await failureOf(signIn(kakao, own, fake, {}, { cancel: true }))).reason).toBe("cancelled");
  const answer = await goAndReturn(kakao, own, fake, newRequest());
  await kakao.exchange(answer, own, contextFor());
  const code = answer.parameters.get("code") ?? "";
  // Kakao repeats the code in its sentence.
  expect(await failureOf(kakao.exchange(answer, own, contextFor()), [code])).toMatchObject({
    reason: "expired",
    vendorCode: "KOE320",
  });
});

test("an answer with another address, verifier or state fails", async () => {
  const own = settings();
  const answer = await goAndReturn(kakao, own, fake, newRequest());
  expect(
    await failureOf(kakao.exchange({ ...answer, redirectUri: `${REDIRECT_URI}/x` }, own, contextFor())),
  ).toMatchObject({
    reason: "misconfigured",
    vendorCode: "KOE303",
  });
  const second = await goAndReturn(kakao, own, fake, newRequest());
  const codeVerifier = newRequest().codeVerifier;
  expect((await failureOf(kakao.exchange({ ...second, codeVerifier }, own, contextFor()))).reason).toBe("expired");
  const third = await goAndReturn(kakao, own, fake, newRequest());
  expect((await failureOf(kakao.exchange({ ...third, state: "another" }, own, contextFor()))).reason).toBe("refused");
});

test("for good, and after a sign-out, Kakao asks which account", async () => {
  const prompt = async (more: object) =>
    new URL(await kakao.authorizationUrl(newRequest(more), settings(), contextFor())).searchParams.get("prompt");
  expect(await prompt({})).toBeNull();
  expect(await prompt({ selectAccount: true })).toBe("select_account");
  expect(await prompt({ action: "withdraw" })).toBe("select_account");
});

describe("SDKs", () => {
  const own = () => settings({ nativeClientIds: [kakaoConsole.nativeAppKey], appId: "123456" });

  test("an id_token alone, for the native key", async () => {
    const { idToken } = await fake.signInNatively("nonce-1");
    const { profile, grant } = await need(kakao.native)({ nonce: "nonce-1", idToken }, own(), contextFor());
    expect(profile).toMatchObject({
      subject: fake.person.subject,
      clientId: kakaoConsole.nativeAppKey,
      email: "gildong@example.com",
      emailVerified: true,
      phoneVerified: false,
    });
    expect(grant).toBeUndefined();
  });
  test("with an access token of the same person, the whole profile; of another, nothing", async () => {
    const mine = await fake.signInNatively("nonce-1");
    const handOff = { nonce: "nonce-1", ...mine };
    expect((await need(kakao.native)(handOff, own(), contextFor())).profile.phone).toBe("+821012345678");
    fake.person.subject = "42";
    const theirs = await fake.signInNatively("nonce-1");
    const mixed = { ...handOff, accessToken: theirs.accessToken };
    expect((await failureOf(need(kakao.native)(mixed, own(), contextFor()))).reason).toBe("refused");
  });
  test("an access token alone is proved by the app's number", async () => {
    const { accessToken } = await fake.signInNatively("nonce-1");
    const handOff = { nonce: "nonce-1", accessToken };
    expect((await need(kakao.native)(handOff, own(), contextFor())).profile.subject).toBe(fake.person.subject);
    const other = settings({ appId: "654321" });
    expect(await failureOf(need(kakao.native)(handOff, other, contextFor()), [accessToken])).toMatchObject({
      reason: "refused",
      vendorCode: "token.aud",
    });
    expect(await failureOf(need(kakao.native)(handOff, settings(), contextFor()))).toMatchObject({
      reason: "misconfigured",
      vendorCode: "appId",
    });
  });
  test("a native key that the settings do not know is refused, with its remedy", async () => {
    const { idToken } = await fake.signInNatively("nonce-1");
    const failure = await failureOf(need(kakao.native)({ nonce: "nonce-1", idToken }, settings(), contextFor()));
    expect(kakao.remedies?.[failure.vendorCode ?? ""]?.en).toContain("nativeClientIds");
  });
});

describe("the end of a connection", () => {
  test("by the trip's token, and again", async () => {
    const own = settings();
    const { grant } = await signIn(kakao, own, fake);
    await need(kakao.revoke)(need(grant), own, contextFor());
    await need(kakao.revoke)(need(grant), own, contextFor());
    expect(fake.revoked).toEqual([fake.person.subject]);
  });
  test("by the admin key, knowing only whose", async () => {
    const revokeSubject = need(kakao.revokeSubject);
    expect(revokeSubject(settings())).toBeUndefined();
    const revoke = need(revokeSubject(settings({ adminKey: kakaoConsole.adminKey })));
    await revoke(fake.person.subject, contextFor());
    await revoke(fake.person.subject, contextFor());
    expect(fake.revoked).toEqual([fake.person.subject]);
    const wrong = need(revokeSubject(settings({ adminKey: "wrong" })));
    expect(await failureOf(wrong("1", contextFor()), ["wrong"])).toMatchObject({
      reason: "misconfigured",
      vendorCode: "adminKey",
    });
  });
});

describe("notices", () => {
  const own = () => settings({ adminKey: kakaoConsole.adminKey, appId: "123456", nativeClientIds: [] });
  const unlinked = "https://schemas.openid.net/secevent/oauth/event-type/user-unlinked";
  const event = async (token: string, given = own()) =>
    await need(kakao.notice)(
      {
        method: "POST",
        url: "https://auth.test/social/notices/x",
        headers: new Headers({ "content-type": "application/secevent+jwt" }),
        body: token,
      },
      given,
      contextFor(),
    );
  const unlink = async (
    form: Record<string, string>,
    authorization = `KakaoAK ${kakaoConsole.adminKey}`,
    given = own(),
  ) =>
    await need(kakao.notice)(
      {
        method: "POST",
        url: "https://auth.test/social/notices/x",
        headers: new Headers({ authorization, "content-type": "application/x-www-form-urlencoded" }),
        body: new URLSearchParams(form).toString(),
      },
      given,
      contextFor(),
    );

  test.each([
    [unlinked, "unlinked"],
    ["https://schemas.openid.net/secevent/risc/event-type/account-purged", "purged"],
    ["https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked", "signed_out"],
    ["https://schemas.openid.net/secevent/oauth/event-type/user-linked", "other"],
  ])("the event %s is %s", async (uri, kind) => {
    const token = await fake.eventToken(uri, { jti: "event-1" });
    const read = await event(token);
    expect(read.answer.status).toBe(202);
    expect(read.notices).toMatchObject([{ kind, subject: fake.person.subject, issuer: "https://kauth.kakao.com" }]);
    expect((await event(token)).notices[0]?.id).toBe(read.notices[0]?.id);
  });

  test("an event that is not Kakao's, or for another app, hears why", async () => {
    const foreign = async (token: string) => {
      const error = await event(token).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(ForeignNotice);
      return (error as ForeignNotice).answer;
    };
    expect(await foreign(await fake.eventToken(unlinked, { aud: "another" }))).toMatchObject({
      status: 400,
      body: { err: "invalid_audience" },
    });
    expect(await foreign(await fake.eventToken(unlinked, { iss: "https://evil.example" }))).toMatchObject({
      body: { err: "invalid_issuer" },
    });
    expect(await foreign("garbage")).toMatchObject({ status: 400 });
    // An id_token is signed by the same key.
    const { idToken } = await fake.signInNatively("nonce");
    expect(await foreign(idToken)).toMatchObject({ status: 400 });
    fake.faults["/.well-known/jwks.json"] = { status: 500 };
    const fresh = own();
    const error = await event(await fake.eventToken(unlinked), fresh).catch((error: unknown) => error);
    expect((error as ForeignNotice).answer.status).toBe(503);
  });

  test("the older notice is proved by the admin key and the app's number", async () => {
    const form = { app_id: "123456", user_id: "9007199254740993001", referrer_type: "UNLINK_FROM_APPS" };
    const read = await unlink(form);
    expect(read).toMatchObject({ answer: { status: 200 }, notices: [{ kind: "unlinked", subject: form.user_id }] });
    expect((await unlink({ ...form, referrer_type: "ACCOUNT_DELETE" })).notices[0]?.kind).toBe("purged");
    await expect(unlink(form, "KakaoAK wrong")).rejects.toBeInstanceOf(ForeignNotice);
    await expect(unlink(form, "")).rejects.toBeInstanceOf(ForeignNotice);
    await expect(unlink({ ...form, app_id: "1" })).rejects.toBeInstanceOf(ForeignNotice);
    await expect(unlink({ ...form, user_id: "" })).rejects.toBeInstanceOf(ForeignNotice);
    const withoutKey = settings({ appId: "123456" });
    await expect(unlink(form, "KakaoAK undefined", withoutKey)).rejects.toBeInstanceOf(ForeignNotice);
  });
});
