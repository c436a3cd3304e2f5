/** @module Templates: managed, listed, chosen, filled once, and sent. */
import { describe, expect, test } from "vitest";
import { composeText } from "../../dist/delivery/compose-text.js";
import { problemWithTemplateText } from "../../dist/templates/template.js";
import { sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import { age, burst, call, check, credentials, newNumber, readCode, service, start, suite } from "../harness.js";
import { connect, majors, refuses } from "../kit/sdk.js";

const server = suite();

const builtIn = (number: number) => `HJ${String(number).padStart(32, "0")}`;
const UNKNOWN = `HJ${"f".repeat(32)}`;

/** A request to the management API. */
async function manage(path: string, method = "GET", body?: unknown) {
  const response = await fetch(`${server.origin}/api/templates${path}`, {
    method,
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

async function createTemplate(...texts: [locale: string, text: string][]): Promise<string> {
  const translations = texts.map(([locale, text], index) => ({ locale, text, isDefault: index === 0 }));
  const { status, body } = await manage("", "POST", { friendlyName: "Test", translations });
  expect([status, body.builtIn]).toEqual([201, false]);
  return body.sid;
}

const createService = async (form: Record<string, string> = {}) => {
  const { body } = await call(server.origin, "/Services", { FriendlyName: "가게", AllowedCountries: "KR,US", ...form });
  return `/Services/${body.sid}`;
};

async function readText(to: string): Promise<string> {
  const inbox = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  const [newest] = (await inbox.json()) as { body: string; code: string }[];
  return newest?.body.replaceAll(newest.code, "CODE") ?? "";
}

/** Starts, and resolves to the text with CODE for the code, or to Twilio's error code. */
async function send(form: Record<string, string>, of: string = service, to = newNumber()): Promise<string | number> {
  const { status, body } = await call(server.origin, `${of}/Verifications`, { To: to, Channel: "sms", ...form });
  return status === 201 ? await readText(to) : body.code;
}
const json = (value: unknown) => JSON.stringify(value);

describe("the text", () => {
  test("is the template's in the language of the start, with code and brand", async () => {
    const sid = await createTemplate(
      ["en", "{{code}} is your {{friendly_name}} code."],
      ["ko", "{{friendly_name}}에서 보낸 번호: {{code}}"],
      ["zh", "{{code}}"],
    );
    const of = await createService();
    expect(await send({ TemplateSid: sid }, of)).toBe("가게에서 보낸 번호: CODE");
    expect(await send({ TemplateSid: sid, Locale: "en" }, of)).toBe("CODE is your 가게 code.");
    expect(await send({ TemplateSid: sid, Locale: "de", CustomFriendlyName: "Shop" }, of)).toBe(
      "CODE is your Shop code.",
    );
    expect(await send({ TemplateSid: sid, Locale: "zh-HK" }, of)).toBe("CODE");
    expect(await send({ TemplateSid: sid, AppHash: "He42w354ol9" }, of)).toBe(
      "<#> 가게에서 보낸 번호: CODE\nHe42w354ol9",
    );
    const [row] = await server.sql`select wording from verifications order by sid desc limit 1`;
    expect(row?.wording.template).toEqual({ text: "{{friendly_name}}에서 보낸 번호: {{code}}" });
  });

  test("the code in it is the code; a resend may have another text", async () => {
    const to = newNumber();
    expect(await send({ TemplateSid: builtIn(2) }, service, to)).toMatch(/\[CODE\] 타인에게/);
    expect(await send({}, service, to)).toMatch(/^\[Munjigi\] 인증번호 \[CODE\]/);
    const code = await readCode(server.origin, to);
    expect((await check(server.origin, to, code)).body.status).toBe("approved");
  });

  test("a domain-bound template takes the service's host, or the caller's; its line is not added twice", async () => {
    const bound = "[가게] 인증번호 [CODE]\n\n@login.example.com #CODE";
    const of = await createService({ WebOtpHost: "login.example.com" });
    expect(await send({}, of)).toBe(bound);
    expect(await send({ TemplateSid: builtIn(3) }, of)).toBe(bound);
    expect(await send({ TemplateSid: builtIn(1) }, of)).toBe(bound);
    expect(
      await send({ TemplateSid: builtIn(3), TemplateCustomSubstitutions: json({ domain: "a.example" }) }, of),
    ).toBe("[가게] 인증번호 [CODE]\n\n@a.example #CODE");
    expect(await send({ TemplateSid: builtIn(3) }, await createService())).toBe(60224);
  });

  test("values fill their places once: what looks like a place in a value stays text", async () => {
    const sid = await createTemplate(["ko", "{{a}} {{code}} {{b}} {{friendly_name}} {{a}}"]);
    const fill = (values: unknown) => send({ TemplateSid: sid, TemplateCustomSubstitutions: json(values) });
    expect(await fill({ a: "{{code}}", b: "{{a}}{{b}}" })).toBe("{{code}} CODE {{a}}{{b}} Munjigi {{code}}");
    expect(await fill({ a: "$&$1$`", b: "", code: "000000", friendly_name: "Bank", unused: "x" })).toBe(
      "$&$1$` CODE Munjigi $&$1$`",
    );
    expect(await fill({ a: "🏪점", b: "x".repeat(50) })).toBe(`점 CODE ${"x".repeat(50)} Munjigi 점`);
    expect(await fill({ a: "x" })).toBe(60224);
    expect(await fill({ toString: "x" })).toBe(60224);
    for (const bad of ["x".repeat(101), "a\nb", "a\u0000", "a\u200bb", "\u202e", "\u2028", 1, null, ["x"]])
      expect([bad, await fill({ a: bad, b: "x" })]).toEqual([bad, 60200]);
    for (const bad of [
      "a",
      "[]",
      '"a"',
      "1",
      "null",
      "{",
      json(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`n${i}`, "x"]))),
    ])
      expect([bad, await send({ TemplateSid: sid, TemplateCustomSubstitutions: bad })]).toEqual([bad, 60200]);
  });

  test("to a foreign number it may have any character; to a Korean one those of EUC-KR", async () => {
    const sid = await createTemplate(["en", "🏪 {{friendly_name}}: {{code}} €5"]);
    const of = await createService();
    expect(await send({ TemplateSid: sid }, of, "+14155552001")).toBe("🏪 가게: CODE €5");
    expect(await send({ TemplateSid: sid }, of)).toBe("가게: CODE 5");
  });

  test("Templates: the first that can be filled; it wins over TemplateSid", async () => {
    const needy = await createTemplate(["ko", "{{code}} {{shop}}"]);
    const plain = await createTemplate(["ko", "plain {{code}}"]);
    const choose = (list: unknown, more: Record<string, string> = {}) => send({ Templates: json(list), ...more });
    expect(await choose([{ sid: needy }, { sid: UNKNOWN }, { sid: plain }])).toBe("plain CODE");
    expect(await choose([{ sid: needy, substitutions: { shop: "여기" } }, { sid: plain }])).toBe("CODE 여기");
    expect(await choose([{ sid: plain }], { TemplateSid: UNKNOWN })).toBe("plain CODE");
    expect(await choose([], { TemplateSid: plain })).toBe("plain CODE");
    expect(await choose([{ sid: needy }, { sid: UNKNOWN }])).toBe(60224);
    expect(await choose([{ sid: UNKNOWN }, { sid: needy }])).toBe(60228);
    for (const bad of [
      {},
      "x",
      [{}],
      [{ sid: "HJ1" }],
      [plain],
      [{ sid: plain, substitutions: { a: 1 } }],
      Array(11).fill({ sid: plain }),
    ])
      expect([bad, await choose(bad)]).toEqual([bad, 60200]);
  });

  test("unknown, without a translation: errors of their own; nothing is sent or counted", async () => {
    const before = await server.sql`select count(*) from messages`;
    expect(await send({ TemplateSid: UNKNOWN })).toBe(60228);
    expect(await send({ TemplateSid: "HJ1" })).toBe(60200);
    const sid = `HJ${"e".repeat(32)}`;
    const translations = [{ locale: "en", text: "{{code}}", isDefault: false }];
    await server.sql`insert into templates (sid, friendly_name, translations)
      values (${sid}, 'by hand', ${server.sql.json(translations)}::jsonb)`;
    expect(await send({ TemplateSid: sid })).toBe(60229);
    expect(await server.sql`select count(*) from messages`).toEqual(before);
    expect(await send({ TemplateSid: sid, Locale: "en" })).toBe("CODE");
    await server.sql`delete from templates where sid = ${sid}`;
  });

  test("a payment is told by the template, or the template is refused", async () => {
    const of = await createService({ Psd2Enabled: "true" });
    const paid = { Amount: "₩39,900", Payee: "한빛서점" };
    const telling = await createTemplate(["ko", "{{payee}}에 {{amount}} 결제: {{code}}"]);
    expect(await send({ ...paid, TemplateSid: telling }, of)).toBe("한빛서점에 ￦39,900 결제: CODE");
    expect(await send({ ...paid, TemplateSid: builtIn(1) }, of)).toBe(60200);
    const form = { To: newNumber(), Channel: "sms", ...paid, TemplateSid: builtIn(1) };
    const refused = await call(server.origin, `${of}/Verifications`, form);
    expect(refused.body.message).toMatch(/^Invalid parameter `TemplateSid`: it does not tell/);
    expect(await send({ Amount: "1", TemplateSid: telling }, of)).toBe(60206);
  });

  test("a service's default is used unless the start says otherwise, also by the public API", async () => {
    const sid = await createTemplate(["ko", "default {{code}}"]);
    const other = await createTemplate(["ko", "other {{code}}"]);
    const of = await createService({ DefaultTemplateSid: sid });
    expect((await call(server.origin, of)).body.default_template_sid).toBe(sid);
    expect(await send({}, of)).toBe("default CODE");
    expect(await send({ TemplateSid: other }, of)).toBe("other CODE");
    const needy = await createTemplate(["ko", "{{code}} {{shop}}"]);
    await call(server.origin, of, { DefaultTemplateSid: needy });
    expect(await send({}, of)).toBe("[가게] 인증번호 [CODE]");
    expect(await send({ TemplateCustomSubstitutions: json({ shop: "여기" }) }, of)).toBe("CODE 여기");
    expect(await send({ TemplateCustomSubstitutions: "{}" }, of)).toBe(60224);
    for (const [path, more] of [
      [of, {}],
      ["/Services", { FriendlyName: "New" }],
    ] as const) {
      const { status, body } = await call(server.origin, path, { ...more, DefaultTemplateSid: UNKNOWN });
      expect([status, body.code]).toEqual([400, 60228]);
    }
    expect((await call(server.origin, service, { DefaultTemplateSid: sid })).status).toBe(200);
    const to = newNumber();
    const answer = await fetch(`${server.origin}/auth/phone`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-munjigi-key": credentials.publishableKey },
      body: json({ phoneNumber: to }),
    });
    expect(answer.ok).toBe(true);
    expect(await readText(to)).toBe("default CODE");
    await call(server.origin, service, { DefaultTemplateSid: builtIn(1) });
  });

  test("retention drops the template with the number", async () => {
    const to = newNumber();
    const { body } = await start(server.origin, to, {
      TemplateSid: builtIn(3),
      TemplateCustomSubstitutions: json({ domain: "a.example" }),
    });
    const wording = async () =>
      (await server.sql`select wording from verifications where sid = ${body.sid}`)[0]?.wording;
    expect((await wording()).template).toEqual({
      text: expect.stringContaining("{{domain}}"),
      values: { domain: "a.example" },
    });
    await age(server.sql, body.sid, 91 * 86_400);
    await server.sql`update verifications set status = 'expired' where sid = ${body.sid}`;
    await sweepRecipients(server.sql, 90);
    expect(Object.keys(await wording()).sort()).toEqual(["brand", "doNotShare", "locale"]);
  });

  test.each([
    ["{{code}}", undefined],
    [`{{code}}${"가".repeat(292)}`, undefined],
    [`{{code}}${"가".repeat(293)}`, /at most 300/],
    ["no place", /{{code}}/],
    ["{code}", /{{code}}/],
    ["{{ code }} {{code}}", /places/],
    ["{{code}} {{이름}}", /places/],
    ["{{code}} {{__proto__}}", /places/],
    ["{{code}}}}", /places/],
    ["{{code}}\r\n", /control/],
    ["{{code}}\u200b", /control/],
    ["{{code}}\n@a.example #{{code}}", undefined],
  ])("the text %j", (text, problem) => {
    const found = problemWithTemplateText(text);
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeUndefined();
  });

  test("a place that nothing fills is empty rather than shown", () => {
    const parts = { locale: "ko", brand: "", code: "123456", doNotShare: false, korean: true };
    expect(composeText({ ...parts, template: { text: "{{friendly_name}} {{gone}} {{constructor}} {{code}}" } })).toBe(
      "123456",
    );
  });
});

describe("the management API", () => {
  const good = { friendlyName: "T", translations: [{ locale: "ko", text: "{{code}}", isDefault: true }] };
  const [translation] = good.translations;

  test("makes, lists, shows, changes and deletes", async () => {
    const { body: made } = await manage("", "POST", { ...good, friendlyName: "첫째" });
    expect(made).toMatchObject({
      sid: expect.stringMatching(/^HJ[0-9a-f]{32}$/),
      friendlyName: "첫째",
      builtIn: false,
    });
    expect((await manage(`/${made.sid}`)).body).toEqual(made);
    const changed = await manage(`/${made.sid}`, "PATCH", { friendlyName: "둘째" });
    expect(changed.body).toMatchObject({ sid: made.sid, friendlyName: "둘째", translations: good.translations });
    expect(await send({ TemplateSid: made.sid })).toBe("CODE");
    await manage(`/${made.sid}`, "PATCH", {
      translations: [{ locale: "ko-KR", text: "새 {{code}}", isDefault: true }],
    });
    expect(await send({ TemplateSid: made.sid })).toBe("새 CODE");
    const { body: list } = await manage("");
    expect([list.templates[0].sid, list.next]).toEqual([made.sid, null]);
    expect(list.templates.slice(-3).map((one: { builtIn: boolean }) => one.builtIn)).toEqual([true, true, true]);
    expect((await manage(`?after=${list.templates.at(-2).sid}`)).body.templates).toEqual(list.templates.slice(-1));
    expect((await manage(`/${made.sid}`, "DELETE")).status).toBe(204);
    for (const method of ["GET", "DELETE"])
      expect((await manage(`/${made.sid}`, method)).body.title).toBe("template.not_found");
    expect((await manage(`/${made.sid}`, "PATCH", {})).status).toBe(404);
    expect(await send({ TemplateSid: made.sid })).toBe(60228);
  });

  test.each<[string, unknown]>([
    ["nothing", {}],
    ["no translation", { ...good, translations: [] }],
    ["no default", { ...good, translations: [{ ...translation, isDefault: false }] }],
    ["two defaults", { ...good, translations: [translation, { ...translation, locale: "en" }] }],
    [
      "a language twice",
      { ...good, translations: [translation, { ...translation, locale: "ko-KR", isDefault: false }] },
    ],
    ["an unknown language", { ...good, translations: [{ ...translation, locale: "xx" }] }],
    ["no code", { ...good, translations: [{ ...translation, text: "hello" }] }],
    ["an unknown key", { ...good, sid: UNKNOWN }],
    ["a number for a text", { ...good, translations: [{ ...translation, text: 1 }] }],
    ["no name", { ...good, friendlyName: " " }],
    ["a long name", { ...good, friendlyName: "n".repeat(33) }],
  ])("%s is refused", async (_name, body) => {
    expect((await manage("", "POST", body)).body).toMatchObject({ status: 400, title: "request.invalid" });
  });

  test("what is built in stays, and so does a service's default", async () => {
    for (const [method, body] of [["PATCH", {}], ["DELETE"]] as const)
      expect((await manage(`/${builtIn(1)}`, method, body)).body).toMatchObject({
        status: 409,
        title: "template.built_in",
      });
    const sid = await createTemplate(["ko", "{{code}}"]);
    const of = await createService({ DefaultTemplateSid: sid });
    expect((await manage(`/${sid}`, "DELETE")).body).toMatchObject({ status: 409, title: "template.in_use" });
    await call(server.origin, of, { DefaultTemplateSid: builtIn(1) });
    const gone = await burst(50, () => manage(`/${sid}`, "DELETE"));
    expect(gone.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(gone.filter(({ status }) => status === 404)).toHaveLength(49);
  });

  test("only the admin token opens it", async () => {
    for (const authorization of ["", `Bearer ${credentials.authToken}`, `Bearer ${credentials.publishableKey}`]) {
      const answer = await fetch(`${server.origin}/api/templates`, { headers: { authorization } });
      expect(answer.status).toBe(401);
    }
  });
});

describe.each(majors)("twilio %s", (major, twilio) => {
  test("templates are listed, page by page and by name, and used", async () => {
    const api = connect(twilio, server.origin).verify.v2;
    const sid = await createTemplate(["ko", `${major}: {{code}} {{shop}}`]);
    await manage(`/${sid}`, "PATCH", { friendlyName: `SDK & ${major}` });
    const rows = await server.sql`select sid from templates order by sid desc`;
    const all = [...rows.map((row) => row.sid), builtIn(3), builtIn(2), builtIn(1)];
    expect((await api.templates.list()).map((one) => one.sid)).toEqual(all);
    expect((await api.templates.list({ pageSize: 2 })).map((one) => one.sid)).toEqual(all);
    const last = await (await api.templates.page({ pageSize: all.length - 1 })).nextPage();
    expect(last?.instances.map((one) => one.sid)).toEqual([builtIn(1)]);
    expect((await last?.previousPage())?.instances.map((one) => one.sid)).toEqual(all.slice(0, -1));
    const [found, ...others] = await api.templates.list({ friendlyName: `SDK & ${major}`, pageSize: 1 });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      sid,
      friendlyName: `SDK & ${major}`,
      channels: ["sms"],
      translations: { ko: { is_default_translation: true, status: "approved", locale: "ko" } },
    });
    const create = (more: object) =>
      api.services(credentials.serviceSid).verifications.create({ to, channel: "sms", ...more });
    const to = newNumber();
    await create({ templateSid: sid, templateCustomSubstitutions: '{"shop":"가게"}' });
    expect(await readText(to)).toBe(`${major}: CODE 가게`);
    await refuses(create({ templateSid: sid }), 400, 60224);
    await refuses(create({ templateSid: UNKNOWN }), 400, 60228);
    if (major !== "6") return;
    await create({ templates: json([{ sid, substitutions: { shop: "둘" } }]) });
    expect(await readText(to)).toBe("6: CODE 둘");
  });
});

test("a text that no Korean carrier would take is refused at the start; a default of that kind makes way", async () => {
  const long = await createTemplate(["ko", `{{code}} ${"가".repeat(60)}`]);
  const filled = await createTemplate(["ko", "{{code}} {{shop}}"]);
  const refused = async (form: Record<string, string>) => {
    const path = `${await createService()}/Verifications`;
    const { status, body } = await call(server.origin, path, { To: newNumber(), Channel: "sms", ...form });
    return [status, /`(\w+)`/.exec(body.message)?.[1]];
  };
  expect(await refused({ TemplateSid: long })).toEqual([400, "TemplateSid"]);
  const TemplateCustomSubstitutions = JSON.stringify({ shop: "가".repeat(60) });
  expect(await refused({ TemplateSid: filled, TemplateCustomSubstitutions })).toEqual([
    400,
    "TemplateCustomSubstitutions",
  ]);
  expect(await send({}, await createService({ DefaultTemplateSid: long }))).toContain("인증번호 [CODE]");
});
