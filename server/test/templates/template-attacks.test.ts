/**
 * @module Templates and brands that want to be programs: refused with the path of what is wrong, or sent letter by letter; never
 * evaluated, and never slow.
 */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check, newNumber, start, suite } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";
import { force, manage, PRIVATE, TWILIO, twilioConfig } from "../kit/vendors.js";

let vendor: FakeVendor;

const server = suite({ env: PRIVATE, logLevel: "trace" });

beforeAll(async () => {
  vendor = await fakeTwilio();
});

afterAll(async () => {
  await vendor.close();
});

/** What template languages evaluate. */
const EVALUATED = ["$", "{7*7}"].join("");
const USES = ["Register", "SignIn", "ForgotPassword", "Generic"];
const templatesOf = (content: string) => USES.map((usageType) => ({ usageType, content }));
const configOf = (content: string) => twilioConfig(vendor, undefined, { templates: templatesOf(content) });
const names = (text: string) => JSON.stringify(text.slice(0, 60));

/** The text as it came to the vendor, and the code in it. */
async function textFor(brand: string): Promise<{ text: string; code: string }> {
  const to = newNumber();
  const { status, body } = await start(server.origin, to, { CustomFriendlyName: brand });
  expect([status, body.message]).toEqual([201, undefined]);
  const found = await eventually(async () => vendor.accepted.find((one) => one.to === to));
  const text = found.text as string;
  const code = /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? "";
  expect((await check(server.origin, to, code)).body.status, `the code in ${text}`).toBe("approved");
  return { text, code };
}

/** Fails if `work` takes longer than `ms` on a quick machine: texts like these have kept parsers busy for minutes. */
async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  expect(performance.now() - begun).toBeLessThan(slowed(3 * ms));
  return result;
}

describe("templates that are refused", () => {
  const refused: string[] = [
    "{{constructor}} {{code}}",
    "{{constructor.constructor('return 1')()}} {{code}}",
    "{{__proto__}} {{code}}",
    "{{toString}} {{code}}",
    "{{#with code}}{{code}}{{/with}}",
    "{{#each this}}{{/each}}{{code}}",
    "{{> partial}}{{code}}",
    "{{!comment}}{{code}}",
    "{{{code}}}",
    "{{{{code}}}}",
    "{{code|upper}} {{code}}",
    "{{code}} {{minutes.length}}",
    "{{CODE}}",
    "{{code",
    "{{}} {{code}}",
    "{{code}} {{",
    EVALUATED,
    "<%= 7*7 %>",
    "no place for it",
    "{code}",
    "%7B%7Bcode%7D%7D",
    "｛｛code｝｝",
    "\u0000{{code}}",
    "\u0007{{code}}",
    "\u001b[31m{{code}}",
    "\u202e{{code}}",
    "\u2066{{code}}\u2069",
    "\u200b{{code}}",
    "\u2028{{code}}",
    "\ud800{{code}}",
    `{{code}}${"x".repeat(1000)}`,
    `{{${" ".repeat(990)}`,
    "{{".repeat(500),
    "{{code}}".repeat(200),
    `{{code}}${"x".repeat(400_000)}`,
  ];
  test.each(refused.map((text) => [names(text), text]))("%s", async (_name, content) => {
    const templates = templatesOf("{{code}}").map((one, index) => (index === 2 ? { ...one, content } : one));
    const config = twilioConfig(vendor, undefined, { templates });
    const { status, body } = await within(1000, () =>
      manage(server.origin, "POST", "/connectors", { connectorId: TWILIO, config, force: true }),
    );
    expect([status, body.title, body.problems?.map(({ path }: { path: string }) => path)]).toEqual([
      ...[400, "connector.config_invalid"],
      ["config.templates.2.content"],
    ]);
    expect(JSON.stringify(body).length).toBeLessThan(2000);
  });

  test("a megabyte, and more entries than anybody has", async () => {
    const post = (config: unknown) =>
      within(1000, () => manage(server.origin, "POST", "/connectors", { connectorId: TWILIO, config, force: true }));
    expect((await post(configOf(`{{code}}${"x".repeat(1024 * 1024)}`))).body.title).toBe("request.too_large");
    const many = Array.from({ length: 5000 }, () => templatesOf("{{code}}")[0]);
    expect((await post(twilioConfig(vendor, undefined, { templates: many }))).body.title).toBe(
      "connector.config_invalid",
    );
    const names = Array.from({ length: 30_000 }, (_, index) => [`x${index}`, 1]);
    const whole = { ...configOf("{{code}}"), ...Object.fromEntries(names) };
    expect((await post(whole)).body.ignored).toHaveLength(30_000);
    const deep = `{"connectorId":"${TWILIO}","config":{"templates":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`;
    const answer = await within(1000, () => manage(server.origin, "POST", "/connectors", deep));
    expect([answer.status, answer.body.title]).toEqual([400, "connector.config_invalid"]);
    expect(answer.body.problems).toEqual([{ path: "config", problem: "must not be nested deeper than 20" }]);
    for (const content of [7, null, {}, ["{{code}}"], true])
      expect((await post(configOf(content as never))).status, JSON.stringify(content)).toBe(400);
  });

  test("members that a program would trip over", async () => {
    for (const raw of ['"__proto__":{"admin":true}', '"constructor":{"prototype":{"admin":true}}', '"toString":"x"']) {
      const config = JSON.stringify(configOf("{{code}}")).replace("{", `{${raw},`);
      const body = `{"connectorId":"${TWILIO}","activate":false,"config":${config}}`;
      const answer = await manage(server.origin, "POST", "/connectors", body);
      expect(answer.status, raw).toBeOneOf([201, 400]);
      expect(JSON.stringify(answer.body.config ?? {}), raw).not.toContain("admin");
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
    }
  });
});

describe("templates that are sent letter by letter", () => {
  test.each([
    "{{ code }}",
    "{{\tcode }} in {{ minutes }}",
    `{{code}} ${EVALUATED} #{7*7} @(7*7)`,
    "{{code}} <%= 7*7 %> <script>1</script>",
    "{{code}} $& $1 $$ $` $' $<code>",
    "{code} %s %d %n {{code}} {0}",
    "{{code}} }} \\u0041 \\n &amp; &#49;",
    "=1+1 {{code}} https://evil.example/?c={{code}}",
    "one\r\ntwo {{code}}\rthree",
    "{{brand}} {{code}} {{brand}}",
  ])("%s", async (content) => {
    await force(server.origin, configOf(content));
    const { text, code } = await within(3000, () => textFor("Shop"));
    const place = (name: string) => new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, "g");
    const wanted = content
      .replace(/\r\n?/g, "\n")
      .replace(place("code"), () => code)
      .replace(place("brand"), () => "Shop")
      .replace(place("minutes"), () => "10");
    expect(text).toBe(wanted);
    expect(code).toMatch(/^\d{6}$/);
  });
});

describe("brands", () => {
  const brands = [
    "{{code}}",
    "{{ brand }}",
    "$& x",
    "$1",
    "$$",
    "$`",
    EVALUATED,
    "<%= 7*7 %>",
    "\\n",
    "{{{minutes}}}",
    "[x]",
  ];
  test.each(brands)("%s stays what it is", async (brand) => {
    // In the connector's words, and in ours.
    await force(server.origin, configOf("[{{brand}}] {{code}} ok"));
    const { text, code } = await textFor(brand);
    expect(text).toBe(`[${brand}] ${code} ok`);
    const to = newNumber();
    await manage(server.origin, "POST", "/connectors", { connectorId: "outbox", config: {} });
    await start(server.origin, to, { CustomFriendlyName: brand });
    const [own] = (await (await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`)).json()) as [
      { body: string; code: string },
    ];
    expect(own.body).toContain(brand);
    expect(own.body.split(own.code)).toHaveLength(2);
  });

  test.each(["a\r\nb", "a\u0000b", "a\u202eb", "see evil.example", "https://x", "x".repeat(31), "a\u2028b"])(
    "%j is refused",
    async (brand) => {
      const { status, body } = await start(server.origin, newNumber(), { CustomFriendlyName: brand });
      expect([status, body.code]).toEqual([400, 60200]);
    },
  );
});

describe("the team's own templates", () => {
  test("a place that is named like a member of every object is filled by the caller or not at all", async () => {
    await force(server.origin, configOf("[{{brand}}] {{code}}"));
    for (const name of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
      const made = await manage(server.origin, "POST", "/templates", {
        friendlyName: name,
        translations: [{ locale: "ko", text: `{{${name}}} {{code}}`, isDefault: true }],
      });
      expect([made.status, made.body.detail], name).toEqual([201, undefined]);
      const bare = await start(server.origin, newNumber(), { TemplateSid: made.body.sid });
      expect(bare.status, name).toBe(400);
      const to = newNumber();
      const values = JSON.stringify({ [name]: "$& {{code}}" });
      const filled = await start(server.origin, to, {
        ...{ TemplateSid: made.body.sid, TemplateCustomSubstitutions: values },
      });
      expect([filled.status, filled.body.message], name).toEqual([201, undefined]);
      const { text } = await eventually(async () => vendor.accepted.find((one) => one.to === to));
      expect(text).toMatch(/^\$& \{\{code\}\} \d{6}$/);
    }
    for (const text of ["{{__proto__}} {{code}}", "{{#if}}{{code}}", "{{code}}\u202e", "no"]) {
      const translations = [{ locale: "ko", text, isDefault: true }];
      const { status } = await manage(server.origin, "POST", "/templates", { friendlyName: "x", translations });
      expect(status, text).toBe(400);
    }
  });
});
