/** @module What pages do by the settings: countries, the way used last, drafts, lifetimes, nodes, production, known devices. */
import { describe, expect, test } from "vitest";
import { experienceSchema } from "../../dist/experience/experience.js";
import { newNumber, startApp, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { codeOf, faces, Visitor } from "./face.js";
import { addEmail, ageProof, enterCode, newPerson, setExperience } from "./kit.js";

const server = suite();
const SIGNED_IN = { html: "account", json: "done" } as const;

const setService = async (change: string) => {
  await server.sql.unsafe(`update services set ${change}`);
  await new Promise((done) => setTimeout(done, 1050));
};

describe("countries", () => {
  test("several: a list of exactly those, a typed + wins, and the chosen one is kept with an error", async () => {
    await setExperience(server, {});
    await setService(`allowed_countries = '["KR", "US", "GB"]'`);
    const one = new Visitor(server.origin);
    const page = await one.open("/sign-in");
    expect([...page.text.matchAll(/<option[^>]*value="(\w\w)"/g)].map(([, code]) => code).sort()).toEqual([
      "GB",
      "KR",
      "US",
    ]);
    const wrong = await one.act("send", { phone: "12", country: "US" });
    expect(wrong.text).toMatch(/<option[^>]*(?:selected[^>]*value="US"|value="US"[^>]*selected)/);
    const recipients = async () =>
      (await server.sql`select recipient from verifications order by created_at desc limit 1`)[0]?.recipient;
    for (const [phone, country, sent] of [
      ["(415) 555-2671", "US", "+14155552671"],
      ["07911 123456", "GB", undefined],
      ["010-2345-6789", "KR", "+821023456789"],
      ["+1 415 555 2672", "KR", "+14155552672"],
      ["010-2345-6780", "XX", "+821023456780"],
    ] as const) {
      await server.sql`delete from limit_counters`;
      const visitor = new Visitor(server.origin);
      await visitor.open("/sign-in");
      const to = await visitor.act("send", { phone, country });
      if (sent) expect([to.state, await recipients()]).toEqual(["code", sent]);
      else expect(to.state).toBe("identify");
    }
    await setService(`allowed_countries = '["KR"]'`);
    expect((await one.open("/sign-in")).text).not.toContain("<select");
  });
});

test("nonsense leaves no row, and the page that follows says what was wrong, also when it is loaded again", async () => {
  await setExperience(server, {});
  const before = await server.sql`select count(*) from flows`;
  const one = new Visitor(server.origin);
  await one.open("/sign-in?return=/account/consents");
  const page = await one.act("send", { phone: "011-123-4567" });
  expect([page.state, page.error]).toEqual([
    "identify",
    "011·016 등은 더 이상 쓰이지 않습니다. 010 번호를 입력해 주세요.",
  ]);
  const again = await one.open(new URL(page.url).pathname + new URL(page.url).search);
  expect([again.error, again.text.includes("011-123-4567")]).toEqual([page.error, true]);
  expect(again.actions.send).toContain("return=%2Faccount%2Fconsents");
  expect(await server.sql`select count(*) from flows`).toEqual(before);
  const other = new Visitor(server.origin);
  other.cookies.set("munjigi_failure", one.cookies.get("munjigi_failure") as string);
  expect((await other.open("/sign-in")).error).toBeUndefined();
});

test("the way in that was used last comes first and is marked; a setting forgets it", async () => {
  const methods = [
    { identifier: "phone", code: true, password: false, first: "code" },
    { identifier: "email", code: true, password: false, first: "code" },
  ];
  await setExperience(server, { signIn: { methods }, signUp: { identifiers: ["email"] } });
  const one = new Visitor(server.origin);
  const address = `last.${process.pid}@example.com`;
  await one.open("/sign-in?with=email");
  await one.act("send", { email: address });
  expect((await enterCode(one, address)).state).toBe("account");
  await one.post("/sign-out");
  const page = await one.open("/sign-in");
  expect(page.text).toContain('name="email"');
  expect(page.text).toContain("최근 사용");
  expect(one.cookies.get("munjigi_last")).toBe("email");
  await setExperience(server, { signIn: { methods, rememberLast: false } });
  expect((await one.open("/sign-in")).text).not.toContain("최근 사용");
});

test("a code that could not be delivered is told on its page", async () => {
  await setExperience(server, {});
  const one = new Visitor(server.origin);
  const number = newNumber();
  await one.open("/sign-in");
  await one.act("send", { phone: number });
  await codeOf(server.origin, number);
  await server.sql`update messages set status = 'failed' where sid in (
    select sends -> -1 ->> 'attempt_sid' from verifications where recipient = ${number})`;
  const page = await one.open(`/sign-in?flow=${/flow=(FL\w+)/.exec(one.page?.url ?? "")?.[1]}`);
  expect([page.state, page.error]).toEqual([
    "code",
    "인증번호를 보내지 못했습니다. 다시 보내거나 다른 방법으로 받아 주세요.",
  ]);
});

test("codes carry the brand of the pages, and an action without inputs needs no body", async () => {
  await setExperience(server, { brand: { name: "우리동네마켓" } });
  const { visitor, number } = await newPerson(server, "json");
  const inbox = await (await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(number)}`)).json();
  expect((inbox as { body: string }[])[0]?.body).toContain("우리동네마켓");
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { accept: "application/json", "content-type": "application/json", cookie };
  const answer = await fetch(`${server.origin}/sign-out`, { method: "POST", headers });
  expect([answer.status, await answer.json()]).toEqual([200, { location: "/signed-out" }]);
  const account = await visitor.open("/account");
  expect([account.status, account.state, account.location]).toEqual([401, "elsewhere", "/sign-in?return=%2Faccount"]);
  expect((await visitor.open("/reset-password")).state).toBe("elsewhere");
});

test("a draft is drawn in a frame of ours, and what is in force stays", async () => {
  await setExperience(server, {});
  const draft = experienceSchema.parse({ brand: { name: "우리동네마켓" } });
  const sid = `XD${Date.now().toString(16).padStart(12, "0")}${"a".repeat(20)}`;
  await server.sql`insert into experience_drafts (sid, document) values (${sid}, ${server.sql.json(draft as never)})`;
  const one = new Visitor(server.origin);
  const page = await one.open(`/sign-in?preview=${sid}`);
  expect(page.text).toContain("우리동네마켓");
  // It only stands there: no script of it runs, and no form of it is sent, also where it is opened by itself.
  expect(page.headers.get("content-security-policy")).toContain(
    "frame-ancestors 'self'; worker-src 'self'; sandbox allow-same-origin",
  );
  expect(page.text).not.toContain("<script");
  expect((await one.open(`/sign-in?preview=${sid}&page=code&language=en`)).text).toContain("Enter the code");
  expect((await one.open(`/sign-in?preview=${sid}&page=account`)).status).toBe(404);
  const css = async (scheme: string) =>
    await (await fetch(`${server.origin}/sign-in/preview.css?preview=${sid}&scheme=${scheme}`)).text();
  for (const scheme of ["light", "dark"]) {
    expect(await css(scheme)).toContain(`color-scheme: ${scheme};`);
    expect(await css(scheme)).not.toMatch(/prefers-color-scheme|scripting/);
  }
  const live = await one.open("/sign-in");
  expect(live.text).not.toContain("우리동네마켓");
  expect(live.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect((await one.open(`/sign-in?preview=XD${"0".repeat(32)}`)).status).toBe(404);
  // What holds, for those who may keep no draft.
  const saved = await one.open("/sign-in?preview=saved&page=code");
  expect([saved.status, saved.headers.get("content-security-policy")?.includes("sandbox")]).toEqual([200, true]);
});

test.each([
  ["used_at", 31, 29],
  ["created_at", 181, 179],
] as const)("a session ends by its %s", async (column, after, before) => {
  await setExperience(server, {});
  const { visitor, sid } = await newPerson(server);
  const age = (days: number) =>
    server.sql.unsafe(
      `update sessions set ${column} = now() - interval '${days} days'${column === "created_at" ? ", used_at = now()" : ""} where user_sid = '${sid}'`,
    );
  await age(before);
  expect((await visitor.open("/account")).state).toBe("account");
  await age(after);
  expect((await visitor.open("/account")).state).not.toBe("account");
});

test("what ends on one node is dead on the other at once: signed out, suspended, deleted", async () => {
  await setExperience(server, {});
  const other = await startApp(server);
  const elsewhere = async (visitor: Visitor) => {
    const there = new Visitor(other.origin);
    for (const [name, value] of visitor.cookies) there.cookies.set(name, value);
    return (await there.open("/account")).state;
  };
  for (const end of [
    async (one: Visitor) => void (await one.post("/sign-out")),
    async (_one: Visitor, sid: string) =>
      void (await server.sql`update users set suspended_at = now() where sid = ${sid}`),
    async (one: Visitor) => {
      await one.open("/account/delete");
      await one.act("confirm");
    },
  ]) {
    const { visitor, sid } = await newPerson(server);
    const kept = new Map(visitor.cookies);
    expect(await elsewhere(visitor)).toBe("account");
    await end(visitor, sid);
    for (const [name, value] of kept) visitor.cookies.set(name, value);
    expect(await elsewhere(visitor)).not.toBe("account");
  }
  await other.stop();
});

test("a suspended account is told so once the number is proved, and it is written down", async () => {
  await setExperience(server, {});
  const { number, sid } = await newPerson(server);
  await server.sql`update users set suspended_at = now() where sid = ${sid}`;
  const one = new Visitor(server.origin, "json");
  const page = await one.signIn(number);
  expect([page.state, page.body.error.code]).toEqual(["identify", "sign_in.suspended"]);
  expect(
    await server.sql`select type from audit_events where type = 'sign_in.refused' and subject_id = ${sid}`,
  ).toHaveLength(1);
});

test("production: cookies of this host alone, https in every address, and no text is promised that nothing can send", async () => {
  const app = await startApp(server, { env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" } });
  const ask = (path: string, init: RequestInit = {}) =>
    app.app.http.inject({
      method: (init.method ?? "GET") as "GET",
      url: path,
      headers: {
        host: "id.example.com",
        accept: "text/html",
        origin: "https://id.example.com",
        ...(init.headers as Record<string, string>),
      },
      ...(init.body ? { payload: init.body as string } : {}),
    });
  const page = await ask("/sign-in");
  expect(page.headers["set-cookie"]).toMatch(
    /^__Host-munjigi_browser=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(page.headers["strict-transport-security"]).toBeDefined();
  const sent = await ask("/sign-in?do=send", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      cookie: String(page.headers["set-cookie"]).split(";")[0] as string,
    },
    body: `phone=${newNumber().replace("+", "%2B")}`,
  });
  expect(sent.statusCode).toBe(303);
  expect(sent.headers.location).toBe("/sign-in?with=phone");
  const cookies = [page.headers["set-cookie"], sent.headers["set-cookie"]]
    .flat()
    .map((text) => String(text).split(";")[0]);
  const told = await ask(sent.headers.location as string, { headers: { cookie: cookies.join("; ") } });
  expect(told.body).toContain("지금은 이 방법으로 인증번호를 보낼 수 없습니다");
  await app.stop();
});

describe("under limits", () => {
  const env = { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" };

  test("a known browser passes the soft limits of its address, a stranger is asked for a proof of work", async () => {
    await setExperience(server, {});
    const app = await startApp(server, { env });
    await server.sql`update services set limits = '{"address": {"soft": ["1/10m"], "hard": ["1000/1h"]}}'`;
    await new Promise((done) => setTimeout(done, 1050));
    const from = { "x-forwarded-for": "203.0.113.9" };
    await server.sql`delete from limit_counters`;
    const owner = new Visitor(app.origin, "json", from);
    const number = newNumber();
    expect((await owner.signIn(number)).state).toBe("done");
    const stranger = new Visitor(app.origin, "json", from);
    await stranger.open("/sign-in");
    const asked = await stranger.act("send", { phone: newNumber() });
    expect([asked.status, asked.body.error.code]).toEqual([428, "sign_in.challenge"]);
    expect(asked.body.view.challenge.parameters).toBeDefined();
    expect(asked.body.actions[0].inputs.map(({ name }: { name: string }) => name)).toContain("altcha");
    await owner.open("/sign-in");
    expect((await owner.act("send", { phone: number })).state).toBe("code");
    expect((await enterCode(owner, number)).state).toBe("done");
    await server.sql`update services set limits = '{}'`;
    await app.stop();
  });

  test("a hard limit: the page waits with the seconds, and a program is told when", async () => {
    await setExperience(server, {});
    const app = await startApp(server, { env });
    await server.sql`update services set limits = '{"number": {"soft": [], "hard": ["1/10m"]}}'`;
    await new Promise((done) => setTimeout(done, 1050));
    await server.sql`delete from limit_counters`;
    const from = { "x-forwarded-for": "203.0.113.10" };
    const number = newNumber();
    for (const face of faces) {
      const first = new Visitor(app.origin, face, from);
      await first.open("/sign-in");
      if (face === "html") expect((await first.act("send", { phone: number })).state).toBe("code");
      const one = new Visitor(app.origin, face, from);
      await one.open("/sign-in");
      const page = await one.act("send", { phone: number });
      expect(page.state).toBe(face === "html" ? "wait" : "identify");
      if (face === "json") expect(page.body.error.retryAfterSeconds).toBeGreaterThan(60);
      else expect(page.text).toMatch(/\d+초|\d+분/);
    }
    await server.sql`update services set limits = '{}'`;
    await app.stop();
  });
});

describe.each(faces)("the account's pages, %s", (face) => {
  test("name, consents, own data; an e-mail address is added and removed", async () => {
    const title = (text: string) => ({ ko: text, en: text });
    await setExperience(server, {
      signIn: {
        methods: [
          { identifier: "phone", code: true, password: false, first: "code" },
          { identifier: "email", code: true, password: false, first: "code" },
        ],
      },
      terms: [
        { id: "service", version: "1", required: true, title: title("Service") },
        { id: "news", version: "3", required: false, title: title("News") },
      ],
    });
    const one = new Visitor(server.origin, face);
    const number = newNumber();
    await server.sql`delete from limit_counters`;
    await one.signIn(number);
    expect((await one.act("agree", { service: true })).state).toBe(SIGNED_IN[face]);
    const [row] = await server.sql`select user_sid from identifiers where value = ${number}`;
    const sid = row?.userSid as string;

    await one.post("/account/name", { name: "  김하늘 " });
    expect((await server.sql`select name from users where sid = ${sid}`)[0]?.name).toBe("김하늘");
    for (const name of ["", "x".repeat(51), "a\u0000b", "\u202eabc"]) await one.post("/account/name", { name });
    expect((await server.sql`select name from users where sid = ${sid}`)[0]?.name).toBe("김하늘");

    await one.post("/account/consents?item=news&agree=1");
    const consents = await one.open("/account/consents");
    expect(consents.text).toContain("News");
    expect((await one.post("/account/consents?item=service&agree=0")).status).toBe(400);
    const own =
      await server.sql`select distinct on (item) item, version, agreed from user_consents where user_sid = ${sid} order by item, at desc`;
    expect(own).toEqual([
      { item: "news", version: "3", agreed: true },
      { item: "service", version: "1", agreed: true },
    ]);

    const data = await (await one.raw("GET", "/account/export")).json();
    expect(data).toMatchObject({ id: sid, name: "김하늘", identifiers: [{ kind: "phone", value: number }] });

    const address = `person.${face}.${process.pid}@example.com`;
    await one.open("/account/link?to=email");
    await one.act("send", { email: address });
    expect((await one.act("check", { code: await codeOf(server.origin, address) })).state).toBe(SIGNED_IN[face]);
    const [email] = await server.sql`select sid from identifiers where value = ${address}`;
    await ageProof(server.sql, sid);
    const old = await one.post(`/account/identifiers/${email?.sid}/remove`);
    expect(["step-up", "none"]).toContain(old.state);
    expect(await server.sql`select from identifiers where value = ${address}`).toHaveLength(1);
    await ageProof(server.sql, sid, -3600);
    await one.post(`/account/identifiers/${email?.sid}/remove`);
    expect(await server.sql`select from identifiers where value = ${address}`).toHaveLength(0);
    const [phone] = await server.sql`select sid from identifiers where value = ${number}`;
    expect((await one.post(`/account/identifiers/${phone?.sid}/remove`)).status).toBe(400);
    expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(1);
    await eventually(async () => (await server.sql`select kind from notices where recipient = ${address}`).length > 0);
  });
});

test("nobody reaches another one's account: sessions, identifiers", async () => {
  await setExperience(server, {});
  const [one, two] = [await newPerson(server, "json"), await newPerson(server, "json")];
  await addEmail(server.sql, two.sid, `victim.${process.pid}@example.com`);
  const [session] = await server.sql`select sid from sessions where user_sid = ${two.sid}`;
  const identifiers = await server.sql`select sid from identifiers where user_sid = ${two.sid}`;
  await one.visitor.post(`/account/sessions/${session?.sid}/end`);
  for (const { sid } of identifiers) await one.visitor.post(`/account/identifiers/${sid}/remove`);
  expect(await server.sql`select from sessions where user_sid = ${two.sid}`).toHaveLength(1);
  expect(await server.sql`select from identifiers where user_sid = ${two.sid}`).toHaveLength(2);
  await one.visitor.open("/step-up");
  const page = await one.visitor.post(`/step-up?do=prove&with=${identifiers[0]?.sid}`);
  expect(page.state).not.toBe("code");
});
