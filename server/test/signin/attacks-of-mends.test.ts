/** @module What an attacker tried on the mends of earlier attacks: restrictions, waiting flows, counts; and dead ends beside them. */
import { describe, expect, test } from "vitest";
import { age, ageSends, newNumber, startApp, suite } from "../harness.js";
import { Visitor } from "./face.js";
import { addEmail, ageNumber, ageProof, bothWays, enterCode, newPerson, setExperience, setPassword } from "./kit.js";

const server = suite();
const visitor = () => new Visitor(server.origin, "json");
const title = (text: string) => ({ ko: text, en: text });
const term = { id: "service", version: "1", required: true, title: title("Service") };
const unlimited = () => server.sql`delete from limit_counters`;
let nextAddress = 0;
const newAddress = () => `mend.${process.pid}.${nextAddress++}@example.com`;

describe("an account that its number alone has opened", () => {
  /** An account of a number that nobody proved for long, and somebody who has the number. */
  const openByNumber = async () => {
    const { number, sid } = await newPerson(server, "json");
    await ageNumber(server.sql, number);
    return { number, sid, one: await open(number) };
  };
  const open = async (number: string) => {
    const one = visitor();
    await unlimited();
    await one.signIn(number);
    expect((await one.act("open")).state).toBe("done");
    return one;
  };

  test("proves nothing by the same number again: no step-up renews it", async () => {
    await setExperience(server, {});
    const { number, one } = await openByNumber();
    await unlimited();
    const page = await one.open("/step-up");
    expect([page.state, page.location]).toEqual(["elsewhere", "/account?done=restricted"]);
    expect((await one.post("/step-up?do=prove&with=password")).state).toBe("elsewhere");
    const [row] = await server.sql`select extract(day from now() - proved_at)::int as days from identifiers
      where value = ${number}`;
    expect(row?.days).toBe(100);
  });

  test("is held back for a day each time, if an earlier day is over", async () => {
    const { number, sid } = await openByNumber();
    await server.sql`update sessions set restricted_until = restricted_until - interval '30 days'
      where user_sid = ${sid} and restricted_until is not null`;
    const thief = await open(number);
    expect((await thief.raw("GET", "/account/export")).status).toBe(403);
  });

  test("does not show what was agreed to", async () => {
    const { one } = await openByNumber();
    expect((await one.raw("GET", "/account/consents")).status).toBe(403);
  });
});

describe("a flow that waits", () => {
  test("for a consent after a second proof by a password ends with that password, whoever changes it", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    const { number, sid } = await newPerson(server, "json");
    await setPassword(server.sql, sid, "quiet-river-77");
    await ageNumber(server.sql, number);
    await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
    const thief = visitor();
    await unlimited();
    await thief.signIn(number);
    await thief.act("prove password");
    expect((await thief.act("try-password", { password: "quiet-river-77" })).state).toBe("consent");
    await setPassword(server.sql, sid, "other-river-88");
    expect((await thief.act("agree", { service: true })).state).toBe("identify");
  });

  test("for a new password ends when the owner has set one", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    const { number } = await newPerson(server, "json");
    const [thief, owner] = [visitor(), visitor()];
    for (const one of [thief, owner]) {
      await unlimited();
      expect((await one.signIn(number, "/reset-password")).state).toBe("new-password");
    }
    expect((await owner.act("set-password", { password: "other-river-88" })).state).toBe("done");
    expect((await thief.act("set-password", { password: "thief-thief-99" })).state).toBe("ended");
  });

  test("after a second proof by an address ends when that address is changed", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    const { visitor: owner, number, sid } = await newPerson(server, "json");
    const [old, fresh] = [newAddress(), newAddress()];
    await addEmail(server.sql, sid, old);
    await ageNumber(server.sql, number);
    await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
    const thief = visitor();
    await unlimited();
    await thief.signIn(number);
    await thief.act("prove email");
    expect((await enterCode(thief, old)).state).toBe("consent");
    await unlimited();
    await owner.open("/account/link?to=email");
    await owner.act("send", { email: fresh });
    expect((await enterCode(owner, fresh)).state).toBe("done");
    expect((await thief.act("agree", { service: true })).state).toBe("ended");
  });

  test("does not hold up who changes the password at the same moment", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    for (let round = 0; round < 3; round++) {
      const { visitor: owner, number, sid } = await newPerson(server, "json");
      await setPassword(server.sql, sid, "quiet-river-77");
      await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
      const thieves: Visitor[] = [];
      for (let n = 0; n < 4; n++) {
        const one = visitor();
        await unlimited();
        await one.open("/sign-in");
        await one.act("send", { phone: number });
        await one.act("use-password");
        expect((await one.act("try-password", { password: "quiet-river-77" })).state).toBe("consent");
        thieves.push(one);
      }
      await owner.open("/account/password");
      const [changed, ...others] = await Promise.all([
        owner.act("set-password", { password: `other-river-8${round}`, "end-others": true }),
        ...thieves.map(async (one, n) => {
          await new Promise((done) => setTimeout(done, 30 + n * 8));
          return await one.act("agree", { service: true });
        }),
      ]);
      expect(changed.state).toBe("done");
      for (const { status } of others) expect(status).not.toBe(503);
      expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
      await setExperience(server, { signIn: { methods: bothWays } });
    }
  });
});

test("a number that is being added is a stranger's for the limits: sent again and checked", async () => {
  await setExperience(server, {});
  const app = await startApp(server, { env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
  const { visitor: owner } = await newPerson(server, "json");
  await server.sql`update services set limits = '{"address": {"soft": [], "hard": ["1/10m"]},
    "failedChecksPerAddress": {"soft": [], "hard": ["2/h"]}}'`;
  await new Promise((done) => setTimeout(done, 1050));
  await unlimited();
  const one = new Visitor(app.origin, "json", { "x-forwarded-for": "2001:db8:1:2::1" });
  for (const [name, value] of owner.cookies) one.cookies.set(name, value);
  await one.open("/account/link?to=phone");
  const number = newNumber();
  expect((await one.act("send", { phone: number })).state).toBe("code");
  const [sent] = await server.sql`select sid from verifications where recipient = ${number}`;
  await ageSends(server.sql, sent?.sid, 400);
  expect((await one.act("resend")).body.error.code).toBe("sign_in.wait");
  const answers = [];
  for (let n = 0; n < 3; n++) answers.push((await one.act("check", { code: "000000" })).body.error.code);
  expect(answers).toEqual(["sign_in.wrong_code", "sign_in.wrong_code", "sign_in.wait"]);
  await server.sql`update services set limits = '{}'`;
  await app.stop();
});

test("passwords: tries by a number do not tell which address is the same account's, and all strangers have one count", async () => {
  const first = bothWays.map((one) => ({ ...one, first: "password" }));
  const { number, sid } = await newPerson(server, "json");
  await setExperience(server, { signIn: { methods: first } });
  const address = newAddress();
  await addEmail(server.sql, sid, address);
  const tryAs = async (way: "phone" | "email", value: string, times: number) => {
    const one = visitor();
    await one.open(`/sign-in?with=${way}`);
    await one.act("name", { [way]: value });
    for (let n = 1; n < times; n++) await one.act("try-password", { password: `wrong ${n}` });
    return (await one.act("try-password", { password: "wrong" })).body.error.code;
  };
  await unlimited();
  expect(await tryAs("phone", number, 11)).toBe("sign_in.wait");
  expect(await tryAs("email", address, 1)).toBe("sign_in.wrong_password");
  expect(await tryAs("email", newAddress(), 1)).toBe("sign_in.wrong_password");
  // Eleven are in it by now.
  const counters = await server.sql`select cardinality(hits) as hits from limit_counters order by hits desc`;
  expect(counters[0]?.hits).toBe(11);
});

describe("no dead end", () => {
  test("a step-up of a session that is over does not stand in the next one's way", async () => {
    await setExperience(server, {});
    const { visitor: one, number, sid } = await newPerson(server, "json");
    for (let round = 0; round < 2; round++) {
      await unlimited();
      await ageProof(server.sql, sid);
      await one.open("/step-up");
      expect((await one.act("prove")).state).toBe("code");
      if (round > 0) break;
      await one.post("/sign-out");
      await unlimited();
      await one.signIn(number);
    }
    expect((await enterCode(one, number)).state).toBe("done");
  });

  test("a window that waits for a number which has an account by now takes the code that is sent", async () => {
    const number = newNumber();
    const one = visitor();
    await unlimited();
    await one.open("/sign-in");
    await one.act("send", { phone: number });
    const [sent] = await server.sql`select sid from verifications where recipient = ${number}`;
    await age(server.sql, sent?.sid, 700);
    await unlimited();
    await visitor().signIn(number);
    await unlimited();
    expect((await one.signIn(number)).state).toBe("done");
  });

  test("an address is added after a number that could not be read", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    const { visitor: one } = await newPerson(server, "html");
    await one.open("/account/link?to=phone");
    expect((await one.act("send", { phone: "123" })).error).toBeDefined();
    const page = await one.open("/account/link?to=email");
    expect([page.error, /name="(email|phone)"/.exec(page.text)?.[1]]).toEqual([undefined, "email"]);
  });

  test("a second address that was mistyped after a lost password is given anew", async () => {
    await setExperience(server, { signIn: { methods: bothWays }, signUp: { identifiers: ["phone", "email"] } });
    const one = visitor();
    await unlimited();
    await one.signIn(newNumber(), "/reset-password");
    await one.act("set-password", { password: "quiet-river-77" });
    const { flow } = (await one.act("fill", { email: newAddress() })).body;
    const address = newAddress();
    await one.open(`/reset-password?flow=${flow}&change=1`);
    expect((await one.act("fill", { email: address })).body.view.recipient).toBe(address);
    expect((await enterCode(one, address)).state).toBe("done");
  });

  test("a user name that somebody took while the code was on its way: another one is asked for", async () => {
    const username = { identifier: "username", code: false, password: true, first: "password" };
    const signUp = { identifiers: ["phone", "username", "email"], password: true };
    await setExperience(server, {});
    const { sid } = await newPerson(server, "json");
    await setExperience(server, { signIn: { methods: [...bothWays, username] }, signUp });
    const one = visitor();
    const [name, email] = [`kim${process.pid}`, newAddress()];
    await unlimited();
    await one.signIn(newNumber());
    await one.act("fill", { username: name, password: "quiet-river-77", email });
    await server.sql`insert into identifiers (sid, user_sid, kind, value)
      values (${`ID${"0".repeat(32)}`}, ${sid}, 'username', ${name})`;
    const page = await enterCode(one, email);
    expect([page.state, page.body.error.field]).toEqual(["code", "username"]);
    expect(page.body.view.fields.map((field: { name: string }) => field.name)).toEqual(["username", "email"]);
    await one.act("fill", { username: `${name}2`, email });
    expect((await enterCode(one, email)).state).toBe("done");
  });
});
