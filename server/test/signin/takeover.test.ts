/** @module What an attacker tried on waiting flows, recycled numbers, restrictions and races with changes: each opened something once. */
import { describe, expect, test } from "vitest";
import { burst, newNumber, startApp, suite } from "../harness.js";
import { codeOf, Visitor } from "./face.js";
import { addEmail, ageNumber, bothWays, enterCode, newPerson, setExperience, setPassword } from "./kit.js";

const server = suite();
const visitor = () => new Visitor(server.origin, "json");
const title = (text: string) => ({ ko: text, en: text });
const term = { id: "service", version: "1", required: true, title: title("Service") };
const unlimited = () => server.sql`delete from limit_counters`;

describe("a flow that waits", () => {
  test("opens nothing once its number is another one's", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    const { number, sid } = await newPerson(server, "json");
    await setPassword(server.sql, sid, "quiet-river-77");
    await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
    const thief = visitor();
    await thief.open("/sign-in");
    await thief.act("send", { phone: number });
    await thief.act("use-password");
    expect((await thief.act("try-password", { password: "quiet-river-77" })).state).toBe("consent");
    await ageNumber(server.sql, number);
    await unlimited();
    const owner = visitor();
    await owner.signIn(number);
    await owner.act("begin-anew");
    expect((await owner.act("agree", { service: true })).state).toBe("done");
    const page = await thief.act("agree", { service: true });
    expect([page.state, page.body.error.code]).toEqual(["identify", "sign_in.flow_over"]);
    expect([...thief.cookies.keys()]).not.toContain("munjigi_session");
  });

  test("opens nothing of whoever signed up with the number meanwhile", async () => {
    await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
    for (const path of ["/sign-in", "/reset-password"]) {
      await unlimited();
      const number = newNumber();
      const thief = visitor();
      const waits = await thief.signIn(number, path);
      await unlimited();
      const owner = visitor();
      await owner.signIn(number);
      expect((await owner.act("agree", { service: true })).state).toBe("done");
      const inputs = path === "/sign-in" ? { service: true } : { password: "thief-thief-99" };
      const page = await thief.act(path === "/sign-in" ? "agree" : "set-password", inputs);
      expect(["consent", "new-password"]).toContain(waits.state);
      expect(page.state).toBe("identify");
      expect(
        await server.sql`select from users u join identifiers i on i.user_sid = u.sid
        where i.value = ${number} and u.password_hash is not null`,
      ).toHaveLength(0);
    }
  });

  test("that an old password has opened ends with that password", async () => {
    await setExperience(server, { signIn: { methods: bothWays } });
    const { visitor: owner, number, sid } = await newPerson(server, "json");
    await setPassword(server.sql, sid, "quiet-river-77");
    await setExperience(server, { signIn: { methods: bothWays }, terms: [term] });
    const thief = visitor();
    await thief.open("/sign-in");
    await unlimited();
    await thief.act("send", { phone: number });
    await thief.act("use-password");
    expect((await thief.act("try-password", { password: "quiet-river-77" })).state).toBe("consent");
    await owner.open("/account/password");
    expect((await owner.act("set-password", { password: "other-river-88", "end-others": true })).state).toBe("done");
    expect((await thief.act("agree", { service: true })).state).not.toBe("done");
  });
});

describe("an account that its number alone has opened", () => {
  test("is held back by the same number again, in the same browser and in another", async () => {
    await setExperience(server, {});
    const { number } = await newPerson(server, "json");
    await ageNumber(server.sql, number);
    const thief = visitor();
    await thief.signIn(number);
    expect((await thief.act("open")).state).toBe("done");
    for (const one of [thief, visitor()]) {
      await unlimited();
      expect((await one.signIn(number)).state).toBe("recycled");
      expect((await one.act("open")).state).toBe("done");
      expect((await one.raw("GET", "/account/export")).status).toBe(403);
      expect((await one.open("/account")).text).not.toContain(number.slice(-4));
    }
  });

  test("neither lists nor ends the owner's devices", async () => {
    await setExperience(server, {});
    const { visitor: owner, number, sid } = await newPerson(server, "json");
    await ageNumber(server.sql, number);
    const thief = visitor();
    await thief.signIn(number);
    await thief.act("open");
    const account = await thief.open("/account");
    expect(account.body.sessions).toHaveLength(1);
    for (const { sid: session } of await server.sql<
      { sid: string }[]
    >`select sid from sessions where user_sid = ${sid}`)
      await thief.post(`/account/sessions/${session}/end`);
    await thief.post("/account/sessions/end");
    expect((await owner.open("/account")).state).toBe("account");
  });

  test("of a suspended account: its new holder may begin anew", async () => {
    await setExperience(server, {});
    const { number, sid } = await newPerson(server, "json");
    await ageNumber(server.sql, number);
    await server.sql`update users set suspended_at = now() where sid = ${sid}`;
    const one = visitor();
    const page = await one.signIn(number);
    expect([page.state, Object.keys(page.actions)]).toEqual(["recycled", ["begin-anew"]]);
    expect((await one.act("begin-anew")).state).toBe("done");
  });
});

test("nothing is filled in before a proof, and what is being proved stays what it is", async () => {
  await setExperience(server, {
    signIn: { methods: bothWays },
    signUp: { identifiers: ["phone"], password: true, profile: { name: "required" } },
  });
  const { sid, number } = await (async () => {
    await setExperience(server, {});
    return await newPerson(server, "json");
  })();
  await setExperience(server, {
    signIn: { methods: bothWays },
    signUp: { identifiers: ["phone"], password: true, profile: { name: "required" } },
  });
  await ageNumber(server.sql, number);
  const thief = visitor();
  await unlimited();
  await thief.open("/sign-in");
  await thief.act("send", { phone: number });
  const flow = /flow=(FL\w+)/.exec(thief.page?.actions.check ?? "")?.[1];
  await thief.post(`/sign-in?flow=${flow}&do=fill`, { phone: number, password: "thief-thief-99", name: "Thief" });
  await thief.post(`/sign-in?flow=${flow}&do=check`, { code: await codeOf(server.origin, number) });
  if (thief.page?.actions.open) await thief.act("open");
  expect(await server.sql`select name, password_hash from users where sid = ${sid}`).toEqual([
    { name: null, passwordHash: null },
  ]);

  await setExperience(server, { signIn: { methods: bothWays } });
  const address = `kind.${process.pid}@example.com`;
  const one = visitor();
  await unlimited();
  await one.open("/sign-in?with=email");
  await one.act("send", { email: address });
  const other = /flow=(FL\w+)/.exec(one.page?.actions.check ?? "")?.[1];
  await one.post(`/sign-in?flow=${other}&do=send`, { phone: "garbage" });
  await one.post(`/sign-in?flow=${other}&do=check`, { code: await codeOf(server.origin, address) });
  expect(one.page?.state).toBe("profile");
  expect(await server.sql`select from identifiers where value = ${address} and kind = 'phone'`).toHaveLength(0);
});

test("without sign-up a number that may be lost makes no account either", async () => {
  await setExperience(server, { signIn: { methods: bothWays } });
  const { number, sid } = await newPerson(server, "json");
  await addEmail(server.sql, sid, `kept.${process.pid}@example.com`);
  await ageNumber(server.sql, number);
  await setExperience(server, { signIn: { methods: bothWays }, signUp: { enabled: false } });
  const one = visitor();
  await unlimited();
  expect((await one.signIn(number)).state).toBe("recycled");
  const page = await one.act("begin-anew");
  expect([page.state, page.body.error.code]).toEqual(["identify", "sign_in.no_sign_up"]);
  expect(await server.sql`select user_sid from identifiers where value = ${number}`).toEqual([{ userSid: sid }]);
});

test("passwords of one account have one count, by whatever name and through whatever state", async () => {
  await setExperience(server, { signIn: { methods: bothWays } });
  const { number, sid } = await newPerson(server, "json");
  await setPassword(server.sql, sid, "quiet-river-77");
  await ageNumber(server.sql, number);
  await unlimited();
  const thief = visitor();
  await thief.signIn(number);
  await thief.act("prove password");
  const flow = /flow=(FL\w+)/.exec(thief.page?.actions["try-password"] ?? "")?.[1];
  for (let n = 0; n < 10; n++) await thief.post(`/sign-in?flow=${flow}&do=try-password`, { password: `wrong ${n}` });
  const locked = await thief.post(`/sign-in?flow=${flow}&do=try-password`, { password: "quiet-river-77" });
  expect(locked.body.error.code).toBe("sign_in.wait");
  await thief.post(`/sign-in?flow=${flow}&do=name`, { phone: newNumber() });
  const again = await thief.post(`/sign-in?flow=${flow}&do=try-password`, { password: "quiet-river-77" });
  expect(again.body.error.code).toBe("sign_in.wait");
});

test("what is changed at the same moment wins: an old password, an old number", async () => {
  await setExperience(server, { signIn: { methods: bothWays } });
  const other = await startApp(server);
  for (let round = 0; round < 4; round++) {
    const { visitor: owner, number, sid } = await newPerson(server, "json");
    await setPassword(server.sql, sid, "quiet-river-77");
    const thieves = await Promise.all(
      [0, 1, 2].map(async (n) => {
        const one = new Visitor(n % 2 ? other.origin : server.origin, "json");
        await one.open("/sign-in");
        await unlimited();
        await one.act("send", { phone: number });
        await one.act("use-password");
        return one;
      }),
    );
    await unlimited();
    await owner.open("/account/password");
    await Promise.all([
      owner.act("set-password", { password: `other-river-8${round}`, "end-others": true }),
      ...thieves.map((one) => one.act("try-password", { password: "quiet-river-77" })),
    ]);
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
  }
  for (let round = 0; round < 4; round++) {
    const { visitor: owner, number, sid } = await newPerson(server, "json");
    const fresh = newNumber();
    await unlimited();
    await owner.open("/account/link?to=phone");
    await owner.act("send", { phone: fresh });
    const code = await codeOf(server.origin, fresh);
    const thief = new Visitor(other.origin, "json");
    await thief.open("/sign-in");
    await unlimited();
    await thief.act("send", { phone: number });
    const old = await codeOf(server.origin, number);
    await Promise.all([owner.act("check", { code }), thief.act("check", { code: old })]);
    expect(await server.sql`select value from identifiers where user_sid = ${sid}`).toEqual([{ value: fresh }]);
    expect(await server.sql`select from sessions where user_sid = ${sid}`).toHaveLength(1);
  }
  await other.stop();
});

test("odd input is no fault of ours: countries, long texts, names of rows", async () => {
  await setExperience(server, {});
  const { visitor: one } = await newPerson(server, "json");
  const guest = visitor();
  await guest.open("/sign-in");
  await unlimited();
  await guest.act("send", { phone: newNumber() });
  const flow = /flow=(FL\w+)/.exec(guest.page?.actions.check ?? "")?.[1];
  for (const country of ["\u0000\u0000", "a😀", "\ud800a", "KR".repeat(100)])
    for (const phone of ["123", `${"a".repeat(253)}😀`])
      expect((await guest.post(`/sign-in?flow=${flow}&do=send`, { phone, country })).status).toBeLessThan(500);
  expect((await one.post("/account/sessions/%00/end")).status).toBeLessThan(500);
  expect((await one.post("/account/identifiers/%00/remove")).status).toBeLessThan(500);
  for (const address of ["https://evil.example", "//evil.example", "javascript:alert(1)"]) {
    const page = await one.open(`/step-up?return=${encodeURIComponent(address)}`);
    expect(page.body.view.cancelHref).toBe("/account");
  }
});

test("refused numbers answer alike on a page, whether they have an account or not", async () => {
  await setExperience(server, {});
  const app = await startApp(server, { env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
  const { number } = await newPerson(server, "json");
  await server.sql`update services set limits = '{"address": {"soft": [], "hard": ["1/10m"]}}'`;
  await new Promise((done) => setTimeout(done, 1050));
  await unlimited();
  const from = { "x-forwarded-for": "2001:db8:1:2::1" };
  const first = new Visitor(app.origin, "json", from);
  await first.open("/sign-in");
  await first.act("send", { phone: newNumber() });
  const answers = [];
  for (const phone of [number, newNumber()]) {
    const one = new Visitor(app.origin, "json", from);
    await one.open("/sign-in");
    const page = await one.act("send", { phone });
    answers.push([page.status, page.body.error?.code]);
  }
  expect(answers[0]).toEqual(answers[1]);
  await server.sql`update services set limits = '{}'`;
  await app.stop();
});

test("a number's known browsers have one figure together", async () => {
  await setExperience(server, {});
  const app = await startApp(server, { env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
  const from = { "x-forwarded-for": "203.0.113.77" };
  const { visitor: owner, number } = await newPerson(server, "json");
  await unlimited();
  const browsers = await burst(14, async (n) => {
    const one = new Visitor(app.origin, "json", from);
    for (const [name, value] of owner.cookies) one.cookies.set(name, value);
    if (n > 0) one.cookies.set("munjigi_browser", `${"x".repeat(40)}${String(n).padStart(3, "0")}`);
    return one;
  });
  const { hashToken } = await import("../../dist/secrets.js");
  const [row] = await server.sql`select user_sid from identifiers where value = ${number}`;
  for (const one of browsers)
    await server.sql`insert into known_devices (user_sid, browser_hash)
      values (${row?.userSid}, ${hashToken(one.cookies.get("munjigi_browser") as string)}) on conflict do nothing`;
  let sent = 0;
  for (const one of browsers) {
    await one.open("/sign-in");
    if ((await one.act("send", { phone: number })).state === "code") sent += 1;
  }
  expect(sent).toBe(10);
  await app.stop();
});

test("a code of the second proof is entered, and the account is the one that was there", async () => {
  await setExperience(server, { signIn: { methods: bothWays } });
  const { number, sid } = await newPerson(server, "json");
  const address = `second.${process.pid}@example.com`;
  await addEmail(server.sql, sid, address);
  await ageNumber(server.sql, number);
  const one = visitor();
  await unlimited();
  await one.signIn(number);
  await one.act("prove email");
  expect((await enterCode(one, address)).state).toBe("done");
});
