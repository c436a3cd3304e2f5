/** @module Any OAuth 2.0 provider, registered by Authlib's five fields. */
import { oauth2 } from "@munjigi/connectors/social/oauth2";
import { type FakeKakao, fakeKakao } from "@munjigi/testkit/social/kakao";
import { type FakeOidc, fakeOidc } from "@munjigi/testkit/social/oidc";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contextFor } from "../context.js";
import { failureOf, settingsOf, signIn } from "./round-trip.js";

let fake: FakeOidc;
let kakao: FakeKakao;
beforeEach(async () => {
  [fake, kakao] = await Promise.all([fakeOidc(), fakeKakao()]);
});
afterEach(() => Promise.all([fake.close(), kakao.close()]));

const settings = (more: object = {}) =>
  settingsOf(oauth2, {
    client_id: fake.clientId,
    client_secret: fake.clientSecret,
    authorize_url: fake.endpoints.authorize,
    access_token_url: fake.endpoints.token,
    api_base_url: `${fake.loopback}/`,
    ...more,
  });

test("the five fields are enough where the profile has the usual names", async () => {
  const { profile, grant } = await signIn(oauth2, settings(), fake);
  expect(profile).toMatchObject({
    issuer: fake.loopback,
    subject: "248289761001",
    clientId: "oidc-client",
    email: "jane@example.com",
    emailVerified: true,
    phone: "+821012345678",
    phoneVerified: true,
    name: "Jane Doe",
  });
  expect(grant).toBeUndefined();
  expect(await oauth2.sharesRedirectUri(settings(), contextFor())).toBe(false);
});

test("a map finds the rest, and ids beyond 2^53 come through whole", async () => {
  const own = settings({
    client_id: "kakao-rest-key",
    client_secret: "kakao-secret",
    authorize_url: kakao.endpoints.authorize,
    access_token_url: kakao.endpoints.token,
    api_base_url: `${kakao.loopback}/v2/`,
    profile_path: "user/me",
    profile_map: { subject: "id", email: "kakao_account.email", name: "kakao_account.profile.nickname" },
  });
  expect((await signIn(oauth2, own, kakao)).profile).toMatchObject({
    subject: "9007199254740993001",
    email: "gildong@example.com",
    emailVerified: false,
    name: "길동",
  });
});

test("the secret goes into the header where the provider wants it there", async () => {
  const own = settings({ token_endpoint_auth_method: "client_secret_basic" });
  expect((await signIn(oauth2, own, fake)).profile.subject).toBe("248289761001");
  expect(fake.requests.some(({ headers }) => headers.authorization?.startsWith("Basic "))).toBe(true);
});

test("what is wrong has a name", async () => {
  for (const subject of ["nowhere", "constructor", "__proto__", "name.length"])
    expect(await failureOf(signIn(oauth2, settings({ profile_map: { subject } }), fake))).toMatchObject({
      reason: "misconfigured",
      vendorCode: "profile.subject",
    });
  expect((await failureOf(signIn(oauth2, settings({ client_secret: "old" }), fake))).vendorCode).toBe("invalid_client");
  expect(await failureOf(signIn(oauth2, settings({ profile_path: "nowhere" }), fake))).toMatchObject({
    reason: "misconfigured",
  });
});
