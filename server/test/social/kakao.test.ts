/** @module Kakao's button: signing up and in, connecting, disconnecting, proving, leaving; and whom a provider's word opens nothing for. */
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { codeOf, Visitor } from "../signin/face.js";
import { ageProof, setExperience } from "../signin/kit.js";
import { bring, comeBack, connect, start } from "./kit.js";

const server = suite({ env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });
let fake: Awaited<ReturnType<typeof fakeKakao>>;
let connector: string;
let subjects = 9_007_199_254_740_993_000n;

const SIGN_IN = { provider: "kakao", action: "sign-in" };

beforeAll(async () => {
  fake = await fakeKakao();
  await setExperience(server, { social: { askIdentifiers: false } });
  const { restApiKey: clientId, clientSecret, adminKey, appId } = kakaoConsole;
  connector = await connect(
    server,
    "kakao-universal",
    { clientId, clientSecret, adminKey, appId: String(appId) },
    fake,
  );
  return async () => await fake.close();
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
  subjects += 1n;
  fake.person = {
    ...fake.person,
    subject: String(subjects),
    email: `p${subjects}@example.com`,
    phone: undefined,
  };
});

/** As Kakao writes it. */
const kakaoNumber = (e164: string) => `+82 ${e164.slice(3, 5)}-${e164.slice(5, 9)}-${e164.slice(9)}`;

const usersOf = async (subject = fake.person.subject) =>
  (await server.sql<{ userSid: string }[]>`select user_sid from social_identities where subject = ${subject}`).map(
    ({ userSid }) => userSid,
  );

const sessionsOf = async (userSid: string) =>
  await server.sql<{ amr: string[] }[]>`select amr from sessions where user_sid = ${userSid}`;

async function signedIn(number = newNumber()): Promise<{ visitor: Visitor; number: string; sid: string }> {
  const visitor = new Visitor(server.origin);
  await visitor.signIn(number);
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  return { visitor, number, sid: row?.userSid as string };
}

test("somebody new signs up, signs out, and comes back to the same account", async () => {
  const visitor = new Visitor(server.origin);
  const first = await visitor.open("/sign-in");
  expect(first.text).toContain("카카오");
  const page = await comeBack(visitor, fake, SIGN_IN);
  expect(page.state).toBe("account");
  const [sid] = await usersOf();
  expect(await sessionsOf(sid as string)).toEqual([{ amr: ["fed"] }]);
  await visitor.post("/sign-out");
  const other = new Visitor(server.origin);
  await other.open("/sign-in");
  expect((await comeBack(other, fake, SIGN_IN)).state).toBe("account");
  expect(await usersOf()).toEqual([sid]);
  const types = await server.sql<
    { type: string }[]
  >`select type from audit_events where subject_id = ${sid as string} order by sid`;
  expect(types.map(({ type }) => type)).toEqual([
    "user.created",
    "user.identifier.added",
    "session.started",
    "session.ended",
    "session.started",
  ]);
});

test("a new account gets what the settings ask for, the number pre-filled and proved by a code", async () => {
  await setExperience(server, {});
  const number = newNumber();
  fake.person = { ...fake.person, phone: kakaoNumber(number) };
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  const page = await comeBack(visitor, fake, SIGN_IN);
  expect(page.state).toBe("profile");
  expect(page.text).toContain(`0${number.slice(3, 5)}-${number.slice(5, 9)}-${number.slice(9)}`);
  await visitor.act("fill", { phone: number });
  expect((await visitor.act("check", { code: await codeOf(server.origin, number) })).state).toBe("account");
  const [sid] = await usersOf();
  const kinds =
    await server.sql`select kind, verified_at is not null as verified from identifiers where user_sid = ${sid as string}`;
  expect([...kinds]).toEqual([{ kind: "phone", verified: true }]);
  await setExperience(server, { social: { askIdentifiers: false } });
});

test("a connection is made, shown, used and ended from the account's page; the last way in stays", async () => {
  const { visitor, sid } = await signedIn();
  const account = await visitor.open("/account");
  expect(account.text).toContain("/social/start");
  const linked = await comeBack(visitor, fake, { provider: connector, action: "link", return: "/account?done=social" });
  expect(linked.state).toBe("account");
  expect(await usersOf()).toEqual([sid]);
  const other = new Visitor(server.origin);
  await other.open("/sign-in");
  await comeBack(other, fake, SIGN_IN);
  expect(await sessionsOf(sid)).toHaveLength(2);
  expect((await comeBack(other, fake, { provider: connector, action: "unlink" })).state).toBe("account");
  expect(await usersOf()).toEqual([]);
  expect(fake.revoked).toContain(fake.person.subject);
  const alone = new Visitor(server.origin);
  await alone.open("/sign-in");
  await comeBack(alone, fake, SIGN_IN);
  const refused = await comeBack(alone, fake, { provider: connector, action: "unlink" });
  expect([refused.status, refused.state]).toEqual([400, "social-ended"]);
  expect(await usersOf()).toHaveLength(1);
});

test("what is connected to somebody else is not connected twice; another account of the provider unlinks nothing", async () => {
  const first = await signedIn();
  await comeBack(first.visitor, fake, { provider: connector, action: "link" });
  const second = await signedIn();
  const refused = await comeBack(second.visitor, fake, { provider: connector, action: "link" });
  expect([refused.status, refused.state]).toEqual([409, "social-ended"]);
  expect(await usersOf()).toEqual([first.sid]);
  const { subject } = fake.person;
  fake.person = { ...fake.person, subject: String(BigInt(subject) + 500_000n) };
  const foreign = await comeBack(first.visitor, fake, { provider: connector, action: "unlink" });
  expect(foreign.status).toBe(403);
  expect(await usersOf(subject)).toEqual([first.sid]);
  const leaving = await comeBack(first.visitor, fake, { provider: connector, action: "withdraw" });
  expect(leaving.status).toBe(403);
  expect(await server.sql`select from users where sid = ${first.sid}`).toHaveLength(1);
});

test("linking needs a session that was proved minutes ago, and it must be the same when the answer comes", async () => {
  const { visitor, sid } = await signedIn();
  await ageProof(server.sql, sid);
  const away = await visitor.post("/social/start", { provider: connector, action: "link" });
  expect(away.state).toBe("step-up");
  const nobody = new Visitor(server.origin);
  await nobody.open("/sign-in");
  expect((await nobody.post("/social/start", { provider: connector, action: "link" })).state).toBe("identify");
  const fresh = await signedIn();
  const outcome = await fake.approve(await start(fresh.visitor, { provider: connector, action: "link" }));
  // Somebody else signs in in between, in the same browser.
  await fresh.visitor.post("/sign-out");
  await fresh.visitor.signIn(newNumber());
  expect((await bring(fresh.visitor, outcome)).status).toBe(403);
  expect(await usersOf()).toEqual([]);
});

test("a provider's round trip is a fresh proof", async () => {
  const { visitor, sid } = await signedIn();
  await comeBack(visitor, fake, { provider: connector, action: "link" });
  await ageProof(server.sql, sid);
  const page = await visitor.open("/account/link?to=email");
  expect(page.state).toBe("step-up");
  expect(page.text).toContain("step-up");
  const proved = await comeBack(visitor, fake, {
    provider: connector,
    action: "step-up",
    return: "/account/link?to=email",
  });
  expect(proved.state).toBe("identify");
  expect((await sessionsOf(sid))[0]?.amr.sort()).toEqual(["fed", "sms"]);
});

test("leaving by the provider's word deletes the account and ends the connection there", async () => {
  const { visitor, sid } = await signedIn();
  await comeBack(visitor, fake, { provider: connector, action: "link" });
  await ageProof(server.sql, sid);
  const page = await visitor.open("/account/delete");
  expect([page.state, page.text.includes('value="withdraw"')]).toEqual(["delete", true]);
  const gone = await comeBack(visitor, fake, { provider: connector, action: "withdraw" });
  expect(gone.state).toBe("signed-out");
  expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(0);
  expect(fake.revoked).toContain(fake.person.subject);
});

test("leaving by a code ends the connection by a job", async () => {
  const { visitor, sid } = await signedIn();
  await comeBack(visitor, fake, { provider: connector, action: "link" });
  const { subject } = fake.person;
  await visitor.open("/account/delete");
  await visitor.act("confirm");
  expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(0);
  await eventually(async () => fake.revoked.includes(subject));
  await eventually(async () => (await server.sql`select from social_revocations`).length === 0);
});

test("a number that an account has opens nothing: a code signs in to it, and connects it only with a second proof or a session", async () => {
  const { visitor: owner, number, sid } = await signedIn();
  fake.person = { ...fake.person, phone: kakaoNumber(number) };
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  const page = await comeBack(visitor, fake, SIGN_IN);
  expect(page.state).toBe("social-candidate");
  expect(page.text).not.toContain(number.slice(5, 9));
  await visitor.act("connect");
  const signed = await visitor.act("check", { code: await codeOf(server.origin, number) });
  expect(signed.state).toBe("account");
  expect(await usersOf()).toEqual([]);
  expect(await sessionsOf(sid)).toHaveLength(2);
  // In the owner's own browser the same code connects it.
  await comeBack(owner, fake, SIGN_IN);
  await owner.act("connect");
  await owner.act("check", { code: await codeOf(server.origin, number) });
  expect(await usersOf()).toEqual([sid]);
});

test("whoever is none of those gets an account of their own", async () => {
  const { number, sid } = await signedIn();
  fake.person = { ...fake.person, phone: kakaoNumber(number) };
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  await comeBack(visitor, fake, SIGN_IN);
  expect((await visitor.act("begin-anew")).state).toBe("account");
  const [mine] = await usersOf();
  expect(mine).not.toBe(sid);
  expect(await server.sql`select from identifiers where user_sid = ${mine as string}`).toHaveLength(0);
});

test("20 times the same answer at once: one use, and all land where it led", async () => {
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  const outcome = await fake.approve(await start(visitor, SIGN_IN));
  if (outcome.kind !== "return") throw new Error("no answer");
  const path = `${outcome.url.pathname}?${outcome.parameters}`;
  const before = fake.requests.filter(({ url }) => url.pathname === "/oauth/token").length;
  const tickets = await burst(20, async () => (await visitor.raw("GET", path)).headers.get("location"));
  expect(new Set(tickets).size).toBe(1);
  const landed = await burst(20, async () => (await visitor.raw("GET", tickets[0] as string)).headers.get("location"));
  expect(new Set(landed)).toEqual(new Set(["/account"]));
  expect(fake.requests.filter(({ url }) => url.pathname === "/oauth/token").length - before).toBe(1);
  expect(await usersOf()).toHaveLength(1);
  expect((await visitor.open("/account")).state).toBe("account");
});

test("an answer is of the browser, and of the moment, that it was asked for in", async () => {
  const attacker = new Visitor(server.origin);
  await attacker.open("/sign-in");
  const outcome = await fake.approve(await start(attacker, SIGN_IN));
  const victim = new Visitor(server.origin);
  await victim.open("/sign-in");
  const other = await bring(victim, outcome);
  expect([other.status, other.state]).toEqual([400, "social-ended"]);
  expect(other.text).toContain("/social/start");
  if (outcome.kind !== "return") throw new Error("no answer");
  const state = outcome.parameters.get("state") as string;
  const code = outcome.parameters.get("code") as string;
  for (const [name, parameters] of Object.entries({
    "no state": { code },
    "a state that was changed": {
      code,
      // Of the last character some bits mean nothing.
      state: `${state.slice(0, -2)}${state.at(-2) === "A" ? "B" : "A"}${state.at(-1)}`,
    },
    "two states": { code, state, more: state },
    "another answer to the same": { code: "another", state },
  })) {
    const query = new URLSearchParams(parameters as Record<string, string>);
    if (name === "two states") query.append("state", state);
    if (name === "another answer to the same")
      await attacker.raw("GET", `/social/callback?${new URLSearchParams({ code, state })}`);
    const page = await attacker.open(`/social/callback?${query}`);
    expect([name, page.status, page.state]).toEqual([name, 400, "social-ended"]);
  }
  expect(await usersOf()).toEqual([]);
  const ticket = await attacker.raw("GET", `/social/callback?${new URLSearchParams({ code, state })}`);
  expect((await victim.open(ticket.headers.get("location") as string)).state).toBe("social-ended");
  expect(await usersOf()).toEqual([]);
});

test("whoever cancels is told so, and nothing is left", async () => {
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  const page = await comeBack(visitor, fake, SIGN_IN, { cancel: true });
  expect([page.status, page.state]).toEqual([400, "social-ended"]);
  expect(page.text).toContain("취소");
});

test("an administrator sees and ends a connection; the last way in by force alone", async () => {
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  await comeBack(visitor, fake, SIGN_IN);
  const [sid] = await usersOf();
  const path = `/users/${sid}/social`;
  const { body } = await manage(server.origin, "GET", path);
  const [connection] = body.connections;
  expect(connection).toMatchObject({ connectorId: connector, subject: fake.person.subject });
  expect((await manage(server.origin, "DELETE", `${path}/${connection.sid}`)).status).toBe(409);
  expect((await manage(server.origin, "DELETE", `${path}/${connection.sid}?force=1`)).status).toBe(204);
  expect((await manage(server.origin, "DELETE", `${path}/${connection.sid}`)).status).toBe(404);
  await eventually(async () => fake.revoked.includes(fake.person.subject));
});

test("what was agreed to at Kakao is the account's consent, and is not asked again", async () => {
  await setExperience(server, {
    social: { askIdentifiers: false },
    terms: [
      {
        id: "service",
        version: "3",
        required: true,
        title: { ko: "이용약관", en: "Terms" },
        url: "https://example.com/t",
      },
    ],
  });
  const { body } = await manage(server.origin, "GET", `/connectors/${connector}`);
  const config = { ...body.config, serviceTerms: { service_20260101: "service" } };
  const changed = await manage(server.origin, "PATCH", `/connectors/${connector}`, { config });
  expect([changed.status, changed.body.ignored ?? []], JSON.stringify(changed.body)).toEqual([200, []]);
  await manage(server.origin, "POST", `/connectors/${connector}/activate`, {});
  fake.console = { ...fake.console, serviceTerms: ["service_20260101"] };
  await knownElsewhere();
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  expect((await comeBack(visitor, fake, SIGN_IN)).state).toBe("account");
  const [sid] = await usersOf();
  const { body: given } = await manage(server.origin, "GET", `/users/${sid}/consents`);
  expect(given.consents).toMatchObject([{ item: "service", version: "3", agreed: true, source: connector }]);
  await setExperience(server, { social: { askIdentifiers: false } });
});
