/** @module Passkeys from end to end by a device in software: made, signed in with, proved with, named, removed; and what is refused. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { codeOf, Visitor } from "../signin/face.js";
import { addEmail, ageNumber, ageProof, newPerson, setExperience } from "../signin/kit.js";
import { makePasskey, newDevice, newOwner, optionsFor, show } from "./kit.js";

const server = suite();

beforeAll(() => setExperience(server, {}));
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

const passkeysOf = async (sid: string) =>
  await server.sql<{ sid: string; counter: string; usedAt: Date | null; name: string; isBackedUp: boolean }[]>`
    select sid, counter, used_at, name, is_backed_up from passkeys where user_sid = ${sid} order by sid`;
const textsTo = async (number: string) =>
  (
    await server.sql`select from messages m join verifications v on v.sid = m.verification_sid where v.recipient = ${number}`
  ).length;
const amrOf = async (sid: string) => {
  const [row] = await server.sql<
    { amr: string[] }[]
  >`select amr from sessions where user_sid = ${sid} order by sid desc`;
  return row?.amr;
};

describe("made", () => {
  test("by whoever has just proved who they are; the account has it, and its owner is told", async () => {
    const { visitor, sid } = await newPerson(server);
    await addEmail(server.sql, sid, `p${Date.now()}@example.com`);
    const page = await makePasskey(visitor, newDevice(server, { isSynced: true }));
    expect([page.state, page.text.includes("패스키를 만들었습니다")]).toEqual(["account", true]);
    const [passkey] = await passkeysOf(sid);
    expect(passkey).toMatchObject({ counter: "0", isBackedUp: true, usedAt: null });
    expect(page.text).toContain(`/account/passkeys/${passkey?.sid}`);
    const events =
      await server.sql`select data from audit_events where subject_id = ${sid} and type = 'user.passkey.added'`;
    expect(events).toHaveLength(1);
    // To the address: the number has got a code just now.
    const notices =
      await server.sql`select channel from notices where kind = 'passkey_added' and recipient like 'p%@example.com'`;
    expect(notices.map(({ channel }) => channel)).toEqual(["email"]);
    await server.sql`delete from users where sid = ${sid}`;
    expect(await passkeysOf(sid)).toEqual([]);
  });

  test("sent 50 times it is one; of one device there is one an account", async () => {
    const { visitor, sid } = await newPerson(server);
    const device = newDevice(server);
    const options = await optionsFor(visitor, "POST", "/account/passkeys/options");
    const credential = JSON.stringify(device.create(options as never));
    const answers = await burst(50, () => visitor.raw("POST", "/account/passkeys", { credential }));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get("location")}`))).toEqual(
      new Set(["303 /account?done=passkey"]),
    );
    expect(await passkeysOf(sid)).toHaveLength(1);
    const again = await optionsFor(visitor, "POST", "/account/passkeys/options");
    expect(() => device.create(again as never)).toThrow("InvalidStateError");
  });

  test("not an hour after the proof, not for another browser's or person's challenge, not without a look at the owner", async () => {
    const { visitor, sid } = await newPerson(server, "json");
    const device = newDevice(server);
    const options = await optionsFor(visitor, "POST", "/account/passkeys/options");
    const other = await newPerson(server, "json");
    const foreign = { credential: JSON.stringify(device.create(options as never)) };
    expect((await other.visitor.post("/account/passkeys", foreign)).body.title).toBe("passkey.refused");
    device.traits.verifies = false;
    const unverified = { credential: JSON.stringify(device.create(options as never)) };
    expect((await visitor.post("/account/passkeys", unverified)).body.title).toBe("passkey.refused");
    device.traits = { ...device.traits, verifies: true, origin: "http://evil.example" };
    const phished = { credential: JSON.stringify(device.create(options as never)) };
    expect((await visitor.post("/account/passkeys", phished)).body.title).toBe("passkey.refused");
    device.traits.origin = server.origin;
    for (const odd of ["", "{}", "null", "[]", JSON.stringify({ ...JSON.parse(foreign.credential), id: "é" })])
      expect((await visitor.post("/account/passkeys", { credential: odd })).status, odd).toBe(400);
    await ageProof(server.sql, sid);
    expect((await visitor.post("/account/passkeys", foreign)).body.title).toBe("sign_in.proof_too_old");
    expect((await visitor.post("/account/passkeys/options")).body.title).toBe("sign_in.proof_too_old");
    expect(await passkeysOf(sid)).toEqual([]);
  });

  test("of 50 at once no more than an account may have", async () => {
    const { visitor, sid } = await newPerson(server);
    const device = newDevice(server);
    const made = await Promise.all(
      Array.from({ length: 50 }, async () => await optionsFor(visitor, "POST", "/account/passkeys/options")),
    );
    const answers = await burst(50, (n) =>
      visitor.raw("POST", "/account/passkeys", {
        credential: JSON.stringify(device.create({ ...(made[n] as object), excludeCredentials: [] } as never)),
      }),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(30);
    expect(await passkeysOf(sid)).toHaveLength(20);
  });
});

describe("as the first step", () => {
  test.each(["html", "json"] as const)("signs in without a text (%s)", async (face) => {
    const { number, sid, device } = await newOwner(server, { isSynced: true });
    const before = await textsTo(number);
    const visitor = new Visitor(server.origin, face);
    const first = await visitor.open("/sign-in?return=/account/consents");
    expect(first.actions.passkey).toBe("/sign-in?return=%2Faccount%2Fconsents&do=passkey");
    const page = await visitor.act("passkey", await show(visitor, device));
    expect(page.location ?? page.url).toContain("/account/consents");
    expect((await visitor.open("/account")).state).toBe("account");
    expect(await textsTo(number)).toBe(before);
    expect(await amrOf(sid)).toEqual(["swk", "user", "mfa"]);
    expect((await passkeysOf(sid))[0]?.usedAt).toBeInstanceOf(Date);
    const known = await server.sql`select from known_devices where user_sid = ${sid}`;
    expect(known).toHaveLength(2);
  });

  test("the same answer 50 times is one session, told 50 times", async () => {
    const { sid, device } = await newOwner(server);
    const visitor = new Visitor(server.origin);
    await visitor.open("/sign-in");
    const fields = await show(visitor, device);
    const answers = await burst(50, () => visitor.raw("POST", "/sign-in?do=passkey", fields));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get("location")}`))).toEqual(
      new Set(["303 /account"]),
    );
    const cookies = answers.map(({ headers }) => headers.getSetCookie().find((one) => one.includes("session=")));
    expect(new Set(cookies).size).toBe(1);
    // Its own, and that of the browser that made the account.
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(2);
    const events = await server.sql`select from audit_events where subject_id = ${sid} and type = 'session.started'`;
    expect(events).toHaveLength(2);
  });

  test("an answer is of one browser, one time, one domain, and of a device that knows its owner", async () => {
    const { sid, device } = await newOwner(server);
    const visitor = new Visitor(server.origin, "json");
    await visitor.open("/sign-in");
    const refused = async (fields: Record<string, string>, from = visitor) =>
      (await from.post("/sign-in?do=passkey", fields)).body.error.code;
    const fields = await show(visitor, device);
    const other = new Visitor(server.origin, "json");
    await other.open("/sign-in");
    expect(await refused(fields, other)).toBe("passkey.refused");
    device.traits.origin = "http://localhost.evil.example";
    expect(await refused(await show(visitor, device).catch(() => fields))).toBe("passkey.refused");
    device.traits.origin = server.origin;
    device.traits.verifies = false;
    expect(await refused(await show(visitor, device))).toBe("passkey.refused");
    device.traits.verifies = true;
    const parsed = JSON.parse((await show(visitor, device)).credential);
    const swapped = {
      ...parsed,
      response: { ...parsed.response, userHandle: Buffer.from("US").toString("base64url") },
    };
    expect(await refused({ credential: JSON.stringify(swapped) })).toBe("passkey.refused");
    const unknown = { ...parsed, id: "AAAA", rawId: "AAAA" };
    expect(await refused({ credential: JSON.stringify(unknown) })).toBe("passkey.unknown");
    for (const odd of ["", "{}", '{"id":1}'])
      expect((await visitor.post("/sign-in?do=passkey", { credential: odd })).status).toBe(400);
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
  });

  test("a copy whose counter does not go up opens nothing", async () => {
    const { sid, device } = await newOwner(server);
    const visitor = new Visitor(server.origin, "json");
    await visitor.open("/sign-in");
    await visitor.act("passkey", await show(visitor, device));
    const [key] = device.keys;
    if (key) key.counter -= 1;
    const copied = new Visitor(server.origin, "json");
    await copied.open("/sign-in");
    const page = await copied.act("passkey", await show(copied, device));
    expect(page.body.error?.code).toBe("passkey.refused");
    expect((await passkeysOf(sid))[0]?.counter).toBe("1");
  });

  test("of an account that is suspended, or gone, nothing is opened", async () => {
    const { sid, device } = await newOwner(server);
    await server.sql`update users set suspended_at = now() where sid = ${sid}`;
    const visitor = new Visitor(server.origin, "json");
    await visitor.open("/sign-in");
    expect((await visitor.act("passkey", await show(visitor, device))).body.error?.code).toBe("sign_in.suspended");
    await server.sql`delete from users where sid = ${sid}`;
    expect((await visitor.post("/sign-in?do=passkey", await show(visitor, device))).body.error?.code).toBe(
      "passkey.unknown",
    );
  });

  test("what is agreed to anew is asked of whoever comes by one, too", async () => {
    const { device } = await newOwner(server);
    const term = { id: "tos", version: "2", required: true, title: { ko: "약관", en: "Terms" } };
    await setExperience(server, { terms: [term] });
    const visitor = new Visitor(server.origin);
    await visitor.open("/sign-in");
    expect((await visitor.act("passkey", await show(visitor, device))).state).toBe("consent");
    expect((await visitor.act("agree", { tos: true })).state).toBe("account");
    await setExperience(server, {});
  });

  test("switched off, there is none, and no page asks for one", async () => {
    const { visitor: owner } = await newOwner(server);
    await setExperience(server, { passkeys: { enabled: false } });
    const visitor = new Visitor(server.origin, "json");
    expect((await visitor.open("/sign-in")).actions.passkey).toBeUndefined();
    expect((await visitor.open("/sign-in/passkey")).status).toBe(404);
    expect((await visitor.post("/sign-in?do=passkey", { credential: "{}" })).body.error.code).toBe(
      "passkey.unavailable",
    );
    expect((await owner.open("/account")).text).not.toContain("/account/passkeys");
    await setExperience(server, {});
  });
});

describe("as a proof", () => {
  test("of a session: a step-up by one, not by another's", async () => {
    const { visitor, sid, device } = await newOwner(server);
    await ageProof(server.sql, sid);
    const page = await visitor.open("/account/link?to=email");
    expect(page.state).toBe("step-up");
    const stranger = await newOwner(server);
    const foreign = await show(visitor, stranger.device);
    expect((await visitor.act("passkey", foreign)).error).toContain("다른 계정");
    const options = await optionsFor<{ allowCredentials: { id: string }[] }>(visitor, "GET", "/step-up/passkey");
    expect(options.allowCredentials.map(({ id }) => id)).toEqual(device.keys.map(({ id }) => id));
    await visitor.open("/account/link?to=email");
    const proved = await visitor.act("passkey", await show(visitor, device, "/step-up/passkey"));
    expect(proved.state).toBe("identify");
    expect(new Set(await amrOf(sid))).toEqual(new Set(["sms", "hwk", "user", "mfa"]));
  });

  test("that a number is still its owner's: opens the account, and the number counts as proved", async () => {
    const { number, sid, device } = await newOwner(server, { isSynced: true });
    await ageNumber(server.sql, number, 400);
    const visitor = new Visitor(server.origin);
    expect((await visitor.signIn(number)).state).toBe("recycled");
    expect(visitor.page?.actions.open).toBeUndefined();
    const stranger = await newOwner(server);
    expect((await visitor.act("passkey", await show(visitor, stranger.device))).error).toContain("다른 계정");
    expect((await visitor.act("passkey", await show(visitor, device))).state).toBe("account");
    expect(new Set(await amrOf(sid))).toEqual(new Set(["sms", "swk", "user", "mfa"]));
    const [row] =
      await server.sql`select proved_at > now() - interval '1 hour' as is_fresh from identifiers where value = ${number}`;
    expect(row?.isFresh).toBe(true);
  });

  test("one that went with its device does not keep its owner out", async () => {
    const { number } = await newOwner(server);
    await ageNumber(server.sql, number, 400);
    const visitor = new Visitor(server.origin);
    expect((await visitor.signIn(number)).state).toBe("recycled");
    expect(visitor.page?.actions.passkey).toBeDefined();
    expect((await visitor.act("open")).state).toBe("account");
  });
});

describe("in the account", () => {
  test("named, and removed after a fresh proof; a removed one opens nothing, and the owner is told", async () => {
    const { visitor, sid, device, number } = await newOwner(server);
    const [passkey] = await passkeysOf(sid);
    const at = `/account/passkeys/${passkey?.sid}`;
    expect((await visitor.open(at)).state).toBe("passkey-detail");
    expect((await visitor.post(`${at}/name`, { name: "  내   폰 " })).state).toBe("account");
    expect((await passkeysOf(sid))[0]?.name).toBe("내 폰");
    expect((await visitor.post(`${at}/name`, { name: "" })).status).toBe(400);
    const stranger = await newPerson(server);
    expect((await stranger.visitor.open(at)).status).toBe(404);
    expect((await stranger.visitor.post(`${at}/name`, { name: "x" })).status).toBe(404);
    await stranger.visitor.post(`${at}/remove`);
    expect(await passkeysOf(sid)).toHaveLength(1);
    await ageProof(server.sql, sid);
    expect((await visitor.post(`${at}/remove`)).state).toBe("step-up");
    await visitor.act("passkey", await show(visitor, device, "/step-up/passkey"));
    const answers = await burst(50, () => visitor.raw("POST", `${at}/remove`));
    expect(new Set(answers.map(({ headers }) => headers.get("location")))).toEqual(new Set(["/account?done=removed"]));
    expect(await passkeysOf(sid)).toEqual([]);
    const events =
      await server.sql`select from audit_events where subject_id = ${sid} and type = 'user.passkey.removed'`;
    expect(events).toHaveLength(1);
    const notices = await server.sql`select from notices where kind = 'identifier_removed' and recipient = ${number}`;
    expect(notices).toHaveLength(1);
    const back = new Visitor(server.origin, "json");
    await back.open("/sign-in");
    expect((await back.act("passkey", await show(back, device))).body.error.code).toBe("passkey.unknown");
  });

  test("two devices, each its own", async () => {
    const { visitor, sid, device } = await newOwner(server);
    const second = newDevice(server, { isSynced: true });
    await makePasskey(visitor, second);
    expect(await passkeysOf(sid)).toHaveLength(2);
    for (const one of [device, second]) {
      const back = new Visitor(server.origin);
      await back.open("/sign-in");
      expect((await back.act("passkey", await show(back, one))).state).toBe("account");
    }
  });
});

describe("offered", () => {
  test("once in a browser that can, after a code, and put off as easily", async () => {
    const number = newNumber();
    const visitor = new Visitor(server.origin);
    await visitor.open("/sign-in?return=/account/consents");
    await visitor.act("send", { phone: number });
    const offered = await visitor.act("check", { code: await codeOf(server.origin, number), passkeys: "1" });
    expect(offered.state).toBe("passkey");
    expect(offered.links).toContain("/account/consents");
    expect((await visitor.open(new URL(offered.url).pathname)).state).toBe("passkey");
    await visitor.post("/sign-out");
    await visitor.open("/sign-in");
    await visitor.act("send", { phone: number });
    const again = await visitor.act("check", { code: await codeOf(server.origin, number), passkeys: "1" });
    expect(again.state).toBe("account");
    const elsewhere = new Visitor(server.origin);
    await elsewhere.open("/sign-in");
    await elsewhere.act("send", { phone: number });
    expect((await elsewhere.act("check", { code: await codeOf(server.origin, number) })).state).toBe("account");
  });
});
