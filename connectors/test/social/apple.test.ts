/** @module Apple: the posted answer with a name once, flags that are texts, its signed secret, apps, notices, the end of a connection. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { apple } from "@munjigi/connectors/social/apple";
import { ForeignNotice } from "@munjigi/connectors/social/contract";
import { type FakeApple, fakeApple } from "@munjigi/testkit/social/apple";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contextFor } from "../context.js";
import { failureOf, goAndReturn, need, newRequest, settingsOf, signIn } from "./round-trip.js";

let fake: FakeApple;
beforeEach(async () => {
  fake = await fakeApple();
});
afterEach(() => fake.close());

const settings = (more: object = {}) => {
  const { servicesId, teamId, keyId, privateKey, bundleId } = fake.team;
  const own = { clientId: servicesId, teamId, keyId, privateKey, nativeClientIds: [bundleId] };
  return settingsOf(apple, { ...own, endpoints: fake.endpoints, ...more });
};

test("a sign-in gives the profile, and the name the first time only, until the connection ends", async () => {
  const own = settings();
  const { profile, grant } = await signIn(apple, own, fake);
  expect(profile).toEqual({
    issuer: "https://appleid.apple.com",
    subject: fake.person.subject,
    clientId: "com.example.web",
    email: "gildong@icloud.com",
    emailVerified: true,
    phoneVerified: false,
    name: "홍길동",
    missing: [],
    agreed: [],
  });
  expect((await signIn(apple, own, fake)).profile).not.toHaveProperty("name");
  expect(grant).toMatchObject({ tokenKind: "refresh_token", clientId: "com.example.web" });
  await need(apple.revoke)(need(grant), own, contextFor());
  await need(apple.revoke)(need(grant), own, contextFor());
  expect(fake.revoked).toEqual([fake.person.subject]);
  expect((await signIn(apple, own, fake)).profile.name).toBe("홍길동");
});

test("the answer is posted where a name or an address is asked for, else not", async () => {
  const outcome = async (own: ReturnType<typeof settings>) =>
    await fake.approve(await apple.authorizationUrl(newRequest(), own, contextFor()));
  expect(await outcome(settings())).toMatchObject({ kind: "return", method: "POST" });
  expect(await outcome(settings({ scope: "openid" }))).toMatchObject({ kind: "page" });
});

test("the posted page sends itself, and has a button where there are no scripts", async () => {
  fake.autoApprove = true;
  const url = (await apple.authorizationUrl(newRequest(), settings(), contextFor())).replace(
    fake.origin,
    fake.loopback,
  );
  const html = await (await fetch(url)).text();
  expect(html).toMatch(/<form method="post" action="https:\/\/auth\.test\/social\/callback">/);
  expect(html).toContain('name="user"');
  expect(html).toContain("<button>");
  expect(html).toContain("submit()");
});

test.each([
  [true, true],
  ["true", true],
  ["false", false],
  [false, false],
  [undefined, false],
  ["yes", false],
])("email_verified %j counts as %j", async (flag, emailVerified) => {
  fake.person.emailVerified = flag;
  expect((await signIn(apple, settings(), fake)).profile.emailVerified).toBe(emailVerified);
});

test.each([
  ["Jane Doe", "Jane Doe"],
  ["길동 홍", "홍길동"],
  [" ", undefined],
  [`${"가".repeat(300)} 홍`, "홍가"],
])("the name %j is %j", async (given, name) => {
  fake.person.name = given;
  const found = (await signIn(apple, settings(), fake)).profile.name;
  if (given.length < 100) expect(found).toBe(name);
  else expect(found).toHaveLength(100);
});

test("a user that is no JSON, or huge, or has an address of a victim's, changes nothing", async () => {
  const own = settings();
  for (const user of [
    "{",
    "[]",
    '"x"',
    `{"name":{"firstName":"${"x".repeat(3000)}"}}`,
    '{"email":"victim@example.com"}',
  ]) {
    const answer = await goAndReturn(apple, own, fake, newRequest());
    answer.parameters.set("user", user);
    const { profile } = await apple.exchange(answer, own, contextFor());
    expect(profile.email).toBe("gildong@icloud.com");
    expect(profile).not.toHaveProperty("name");
  }
});

test("wrong set-ups name what mends them", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  for (const more of [{ keyId: "OTHER" }, { teamId: "OTHER" }, { privateKey: other.toString() }])
    expect(await failureOf(signIn(apple, settings(more), fake))).toMatchObject({
      reason: "misconfigured",
      vendorCode: "invalid_client",
    });
  const unreadable = newRequest();
  expect(
    await failureOf(apple.authorizationUrl(unreadable, settings({ privateKey: "x" }), contextFor())),
  ).toMatchObject({
    reason: "misconfigured",
    vendorCode: "private_key",
  });
  // As pasted from a JSON file.
  const pasted = settings({ privateKey: fake.team.privateKey.replaceAll("\n", "\\n") });
  expect((await signIn(apple, pasted, fake)).profile.subject).toBe(fake.person.subject);
});

test("cancelled; used or old codes", async () => {
  const own = settings();
  expect((await failureOf(signIn(apple, own, fake, {}, { cancel: true }))).reason).toBe("cancelled");
  const answer = await goAndReturn(apple, own, fake, newRequest());
  await apple.exchange(answer, own, contextFor());
  expect((await failureOf(apple.exchange(answer, own, contextFor()))).reason).toBe("expired");
  fake.codeSeconds = -1;
  expect((await failureOf(signIn(apple, own, fake))).reason).toBe("expired");
});

describe("apps", () => {
  test("token and code give the profile and what ends the connection, for the bundle", async () => {
    const own = settings();
    const handOff = { nonce: "n-1", ...(await fake.signInNatively("n-1")), name: "홍길동" };
    const { profile, grant } = await need(apple.native)(handOff, own, contextFor());
    expect(profile).toMatchObject({ subject: fake.person.subject, clientId: "com.example.app", name: "홍길동" });
    expect(grant).toMatchObject({ clientId: "com.example.app", tokenKind: "refresh_token" });
    expect((await failureOf(need(apple.native)(handOff, own, contextFor()))).reason).toBe("expired");
    await need(apple.revoke)(need(grant), own, contextFor());
    expect(fake.revoked).toHaveLength(1);
  });
  test("the nonce may come as its hash", async () => {
    for (const encoding of ["hex", "base64url"] as const) {
      const hash = createHash("sha256").update("n-1").digest(encoding);
      const handOff = { nonce: "n-1", ...(await fake.signInNatively(hash)) };
      expect((await need(apple.native)(handOff, settings(), contextFor())).profile.subject).toBe(fake.person.subject);
    }
  });
  test("a code of another person is refused", async () => {
    const { idToken } = await fake.signInNatively("n-1");
    fake.person.subject = "000000.other.0000";
    const { code } = await fake.signInNatively("n-1");
    const work = need(apple.native)({ nonce: "n-1", idToken, code }, settings(), contextFor());
    expect(await failureOf(work)).toMatchObject({ reason: "refused", vendorCode: "token.sub" });
  });
});

describe("notices", () => {
  const read = async (body: string) =>
    await need(apple.notice)(
      { method: "POST", url: "https://auth.test/social/notices/x", headers: new Headers(), body },
      settings(),
      contextFor(),
    );
  test.each([
    ["consent-revoked", "unlinked"],
    ["account-delete", "purged"],
    ["account-deleted", "purged"],
    ["email-disabled", "other"],
    ["constructor", "other"],
  ])("%s is %s", async (type, kind) => {
    const found = await read(JSON.stringify({ payload: await fake.noticeToken(type, { jti: "notice-1" }) }));
    expect(found).toEqual({
      answer: { status: 200 },
      notices: [{ id: "notice-1", kind, issuer: "https://appleid.apple.com", subject: fake.person.subject }],
    });
  });

  test("what is not Apple's, or for another app, is nobody's", async () => {
    const payload = (token: string) => JSON.stringify({ payload: token });
    const foreign = [
      payload(await fake.noticeToken("consent-revoked", { aud: "another" })),
      payload(await fake.noticeToken("consent-revoked", { iss: "https://evil.example" })),
      payload("garbage"),
      payload((await fake.signInNatively("n-1")).idToken),
      "{}",
      "not json",
    ];
    for (const body of foreign) await expect(read(body)).rejects.toBeInstanceOf(ForeignNotice);
  });
});
