/** @module All four providers by the same way: sign-up, another sign-in, native hand-off, notices, leaving; and what each has of its own. */
import { fakeApple } from "@munjigi/testkit/social/apple";
import { fakeGoogle } from "@munjigi/testkit/social/google";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { fakeNaver, naverConsole } from "@munjigi/testkit/social/naver";
import { decodeJwt } from "jose";
import * as client from "openid-client";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, call, newNumber, suite } from "../harness.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { discover, exchange, makeApplication, REDIRECT } from "../oidc/kit.js";
import { codeOf, Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { bring, comeBack, connect, start } from "./kit.js";

const server = suite({ env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });

type Fakes = {
  kakao: Awaited<ReturnType<typeof fakeKakao>>;
  naver: Awaited<ReturnType<typeof fakeNaver>>;
  google: Awaited<ReturnType<typeof fakeGoogle>>;
  apple: Awaited<ReturnType<typeof fakeApple>>;
};
const fakes = {} as Fakes;
const connectors: Record<string, string> = {};
const brands = ["kakao", "naver", "google", "apple"] as const;

beforeAll(async () => {
  await setExperience(server, { social: { askIdentifiers: false } });
  const [kakao, naver, google, apple] = await Promise.all([fakeKakao(), fakeNaver(), fakeGoogle(), fakeApple()]);
  Object.assign(fakes, { kakao, naver, google, apple });
  const { restApiKey, clientSecret, adminKey, appId, nativeAppKey } = kakaoConsole;
  const { team } = apple;
  const configs = {
    kakao: { clientId: restApiKey, clientSecret, adminKey, appId: String(appId), nativeClientIds: [nativeAppKey] },
    naver: { clientId: naverConsole.clientId, clientSecret: naverConsole.clientSecret },
    google: { clientId: google.clientId, clientSecret: google.clientSecret },
    apple: {
      ...{ clientId: team.servicesId, scope: "name email", nativeClientIds: [team.bundleId] },
      ...{ teamId: team.teamId, keyId: team.keyId, privateKey: team.privateKey },
    },
  };
  for (const brand of brands)
    connectors[brand] = await connect(server, `${brand}-universal`, configs[brand], fakes[brand]);
  return async () => {
    await Promise.all(Object.values(fakes).map((fake) => fake.close()));
  };
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

const identityOf = async (brand: string, subject: string) =>
  await server.sql<{ userSid: string; clientId: string }[]>`select user_sid, client_id from social_identities
    where connector_id = ${connectors[brand] as string} and subject = ${subject}`;

const noticeUrl = async (brand: string) =>
  (await manage(server.origin, "GET", `/connectors/${connectors[brand]}`)).body.noticeUrl as string;

async function newBrowser(): Promise<Visitor> {
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  return visitor;
}

describe.each(brands)("%s", (brand) => {
  test("signs up, and in again from another browser", async () => {
    const page = await comeBack(await newBrowser(), fakes[brand], { provider: brand, action: "sign-in" });
    expect(page.state).toBe("account");
    const { subject } = fakes[brand].person;
    const [first] = await identityOf(brand, subject);
    expect((await comeBack(await newBrowser(), fakes[brand], { provider: brand, action: "sign-in" })).state).toBe(
      "account",
    );
    expect(await identityOf(brand, subject)).toEqual([first]);
  });

  test("is connected to an account and leaves with it", async () => {
    fakes[brand].person = { ...fakes[brand].person, subject: `77${Date.now()}`, email: undefined, phone: undefined };
    const visitor = new Visitor(server.origin);
    await visitor.signIn(newNumber());
    const linked = await comeBack(visitor, fakes[brand], { provider: brand, action: "link" });
    expect(linked.state).toBe("account");
    const { subject } = fakes[brand].person;
    const [identity] = await identityOf(brand, subject);
    await server.sql`insert into admins (user_sid, role) values (${identity?.userSid as string}, 'admin')`;
    const stays = await comeBack(visitor, fakes[brand], { provider: brand, action: "withdraw" });
    expect(stays.text).toContain("마지막 관리자");
    expect([await identityOf(brand, subject), fakes[brand].revoked.includes(subject)]).toEqual([[identity], false]);
    await server.sql`delete from admins`;
    expect((await comeBack(visitor, fakes[brand], { provider: brand, action: "withdraw" })).state).toBe("signed-out");
    expect(await identityOf(brand, subject)).toEqual([]);
    expect(fakes[brand].revoked).toContain(subject);
  });

  test("a state has 600 characters at most, whatever it holds", async () => {
    for (const fields of [
      { return: `/account?${"x".repeat(100)}` },
      { return: `/account?${"x".repeat(1500)}` },
      { return: `/account?${"x".repeat(110)}`, mode: "popup", channel: "c".repeat(43) },
    ] as Record<string, string>[]) {
      const href = await start(await newBrowser(), { provider: brand, action: "sign-in", ...fields });
      expect(new URL(href).searchParams.get("state")?.length).toBeLessThanOrEqual(600);
    }
  });

  test("down when the code is exchanged, it may be asked again with the same answer", async () => {
    const visitor = await newBrowser();
    const outcome = await fakes[brand].approve(await start(visitor, { provider: brand, action: "sign-in" }));
    fakes[brand].fault = { status: 503 };
    const page = await bring(visitor, outcome);
    fakes[brand].fault = undefined;
    expect([page.status, page.state]).toEqual([503, "social-ended"]);
    const ticket = new URL(page.url).searchParams.get("ticket") as string;
    expect((await visitor.post("/social/sign-in", { ticket })).state).toBe("account");
  });
});

test("what cannot even begin is told to administrators", async () => {
  const config = { issuer: "http://127.0.0.1:1", clientId: "nobody", label: "Nowhere" };
  const made = await manage(server.origin, "POST", "/connectors", { connectorId: "oidc", config });
  await knownElsewhere();
  const page = await (await newBrowser()).post("/social/start", { provider: made.body.id, action: "sign-in" });
  expect([page.status, page.state]).toEqual([503, "social-ended"]);
  const failure = async () => (await manage(server.origin, "GET", `/connectors/${made.body.id}`)).body.lastFailure;
  expect(await eventually(failure)).toMatchObject({ reason: "provider_down" });
  await manage(server.origin, "DELETE", `/connectors/${made.body.id}?force=1`);
});

test("a connection that its provider keeps is told of", async () => {
  fakes.google.person = { ...fakes.google.person, subject: `33${Date.now()}`, email: undefined };
  const visitor = new Visitor(server.origin);
  await visitor.signIn(newNumber());
  await comeBack(visitor, fakes.google, { provider: "google", action: "link" });
  fakes.google.faults["/revoke"] = { status: 503 };
  const page = await comeBack(visitor, fakes.google, { provider: "google", action: "unlink" });
  delete fakes.google.faults["/revoke"];
  expect(page.text).toContain("그쪽 설정에서 끊어 주세요");
  expect(await identityOf("google", fakes.google.person.subject)).toEqual([]);
});

test("a long way back is not lost", async () => {
  const visitor = await newBrowser();
  const back = `/account/consents?${"x".repeat(900)}`;
  const page = await comeBack(visitor, fakes.kakao, { provider: "kakao", action: "sign-in", return: back });
  expect(page.url).toBe(server.origin + back);
});

test("Apple's name, which comes once, is the account's", async () => {
  await setExperience(server, { social: { askIdentifiers: false }, signUp: { profile: { name: "optional" } } });
  fakes.apple.person = { ...fakes.apple.person, subject: `001.${Date.now()}`, email: undefined };
  await comeBack(await newBrowser(), fakes.apple, { provider: "apple", action: "sign-in" });
  const [row] = await identityOf("apple", fakes.apple.person.subject);
  const [user] = await server.sql`select name from users where sid = ${row?.userSid as string}`;
  expect(user?.name).toMatch(/길동/);
  await setExperience(server, { social: { askIdentifiers: false } });
});

describe("from an app", () => {
  const handOffs = {
    kakao: async (nonce: string) => await fakes.kakao.signInNatively(nonce),
    google: async (nonce: string) => ({ idToken: await fakes.google.signInNatively(nonce) }),
    apple: async (nonce: string) => await fakes.apple.signInNatively(nonce),
  };

  test.each(["kakao", "google", "apple"] as const)("%s: the same person as on the web", async (brand) => {
    const person = { ...fakes[brand].person, subject: `88${Date.now()}`, email: undefined, phone: undefined };
    fakes[brand].person = person;
    await comeBack(await newBrowser(), fakes[brand], { provider: brand, action: "sign-in" });
    const [web] = await identityOf(brand, person.subject);
    const app = new Visitor(server.origin, "json");
    const { body: given } = await app.post(`/social/native/${brand}/challenge`);
    const handOff = await handOffs[brand](given.nonce);
    const answers = await burst(
      20,
      async () => await app.raw("POST", `/social/native/${brand}`, { challenge: given.challenge, ...handOff }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await app.open("/account")).state).toBe("account");
    const [native] = await identityOf(brand, person.subject);
    expect(native?.userSid).toBe(web?.userSid);
    if (brand !== "google") expect(native?.clientId).not.toBe(web?.clientId);
  });

  test("what was got with another nonce, or by another app or browser, opens nothing", async () => {
    const app = new Visitor(server.origin, "json");
    const { body: given } = await app.post("/social/native/google/challenge");
    const foreign = await fakes.google.signInNatively("another nonce");
    const refused = await app.post("/social/native/google", { challenge: given.challenge, idToken: foreign });
    expect([refused.status, refused.body.title]).toEqual([400, "social.refused"]);
    const { body: next } = await app.post("/social/native/google/challenge");
    const idToken = await fakes.google.signInNatively(next.nonce);
    const other = new Visitor(server.origin, "json");
    expect((await other.post("/social/native/google", { challenge: next.challenge, idToken })).status).toBe(400);
    expect((await app.post("/social/native/kakao", { challenge: next.challenge, idToken })).status).toBe(400);
    expect((await app.open("/account")).status).toBe(401);
  });
});

describe("a provider's notice", () => {
  test("ends a connection, and every session; the last way in stays", async () => {
    const senders = {
      kakao: async (url: string) => await fakes.kakao.sendUnlink(url),
      naver: async (url: string) => await fakes.naver.sendDisconnect(url),
      apple: async (url: string) => await fakes.apple.sendNotice(url, "consent-revoked"),
    };
    for (const [brand, send] of Object.entries(senders)) {
      const fake = fakes[brand as keyof typeof senders];
      fake.person = { ...fake.person, subject: `99${Date.now()}`, email: undefined, phone: undefined };
      const visitor = new Visitor(server.origin);
      await visitor.signIn(newNumber());
      await comeBack(visitor, fake, { provider: brand, action: "link" });
      const [before] = await identityOf(brand, fake.person.subject);
      const url = await noticeUrl(brand);
      const answers = await burst(10, () => send(url));
      expect(
        answers.every(({ status }) => status < 300),
        brand,
      ).toBe(true);
      expect(await identityOf(brand, fake.person.subject), brand).toEqual([]);
      expect(await server.sql`select from sessions where user_sid = ${before?.userSid as string}`).toHaveLength(0);
      const events = await server.sql`select from audit_events where type = 'user.identifier.removed'
        and subject_id = ${before?.userSid as string}`;
      expect(events, brand).toHaveLength(1);
    }
    fakes.kakao.person = { ...fakes.kakao.person, subject: `55${Date.now()}` };
    await comeBack(await newBrowser(), fakes.kakao, { provider: "kakao", action: "sign-in" });
    await fakes.kakao.sendUnlink(await noticeUrl("kakao"));
    expect(await identityOf("kakao", fakes.kakao.person.subject)).toHaveLength(1);
  });

  test("that is not the provider's changes nothing", async () => {
    fakes.kakao.person = { ...fakes.kakao.person, subject: `66${Date.now()}` };
    const visitor = new Visitor(server.origin);
    await visitor.signIn(newNumber());
    await comeBack(visitor, fakes.kakao, { provider: "kakao", action: "link" });
    const url = await noticeUrl("kakao");
    expect((await fakes.kakao.sendUnlink(url, { adminKey: "guessed" })).status).toBeGreaterThanOrEqual(200);
    expect(await identityOf("kakao", fakes.kakao.person.subject)).toHaveLength(1);
    expect((await fetch(`${server.origin}/social/notices/nobody`, { method: "POST", body: "x" })).status).toBe(404);
  });
});

describe("the action verify", () => {
  const wanted = () => ({ provider: "kakao", action: "verify", return: "/account" });

  test("gives a hint, and where the settings take Kakao's word a token", async () => {
    fakes.kakao.person = { ...fakes.kakao.person, phone: "+82 10-2222-3333" };
    const hint = await comeBack(await newBrowser(), fakes.kakao, wanted());
    expect(hint.state).toBe("social-verified");
    expect(hint.text).toContain("phoneNumber=%2B821022223333");
    expect(hint.text).not.toContain("verificationToken");
    await setExperience(server, { social: { askIdentifiers: false, trustPhone: true } });
    const proved = await comeBack(await newBrowser(), fakes.kakao, { ...wanted(), nonce: "mine-1" });
    const token = /verificationToken=([\w.-]+)/.exec(proved.text)?.[1] as string;
    expect(decodeJwt(token)).toMatchObject({
      phone_number: "+821022223333",
      phone_number_verified: true,
      nonce: "mine-1",
    });
    expect(proved.text).not.toContain("/verify-number");
    const odd = await (await newBrowser()).post("/social/start", { ...wanted(), nonce: "<b>" });
    expect(odd.status).toBe(400);
    fakes.kakao.person = { ...fakes.kakao.person, phone: undefined };
    const nothing = await comeBack(await newBrowser(), fakes.kakao, wanted());
    expect(nothing.text).toContain("missing=phone");
    await setExperience(server, { social: { askIdentifiers: false } });
  });
});

test("a number that the provider does not vouch for is proved by a code, with the trip's nonce", async () => {
  await setExperience(server, { origins: ["https://shop.example"], social: { askIdentifiers: false } });
  const phone = newNumber();
  fakes.kakao.person = { ...fakes.kakao.person, phone };
  const fields = { provider: "kakao", action: "verify", return: "https://shop.example/number", nonce: "mine-2" };
  const visitor = await newBrowser();
  const outcome = await fakes.kakao.approve(await start(visitor, fields));
  const hint = await bring(visitor, outcome);
  expect(hint.state).toBe("social-verified");
  const href = hint.links.find((link) => link.startsWith("/verify-number")) as string;
  // The ticket's page once more leads to where it has led.
  expect((await bring(visitor, outcome)).state).toBe("identify");
  const asked = await visitor.open(href);
  expect(asked.text).toContain(`value="0${phone.slice(3, 5)}-${phone.slice(5, 9)}-${phone.slice(9)}"`);
  await visitor.act("send", { phone });
  const { location = "" } = await visitor.act("check", { code: await codeOf(server.origin, phone) });
  const told = new URLSearchParams(location.split("#")[1]);
  expect(told.get("phoneNumber")).toBe(phone);
  expect(decodeJwt(told.get("verificationToken") as string)).toMatchObject({ phone_number: phone, nonce: "mine-2" });
  const other = await newBrowser();
  expect((await other.open(href)).state).toBe("ended");
  fakes.kakao.person = { ...fakes.kakao.person, phone: undefined };
  const nothing = await comeBack(await newBrowser(), fakes.kakao, fields);
  expect(nothing.links.some((link) => link.startsWith("/verify-number"))).toBe(true);
  await setExperience(server, { social: { askIdentifiers: false } });
});

test("an application's own button goes straight to the provider, and on to the application", async () => {
  const config = await discover(server.origin, await makeApplication(server));
  const visitor = new Visitor(server.origin);
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: REDIRECT, scope: "openid", provider: "kakao", state, nonce },
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const begin = await visitor.open(url.pathname + url.search);
  expect(begin.state).toBe("social-begin");
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(begin.text)?.[1] ?? "";
  const fields = { provider: field("provider"), action: field("action"), return: field("return") };
  const page = await comeBack(visitor, fakes.kakao, fields);
  const way = { callback: new URL(page.location ?? page.url), verifier, state, nonce };
  expect((await exchange(config, way)).claims()).toMatchObject({ amr: ["fed"] });
});

test("the codes of a sign-up by a provider are of the application's brand", async () => {
  await setExperience(server, {});
  const { body: brand } = await call(server.origin, "/Services", { FriendlyName: "Flowers" });
  const config = await discover(server.origin, await makeApplication(server, { service: brand.sid }));
  const visitor = new Visitor(server.origin);
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: REDIRECT, scope: "openid", state: "s", nonce: "n" },
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: "S256",
  });
  const page = await visitor.open(url.pathname + url.search);
  const back = new URL(page.url).searchParams.get("return") as string;
  fakes.kakao.person = { ...fakes.kakao.person, subject: `44${Date.now()}`, phone: undefined };
  const asked = await comeBack(visitor, fakes.kakao, { provider: "kakao", action: "sign-in", return: back });
  expect(asked.state).toBe("profile");
  const number = newNumber();
  await visitor.act("fill", { phone: number });
  const [row] = await server.sql`select service_sid from verifications where recipient = ${number}`;
  expect(row?.serviceSid).toBe(brand.sid);
  await setExperience(server, { social: { askIdentifiers: false } });
});

test("after a sign-out a provider is to ask which account", async () => {
  const visitor = await newBrowser();
  await comeBack(visitor, fakes.kakao, { provider: "kakao", action: "sign-in" });
  await visitor.post("/sign-out");
  const page = await visitor.open("/sign-in");
  expect(page.text).toContain('name="select" value="1"');
  const href = await start(visitor, { provider: "kakao", action: "sign-in", select: "1" });
  expect(new URL(href).searchParams.get("prompt")).toBe("select_account");
});
