/** @module A number proved for an application, by a code: the same answer to whoever asks twice, and no account. */
import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, phone, readCode, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { codeOf, faces, Visitor } from "./face.js";
import { setExperience } from "./kit.js";

const server = suite();
const SHOP = "https://shop.example/number";
const path = (more = "") => `/verify-number?return=${encodeURIComponent(SHOP)}${more}`;

beforeAll(() => setExperience(server, { origins: ["https://shop.example"] }));
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

/** What the application is told, in the fragment or in JSON. */
function toldBy({ location, body }: NonNullable<Visitor["page"]>): Record<string, string> {
  const { phoneNumber, verificationToken } = body ?? {};
  if (body) return { href: location ?? body.location, phoneNumber, verificationToken };
  const [href = "", fragment] = (location ?? "").split("#");
  return { href, ...Object.fromEntries(new URLSearchParams(fragment)) };
}

describe.each(faces)("%s", (face) => {
  test("the number is asked for, a code sent, and the application told, with its nonce", async () => {
    const visitor = new Visitor(server.origin, face);
    const number = newNumber();
    await visitor.open(path("&nonce=n-1"));
    await visitor.act("send", { phone: number });
    const told = toldBy(await visitor.act("check", { code: await codeOf(server.origin, number) }));
    expect([told.href, told.phoneNumber]).toEqual([SHOP, number]);
    expect(decodeJwt(told.verificationToken as string)).toMatchObject({
      ...{ phone_number: number, phone_number_verified: true, nonce: "n-1", iss: server.origin },
    });
    expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(0);
    expect((await visitor.open("/account")).status).not.toBe(500);
    expect([...visitor.cookies.keys()].some((name) => name.includes("session"))).toBe(false);
  });

  test("a right code sent 50 times is told 50 times; another browser is told nothing", async () => {
    const visitor = new Visitor(server.origin, face);
    const number = newNumber();
    await visitor.open(path());
    const { actions } = await visitor.act("send", { phone: number });
    const code = await codeOf(server.origin, number);
    const check = actions.check as string;
    const answers = await burst(50, async () => {
      const answer = await visitor.raw("POST", check, { code });
      return [answer.status, (await answer.text()).includes("eyJ")];
    });
    expect(answers).toEqual(answers.map(() => [200, true]));
    const other = new Visitor(server.origin, face);
    await other.open(path());
    const refused = await other.raw("POST", check, { code });
    expect([refused.status, (await refused.text()).includes("eyJ")]).toEqual([410, false]);
    await server.sql`update flows set ended_at = ended_at - interval '3 minutes' where kind = 'verify'`;
    const late = await visitor.post(check, { code });
    expect([late.status, late.state]).toEqual([410, "ended"]);
    expect(late.text).toContain(SHOP);
  });

  test("a wrong code, a reload, another number, a flow that ran out", async () => {
    const visitor = new Visitor(server.origin, face);
    const [first, second] = [newNumber(), newNumber()];
    await visitor.open(path());
    await visitor.act("send", { phone: first });
    const wrong = await visitor.act("check", { code: "000000" });
    expect(wrong.error).toBeTruthy();
    const flow = new URL(Object.values(wrong.actions)[0] as string, server.origin).searchParams.get("flow");
    const reloaded = await visitor.open(`/verify-number?flow=${flow}`);
    expect(reloaded.state).toBe("code");
    await visitor.open(`/verify-number?flow=${flow}&change=1`);
    await visitor.act("send", { phone: second });
    await visitor.act("check", { code: await codeOf(server.origin, second) });
    expect(toldBy(visitor.page as never).phoneNumber).toBe(second);
    await visitor.open(path());
    const idle = await visitor.act("send", { phone: newNumber() });
    await server.sql`update flows set used_at = used_at - interval '2 hours' where kind = 'verify'`;
    const ended = await visitor.post(idle.actions.check as string, { code: "123456" });
    expect([ended.status, ended.text.includes(SHOP)]).toEqual([410, true]);
  });
});

test("whoever asked last is told, in a browser that another application has left waiting", async () => {
  const visitor = new Visitor(server.origin);
  const number = newNumber();
  await visitor.open(path("&nonce=first"));
  await visitor.act("send", { phone: number });
  const other = "https://shop.example/other";
  await visitor.open(`/verify-number?return=${encodeURIComponent(other)}&nonce=second`);
  await visitor.act("send", { phone: number });
  const told = toldBy(await visitor.act("check", { code: await codeOf(server.origin, number) }));
  expect(told.href).toBe(other);
  expect(decodeJwt(told.verificationToken as string).nonce).toBe("second");
});

test("a stranger who asks for the same number keeps nobody from a code", async () => {
  const number = newNumber();
  const stranger = new Visitor(server.origin, "json");
  await stranger.open(path());
  await stranger.act("send", { phone: number });
  const theirs = await codeOf(server.origin, number);
  await phone(server.origin, "/phone", { phoneNumber: number });
  const visitor = new Visitor(server.origin, "json");
  await visitor.open(path());
  expect((await visitor.act("send", { phone: number })).body.view.secondsLeft).toBeGreaterThan(0);
  const code = await eventually(async () => {
    const newest = await readCode(server.origin, number);
    return newest !== theirs && newest;
  });
  const told = toldBy(await visitor.act("check", { code }));
  expect(told.phoneNumber).toBe(number);
});

test("without an application that waits it does not begin, nor with an odd nonce", async () => {
  const visitor = new Visitor(server.origin, "json");
  for (const bad of ["/verify-number", "/verify-number?return=https://evil.example/", path("&nonce=%3Cb%3E")]) {
    expect((await visitor.open(bad)).status, bad).toBe(400);
    const href = `${bad}${bad.includes("?") ? "&" : "?"}do=send`;
    expect((await visitor.post(href, { phone: newNumber() })).status, bad).toBe(400);
  }
});

test("an address proves nothing here", async () => {
  const visitor = new Visitor(server.origin, "json");
  await visitor.open(path());
  const refused = await visitor.act("send", { email: "kim@example.com" });
  expect(refused.status).toBe(400);
});
