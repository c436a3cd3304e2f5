/** @module The sign-in experience: its defaults, all it refuses, changes at once, drafts, and what is written down of it. */
import { describe, expect, test } from "vitest";
import { type Experience, experienceDefaults } from "../../dist/experience/experience.js";
import { channelsNeeded, findProblems, methodsBy } from "../../dist/experience/find-problems.js";
import { mergePatch, readDocument, readStored } from "../../dist/experience/read-document.js";
import { burst, call, credentials, suite } from "../harness.js";

const server = suite();

const phone = { identifier: "phone", code: true, password: false, first: "code" } as const;
const email = { identifier: "email", code: true, password: false, first: "code" } as const;
const username = { identifier: "username", code: false, password: true, first: "password" } as const;
const term = { id: "service", version: "1", required: true, title: { ko: "이용약관", en: "Terms" }, url: null };

async function manage(method: string, path = "", body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.origin}/api/sign-in-experience${path}`, {
    method,
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, etag: response.headers.get("etag"), body: text ? JSON.parse(text) : undefined };
}

const show = async () => await manage("GET");
const change = async (patch: unknown, version?: string, headers: Record<string, string> = {}) =>
  await manage("PATCH", "", patch, { "if-match": version ?? ((await show()).etag as string), ...headers });
const eventsOf = async () =>
  await server.sql`select * from audit_events where type = 'experience.changed' order by sid desc`;

describe("the document", () => {
  test("is the defaults until something is set, at version 0", async () => {
    expect(await show()).toEqual({ status: 200, etag: '"0"', body: experienceDefaults });
    expect(experienceDefaults).toMatchObject({
      languages: ["ko", "en"],
      signIn: { methods: [phone], rememberLast: true },
      signUp: { enabled: true, identifiers: ["phone"], password: false, profile: { name: "off" } },
      minimumAge: null,
      sessions: { idleDays: 30, absoluteDays: 180 },
      recycled: { afterDays: 90, phoneOnlyStale: "ask" },
      password: { minLength: 10 },
    });
    expect(findProblems(experienceDefaults, "production")).toEqual([]);
  });

  test("is changed member by member: null gives the default, lists are replaced, spellings are made one", async () => {
    const first = await change({
      brand: { name: "  우리동네마켓 ", colour: "#FF6F0F", homeUrl: "https://urimarket.example" },
      sessions: { idleDays: 10 },
      terms: [term],
      origins: ["https://Shop.example", "https://shop.example", "http://localhost:5173"],
      languages: ["en", "en"],
    });
    expect([first.status, first.body.title]).toEqual([200, undefined]);
    expect(first.body).toMatchObject({
      brand: { name: "우리동네마켓", colour: "#ff6f0f", homeUrl: "https://urimarket.example/", darkColour: null },
      sessions: { idleDays: 10, absoluteDays: 180 },
      origins: ["https://shop.example", "http://localhost:5173"],
      languages: ["en"],
    });
    const second = await change({ brand: { name: null }, sessions: null, terms: [{ ...term, version: "2" }] });
    expect(second.body).toMatchObject({
      brand: { name: null, colour: "#ff6f0f" },
      sessions: { idleDays: 30 },
      terms: [{ ...term, version: "2" }],
    });
    expect((await show()).body).toEqual(second.body);
    expect((await change(second.body)).body).toEqual(second.body);
    await change({ brand: null, terms: null, origins: null, languages: null });
    expect((await show()).body).toEqual(experienceDefaults);
  });

  test("merges as RFC 7396, appendix A, has it", () => {
    const cases: [unknown, unknown, unknown][] = [
      [{ a: "b" }, { a: "c" }, { a: "c" }],
      [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
      [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
      [{ a: ["b"] }, { a: "c" }, { a: "c" }],
      [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
      [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
      [{ a: "foo" }, "bar", "bar"],
      [{ e: null }, { a: 1 }, { e: null, a: 1 }],
      [[1, 2], { a: "b", c: null }, { a: "b" }],
      [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    ];
    for (const [target, patch, result] of cases) expect(mergePatch(target, patch, "en")).toEqual(result);
    expect(Object.keys(mergePatch({}, JSON.parse('{"__proto__": {"a": 1}}'), "en") as object)).toEqual(["__proto__"]);
    const deep = Array.from({ length: 1000 }).reduce((inner: object) => ({ a: inner }), {});
    expect(() => mergePatch({}, deep, "en")).toThrow("experience.invalid");
  });

  test("of another release is read as far as it goes", () => {
    const stored = {
      languages: ["en"],
      novelty: true,
      brand: { name: "가게", novelty: 1 },
      sessions: { idleDays: "x" },
    };
    const { novelty, ...own } = stored;
    expect([novelty, own.brand.novelty]).toEqual([true, 1]);
    expect(readStored(stored)).toEqual({
      ...experienceDefaults,
      languages: ["en"],
      brand: { ...experienceDefaults.brand, name: "가게" },
    });
  });
});

describe("a change that is refused", () => {
  const refusals: [name: string, patch: object, code: string, parameter: string][] = [
    ["an unknown member", { colour: "#000000" }, "experience.invalid", "document"],
    ["an unknown inner member", { brand: { tint: "#000000" } }, "experience.invalid", "brand"],
    ["a wrong type", { minimumAge: "14" }, "experience.invalid", "minimumAge"],
    ["a name with a bidirectional mark", { brand: { name: "a\u202eb" } }, "experience.invalid", "brand.name"],
    ["a name that is too long", { brand: { name: "가".repeat(61) } }, "experience.invalid", "brand.name"],
    ["a colour's name", { brand: { colour: "green" } }, "experience.invalid", "brand.colour"],
    ["an address with a script", { brand: { logoUrl: "javascript:alert(1)" } }, "experience.invalid", "brand.logoUrl"],
    ["plain http elsewhere", { brand: { homeUrl: "http://a.example" } }, "experience.invalid", "brand.homeUrl"],
    ["a password in a URL", { brand: { homeUrl: "https://a:b@c.example" } }, "experience.invalid", "brand.homeUrl"],
    ["any origin", { origins: ["*"] }, "experience.invalid", "origins.0"],
    ["an origin with a path", { origins: ["https://a.example/x"] }, "experience.invalid", "origins.0"],
    ["a long session", { sessions: { absoluteDays: 401 } }, "experience.invalid", "sessions.absoluteDays"],
    ["half a day", { sessions: { idleDays: 0.5 } }, "experience.invalid", "sessions.idleDays"],
    ["a short password", { password: { minLength: 7 } }, "experience.invalid", "password.minLength"],
    [
      "a term without a title",
      { terms: [{ ...term, title: { ko: "약관" } }] },
      "experience.invalid",
      "terms.0.title.en",
    ],
    ["no language", { languages: [] }, "experience.no_language", "languages"],
    ["another language", { languages: ["ja"] }, "experience.invalid", "languages.0"],
    ["no method", { signIn: { methods: [] } }, "experience.phone_code_required", "signIn.methods"],
    [
      "no codes to phones",
      { signIn: { methods: [{ ...phone, code: false, password: true, first: "password" }] } },
      "experience.phone_code_required",
      "signIn.methods.0.code",
    ],
    [
      "codes to user names",
      { signIn: { methods: [phone, { ...username, code: true }] } },
      "experience.username_has_no_code",
      "signIn.methods.1.code",
    ],
    [
      "a method that proves nothing",
      { signIn: { methods: [phone, { ...email, code: false }] } },
      "experience.method_proves_nothing",
      "signIn.methods.1",
    ],
    [
      "a first way that is off",
      { signIn: { methods: [{ ...phone, first: "password" }] } },
      "experience.first_is_off",
      "signIn.methods.0.first",
    ],
    [
      "a method twice",
      { signIn: { methods: [phone, phone] } },
      "experience.named_twice",
      "signIn.methods.1.identifier",
    ],
    [
      "a sign-up by what is no method",
      { signUp: { identifiers: ["phone", "email"] } },
      "experience.sign_up_is_no_method",
      "signUp.identifiers.1",
    ],
    [
      "a sign-up by nothing",
      { signUp: { identifiers: [] } },
      "experience.sign_up_needs_identifier",
      "signUp.identifiers",
    ],
    [
      "a sign-up identifier twice",
      { signUp: { identifiers: ["phone", "phone"] } },
      "experience.named_twice",
      "signUp.identifiers.1",
    ],
    [
      "a sign-up that proves nothing",
      { signIn: { methods: [phone, username] }, signUp: { identifiers: ["username"], password: true } },
      "experience.sign_up_needs_proof",
      "signUp.identifiers.0",
    ],
    [
      "accounts that cannot come back",
      {
        signIn: { methods: [phone, { ...email, code: false, password: true, first: "password" }] },
        signUp: { identifiers: ["email"] },
      },
      "experience.sign_up_needs_password",
      "signUp.password",
    ],
    ["a name of ours", { terms: [{ ...term, id: "all" }] }, "experience.term_reserved", "terms.0.id"],
    ["the age's name", { terms: [{ ...term, id: "minimum_age" }] }, "experience.term_reserved", "terms.0.id"],
    ["a term twice", { terms: [term, term] }, "experience.named_twice", "terms.1.id"],
    ["idle beyond the end", { sessions: { idleDays: 200 } }, "experience.idle_too_long", "sessions.idleDays"],
    ["an unknown service", { serviceSid: `VA${"e".repeat(32)}` }, "experience.unknown_service", "serviceSid"],
  ];

  test.each(refusals)("%s", async (_name, patch, code, parameter) => {
    const before = [await show(), (await eventsOf()).length];
    const { status, body } = await change(patch);
    expect([status, body.title, body.parameter]).toEqual([400, code, parameter]);
    expect(body.detail).toContain(`\`${parameter}\``);
    const korean = await change(patch, undefined, { "accept-language": "ko" });
    expect(korean.body.detail).toMatch(/[가-힣]/);
    expect([await show(), (await eventsOf()).length]).toEqual(before);
    const draft = await manage("POST", "/drafts", patch);
    expect([draft.status, draft.body.title]).toEqual([400, code]);
  });

  test("names everything that is wrong at once", async () => {
    const { body } = await change({ languages: [], sessions: { idleDays: 200 } }, undefined, {
      "accept-language": "ko",
    });
    expect(body.problems.map((one: { path: string }) => one.path)).toEqual(["languages", "sessions.idleDays"]);
    const { body: form } = await change({ minimumAge: 0, brand: { colour: "x" } }, undefined, {
      "accept-language": "ko",
    });
    expect(form.problems).toEqual([
      { path: "brand.colour", problem: "#0b6e4f 같은 값이어야 합니다" },
      { path: "minimumAge", problem: expect.stringMatching(/[가-힣]/) },
    ]);
  });

  test("in production: plain http, also to the machine itself", () => {
    const document = readDocument(
      {
        brand: { name: "http: a brand", logoUrl: "http://localhost:3000/logo.svg" },
        terms: [{ ...term, url: { ko: "https://a.example/", en: "http://127.0.0.1/" } }],
        origins: ["http://localhost:5173"],
      },
      "en",
    );
    expect(findProblems(document, "development")).toEqual([]);
    expect(findProblems(document, "production").map(({ code, path }) => [code, path])).toEqual([
      ["experience.insecure_url", "brand.logoUrl"],
      ["experience.insecure_url", "terms.0.url.en"],
      ["experience.insecure_url", "origins.0"],
    ]);
  });
});

describe("versions", () => {
  test("must be named, and be the newest", async () => {
    const { status, body } = await manage("PATCH", "", { minimumAge: 14 });
    expect([status, body.title]).toEqual([428, "experience.version_required"]);
    for (const stale of ['"999"', "*", '"x"', 'W/"0"'])
      expect((await change({ minimumAge: 14 }, stale)).body.title).toBe("experience.version_changed");
  });

  test("of 50 changes at once one wins, and one event tells of it", async () => {
    for (const round of [1, 2]) {
      const { etag } = await show();
      const before = (await eventsOf()).length;
      const answers = await burst(50, (index) =>
        change({ sessions: { absoluteDays: 100 * (round + 1) + index } }, etag as string),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
      expect((await show()).body).toEqual(won[0]?.body);
      expect((await show()).etag).toBe(won[0]?.etag);
      expect((await eventsOf()).length).toBe(before + 1);
    }
  });

  test("stay where nothing changes", async () => {
    const { etag, body } = await show();
    const before = (await eventsOf()).length;
    expect((await change(body)).etag).toBe(etag);
    expect((await change({})).etag).toBe(etag);
    expect((await eventsOf()).length).toBe(before);
  });
});

test("an event tells figures and words of lists, and of what people write only that it changed", async () => {
  const { etag } = await change({ terms: null, brand: null, minimumAge: null });
  await change({
    minimumAge: 14,
    brand: { name: "비밀의 가게", colour: "#123456", supportUrl: "https://a.example/?to=kim@a.example" },
    terms: [{ ...term, version: "2026-11" }],
    signIn: { methods: [phone, username] },
  });
  const [event] = await eventsOf();
  expect(event).toMatchObject({
    actorKind: "admin",
    actorId: expect.stringMatching(/^admin_/),
    subjectKind: "experience",
    requestId: expect.any(String),
    before: { minimumAge: null, "brand.colour": null, "signIn.methods": [phone] },
    after: { minimumAge: 14, "brand.colour": "#123456", "signIn.methods": [phone, username] },
  });
  const hidden = event?.data.changed;
  expect(hidden).toContain("brand.name");
  expect(hidden).toContain("brand.supportUrl");
  expect(JSON.stringify(event)).not.toMatch(/비밀|kim|이용약관/);
  expect(event?.data.version).toBe(Number(JSON.parse(etag ?? "0")) + 1);
  await change({ signIn: null, terms: null, brand: null });
});

describe("drafts", () => {
  const findDraft = async (id: string) =>
    (await server.sql`select document from experience_drafts where sid = ${id}`)[0]?.document as Experience | undefined;

  test("change nothing, need no connector, and are kept for a day", async () => {
    const before = await show();
    const { status, body } = await manage("POST", "/drafts", { brand: { name: "초안" } });
    expect([status, body.id]).toEqual([201, expect.stringMatching(/^XD[0-9a-f]{32}$/)]);
    expect(await findDraft(body.id)).toMatchObject({ ...experienceDefaults, brand: { name: "초안" } });
    expect(await show()).toEqual(before);
    await server.sql`update experience_drafts set created_at = created_at - interval '25 hours' where sid = ${body.id}`;
    await manage("POST", "/drafts", {});
    expect(await findDraft(body.id)).toBeUndefined();
  });

  test("are no more than 500", async () => {
    await server.sql`insert into experience_drafts (sid, document)
      select 'XD' || lpad(n::text, 32, '0'), '{}' from generate_series(1, 600) as n`;
    await manage("POST", "/drafts", {});
    const [row] = await server.sql`select count(*)::int as count from experience_drafts`;
    expect(row?.count).toBeLessThanOrEqual(501);
  });
});

test("a channel is needed where its codes sign somebody in, or verify what a new account gives", () => {
  const document = (patch: object) => readDocument(patch, "en");
  const byPassword = { ...email, code: false, password: true, first: "password" };
  const cases: [object, string[], string[]][] = [
    [{}, ["sms"], []],
    [{ signIn: { methods: [phone, email] } }, ["sms", "email"], ["email"]],
    [{ signIn: { methods: [phone, byPassword] } }, ["sms"], []],
    [
      { signIn: { methods: [phone, byPassword] }, signUp: { identifiers: ["phone", "email"] } },
      ["sms", "email"],
      ["email"],
    ],
    [{ signIn: { methods: [phone, username] } }, ["sms"], []],
  ];
  for (const [patch, channels, methods] of cases) {
    expect([...channelsNeeded(document(patch)).keys()]).toEqual(channels);
    expect(methodsBy(document(patch), "email")).toEqual(methods);
    expect(methodsBy(document(patch), "sms")).toEqual(["phone"]);
  }
});

test("a service that is deleted is nobody's any more: the oldest stands in", async () => {
  const { body: made } = await call(server.origin, "/Services", { FriendlyName: "가게" });
  expect((await change({ serviceSid: made.sid.toUpperCase().replace("VA", "VA") })).body.serviceSid).toBe(made.sid);
  await call(server.origin, `/Services/${made.sid}`, undefined, { method: "DELETE" });
  // What was set stays changeable, and is not taken again.
  expect((await change({ minimumAge: 15 })).status).toBe(200);
  await change({ serviceSid: null });
  expect((await change({ serviceSid: made.sid })).body.title).toBe("experience.unknown_service");
});

test("what is not JSON, or no admin's, does not arrive", async () => {
  const url = `${server.origin}/api/sign-in-experience`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { method: "PATCH", headers: { "if-match": '"0"' }, body: "{}" })).status).toBe(401);
  expect((await manage("PATCH", "", [1], { "if-match": '"0"' })).status).toBe(400);
  expect((await manage("GET", "/colours?colour=%23ff6f0f")).body.light).toMatchObject({ passes: false, on: "#000000" });
});
