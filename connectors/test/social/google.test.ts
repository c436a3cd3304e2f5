/** @module Google: whose addresses it answers for, both spellings of its name, SDKs, what a withdrawal asks for. */
import { google } from "@munjigi/connectors/social/google";
import { type FakeGoogle, fakeGoogle } from "@munjigi/testkit/social/google";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contextFor } from "../context.js";
import { failureOf, need, newRequest, REDIRECT_URI, settingsOf, signIn } from "./round-trip.js";

let fake: FakeGoogle;
beforeEach(async () => {
  fake = await fakeGoogle();
});
afterEach(() => fake.close());

const settings = (more: object = {}) =>
  settingsOf(google, {
    clientId: fake.clientId,
    clientSecret: fake.clientSecret,
    endpoints: fake.endpoints,
    ...more,
  });

test("a sign-in gives the profile", async () => {
  const { profile } = await signIn(google, settings(), fake);
  expect(profile).toEqual({
    issuer: "https://accounts.google.com",
    subject: "110169484474386276334",
    clientId: fake.clientId,
    email: "gildong@gmail.com",
    emailVerified: true,
    phoneVerified: false,
    name: "Gildong Hong",
    picture: "https://lh3.googleusercontent.com/a/photo",
    missing: [],
    agreed: [],
  });
});

test.each([
  ["gildong@gmail.com", true, undefined, true],
  ["gildong@gmail.com", "true", undefined, false],
  ["gildong@gmail.com", "false", undefined, false],
  ["gildong@company.kr", true, "company.kr", true],
  ["gildong@company.kr", true, undefined, false],
  ["gildong@company.kr", false, "company.kr", false],
  ["gildong@gmail.com.evil.kr", true, undefined, false],
])("%s, verified %j, domain %j: answered for %j", async (email, flag, domain, emailVerified) => {
  fake.person.email = email;
  fake.person.emailVerified = flag;
  fake.hostedDomain = domain;
  expect((await signIn(google, settings(), fake)).profile).toMatchObject({ email, emailVerified });
});

test("the older spelling of its name is the same issuer", async () => {
  fake.issuer = "accounts.google.com";
  expect((await signIn(google, settings(), fake)).profile.issuer).toBe("https://accounts.google.com");
});

test("a withdrawal asks for what ends the connection", async () => {
  const url = async (more: object, own = settings()) =>
    new URL(await google.authorizationUrl(newRequest(more), own, contextFor())).searchParams;
  expect((await url({})).get("prompt")).toBeNull();
  expect((await url({ selectAccount: true })).get("prompt")).toBe("select_account");
  const withdraw = await url({ action: "withdraw" });
  expect([withdraw.get("prompt"), withdraw.get("access_type")]).toEqual(["select_account consent", "offline"]);
  const own = settings();
  const { grant } = await signIn(google, own, fake, { action: "withdraw" });
  expect(grant).toMatchObject({ tokenKind: "refresh_token" });
  await need(google.revoke)(need(grant), own, contextFor());
  await need(google.revoke)(need(grant), own, contextFor());
  expect(fake.revoked).toEqual([fake.person.subject]);
});

test("set-ups that are wrong name what mends them", async () => {
  expect(await failureOf(signIn(google, settings({ clientSecret: "old" }), fake), ["old"])).toMatchObject({
    reason: "misconfigured",
    vendorCode: "invalid_client",
  });
  fake.redirectUris = [`${REDIRECT_URI}/`];
  await expect(signIn(google, settings(), fake)).rejects.toThrow("redirect_uri_mismatch");
  for (const code of ["invalid_client", "redirect_uri_mismatch", "disallowed_useragent"])
    expect(google.remedies?.[code]?.ko).toBeTruthy();
});

test("browsers inside other apps are turned away", async () => {
  const url = (await google.authorizationUrl(newRequest(), settings(), contextFor())).replace(
    fake.origin,
    fake.loopback,
  );
  const answer = await fetch(url, { headers: { "user-agent": "Mozilla/5.0 (Linux; Android 15; wv) KAKAOTALK 25" } });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("disallowed_useragent");
});

describe("SDKs", () => {
  const android = "google-android.apps.googleusercontent.com";
  const prove = async (change: object, own = settings({ nativeClientIds: [android] })) =>
    await need(google.native)({ nonce: "n-1", idToken: await fake.signInNatively("n-1", change) }, own, contextFor());

  test("web client as audience, and as party the app's", async () => {
    expect((await prove({})).profile.clientId).toBe(fake.clientId);
    expect((await prove({ azp: android })).profile.clientId).toBe(fake.clientId);
    expect((await prove({ aud: android, azp: android })).profile.clientId).toBe(android);
  });
  test("an app nobody knows is refused, with its remedy", async () => {
    const failure = await failureOf(prove({ azp: android }, settings()));
    expect(failure).toMatchObject({ reason: "refused", vendorCode: "token.azp" });
    expect(google.remedies?.["token.azp"]?.en).toContain("nativeClientIds");
    expect((await failureOf(prove({ aud: "other" }))).vendorCode).toBe("token.aud");
  });
  test("an access token proves nothing", async () => {
    const work = need(google.native)({ nonce: "n-1", accessToken: "ya29.token" }, settings(), contextFor());
    expect((await failureOf(work, ["ya29.token"])).reason).toBe("refused");
  });
});
