/** @module Any OpenID Connect provider: discovery, mix-up, claims by userinfo, client authentication, revocation. */
import { oidc } from "@munjigi/connectors/social/oidc";
import { type FakeOidc, fakeOidc } from "@munjigi/testkit/social/oidc";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contextFor } from "../context.js";
import { failureOf, goAndReturn, need, newRequest, settingsOf, signIn } from "./round-trip.js";

let fake: FakeOidc;
beforeEach(async () => {
  fake = await fakeOidc();
});
afterEach(() => fake.close());

const settings = (more: object = {}) =>
  settingsOf(oidc, { issuer: fake.issuer, clientId: fake.clientId, clientSecret: fake.clientSecret, ...more });

test("a sign-in gives the profile, its items by userinfo", async () => {
  const { profile, grant } = await signIn(oidc, settings(), fake, { action: "verify" });
  expect(profile).toEqual({
    issuer: fake.issuer,
    subject: "248289761001",
    clientId: "oidc-client",
    email: "jane@example.com",
    emailVerified: true,
    phone: "+821012345678",
    phoneVerified: true,
    name: "Jane Doe",
    picture: "https://example.com/jane.jpg",
    missing: [],
    agreed: [],
  });
  expect(grant).toMatchObject({ tokenKind: "access_token" });
});

test("flags that are not true are not true; an address keeps the flag beside it", async () => {
  for (const flag of ["true", 1, false, null]) {
    fake.userinfo = { email_verified: flag, phone_number_verified: flag };
    expect((await signIn(oidc, settings(), fake)).profile).toMatchObject({
      emailVerified: false,
      phoneVerified: false,
    });
  }
  fake.userinfo = { email: "victim@example.com", email_verified: true };
  fake.replaceIdToken = (_, claims) => fake.sign({ ...claims, email: "own@example.com" });
  expect((await signIn(oidc, settings(), fake)).profile).toMatchObject({
    email: "own@example.com",
    emailVerified: false,
  });
});

test("userinfo of another person is refused", async () => {
  fake.userinfo = { sub: "another" };
  expect(await failureOf(signIn(oidc, settings(), fake))).toMatchObject({ reason: "refused", vendorCode: "token.sub" });
});

test("who promises an issuer with each answer shares our address, and must keep the promise", async () => {
  expect(await oidc.sharesRedirectUri(settings(), contextFor())).toBe(false);
  fake.sendsIssuer = true;
  const own = settings();
  expect(await oidc.sharesRedirectUri(own, contextFor())).toBe(true);
  const answer = await goAndReturn(oidc, own, fake, newRequest());
  expect((await oidc.exchange(answer, own, contextFor())).profile.subject).toBe(fake.person.subject);
  for (const iss of [undefined, "https://evil.example"]) {
    const mixed = await goAndReturn(oidc, own, fake, newRequest());
    mixed.parameters.delete("iss");
    if (iss !== undefined) mixed.parameters.set("iss", iss);
    expect((await failureOf(oidc.exchange(mixed, own, contextFor()))).reason).toBe("refused");
  }
});

test("a code that was given by another provider never reaches this one", async () => {
  const other = await fakeOidc();
  try {
    const own = settings();
    const request = newRequest();
    const theirs = settingsOf(oidc, {
      issuer: other.issuer,
      clientId: other.clientId,
      clientSecret: other.clientSecret,
    });
    const outcome = await other.approve(await oidc.authorizationUrl(request, theirs, contextFor()));
    if (outcome.kind === "page") throw new Error(outcome.code);
    outcome.parameters.set("iss", other.issuer);
    const work = oidc.exchange({ ...request, parameters: outcome.parameters }, own, contextFor());
    expect((await failureOf(work)).reason).toBe("refused");
    expect(fake.requests.some(({ url }) => url.pathname === "/token")).toBe(false);
  } finally {
    await other.close();
  }
});

test.each([[["client_secret_post"]], [["client_secret_basic"]], [undefined]])(
  "client authentication by %j",
  async (methods) => {
    fake.metadata = { token_endpoint_auth_methods_supported: methods };
    expect((await signIn(oidc, settings(), fake)).profile.subject).toBe(fake.person.subject);
  },
);

test("metadata are fetched once for many, and again after a failure", async () => {
  const own = settings();
  fake.faults["/.well-known/openid-configuration"] = { status: 503 };
  expect((await failureOf(oidc.sharesRedirectUri(own, contextFor()))).reason).toBe("provider_down");
  fake.faults = Object.assign(fake.faults, { "/.well-known/openid-configuration": undefined });
  fake.requests.length = 0;
  await Promise.all(Array.from({ length: 50 }, () => oidc.sharesRedirectUri(own, contextFor())));
  expect(fake.requests).toHaveLength(1);
});

test("metadata of another issuer, or none, name what mends them", async () => {
  fake.metadata = { issuer: "https://login.example.com" };
  expect(await failureOf(oidc.sharesRedirectUri(settings(), contextFor()))).toMatchObject({
    reason: "misconfigured",
    vendorCode: "discovery.issuer",
  });
  const nowhere = settings({ issuer: `${fake.issuer}/nowhere` });
  expect((await failureOf(oidc.sharesRedirectUri(nowhere, contextFor()))).vendorCode).toBe("discovery.404");
  for (const metadata of [{ token_endpoint: "ftp://x" }, { jwks_uri: undefined }, { authorization_endpoint: 1 }]) {
    fake.metadata = metadata;
    expect((await failureOf(oidc.sharesRedirectUri(settings(), contextFor()))).reason).toBe("provider_down");
  }
});

test("a provider that allows HS256 or none gets neither", async () => {
  fake.metadata = { id_token_signing_alg_values_supported: ["none", "HS256"] };
  expect((await failureOf(signIn(oidc, settings(), fake))).reason).toBe("refused");
});

test("a token ends where the provider has an address for it", async () => {
  const own = settings();
  const { grant } = await signIn(oidc, own, fake);
  await need(oidc.revoke)(need(grant), own, contextFor());
  await need(oidc.revoke)(need(grant), own, contextFor());
  expect(fake.revoked).toEqual([fake.person.subject]);
  expect(
    (await failureOf(need(oidc.revoke)(need(grant), settings({ clientSecret: "old" }), contextFor()))).reason,
  ).toBe("misconfigured");
  fake.metadata = { revocation_endpoint: undefined };
  expect((await signIn(oidc, settings(), fake)).grant).toBeUndefined();
});

test("its button says its label, or where it leads", () => {
  expect(oidc.label?.(settings({ label: "회사 계정" }))).toBe("회사 계정");
  expect(oidc.label?.(settings({ issuer: "https://login.example.com/tenant" }))).toBe("login.example.com");
});
