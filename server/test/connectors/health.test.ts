/** @module How connectors fare, what a config is worth before it is saved, and what is left on an account: as the console asks. */

import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeNaverSens, sensAccount } from "@munjigi/testkit/sms/naver-sens";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selectHealth } from "../../dist/delivery/connector-health-store.js";
import { firstSid } from "../../dist/sid.js";
import { ageLimits, newNumber, start, suite } from "../harness.js";
import { force, manage, PRIVATE, reaches, twilioConfig } from "../kit/vendors.js";

const server = suite({ env: PRIVATE });
let twilio: FakeVendor;
let broken: FakeVendor;
let sens: FakeVendor;
const other = { ...twilioAccount, accountSID: `AC${"b".repeat(32)}` };

beforeAll(async () => {
  [twilio, broken, sens] = await Promise.all([fakeTwilio(), fakeTwilio(other), fakeNaverSens()]);
});

afterAll(async () => {
  await Promise.all([twilio.close(), broken.close(), sens.close()]);
});

interface Health {
  connectorId: string;
  tried: number;
  accepted: number;
  delivered: number;
  p95Seconds: number | null;
  lastFailure: { class: string; remedy: { ko: string } } | null;
  parts: { tried: number }[];
}

const healthOf = async (id: string) => {
  const { status, body } = await manage(server.origin, "GET", "/connectors/health");
  expect(status).toBe(200);
  return (body as Health[]).find(({ connectorId }) => connectorId === id) as Health;
};

describe("health", () => {
  test("what was taken and what arrived are two figures; a refusal that another made good counts with both", async () => {
    const active = await force(server.origin, twilioConfig(broken, { ...other, authToken: "wrong" }));
    const standby = await force(server.origin, twilioConfig(twilio), { standby: true });
    expect(await healthOf(active)).toMatchObject({ tried: 0, accepted: 0, delivered: 0, lastFailure: null });
    const messages: string[] = [];
    for (let n = 0; n < 3; n++) {
      const { body } = await start(server.origin, newNumber());
      messages.push(body.send_code_attempts[0].attempt_sid);
      await reaches(server, messages[n] as string, "sent");
    }
    const [row] = await server.sql`select vendor_message_id from messages where sid = ${messages[0] as string}`;
    await server.sql`update messages set status = 'delivered', reported_at = created_at + interval '7 seconds' where sid = ${messages[0] as string}`;
    expect(row?.vendorMessageId).toBeTruthy();
    const refused = await healthOf(active);
    expect(refused).toMatchObject({ tried: 3, accepted: 0, delivered: 0, p95Seconds: null });
    expect(refused.lastFailure).toMatchObject({ class: "auth" });
    expect(refused.lastFailure?.remedy.ko).toContain("Auth Token");
    const made = await healthOf(standby);
    expect(made).toMatchObject({ tried: 3, accepted: 3, delivered: 1, lastFailure: null });
    expect(made.p95Seconds).toBeCloseTo(7, 3);
    expect(made.parts).toHaveLength(12);
    expect(made.parts.reduce((sum, { tried }) => sum + tried, 0)).toBe(3);
  });

  test("reads what the last hour has by the primary key, and not the table", async () => {
    const now = Date.now();
    await server.sql`
      insert into messages (sid, verification_sid, channel, status, connector_id, sent_at, created_at)
      select 'VL' || lpad(to_hex((${now}::bigint - 7200000 - n * 1000)), 12, '0') || lpad(to_hex(n), 20, '0'), 'VE' || n, 'sms',
        'delivered', 'CN1', clock_timestamp(), clock_timestamp() - interval '2 hours' from generate_series(1, 20000) as n`;
    await server.sql`analyze messages`;
    const since = new Date(now - 3_600_000);
    const plans: string[] = [];
    const explaining = ((strings: TemplateStringsArray, ...values: never[]) => {
      const [first = "", ...rest] = strings;
      const asked = Object.assign([`explain ${first}`, ...rest], { raw: [`explain ${first}`, ...rest] });
      return server.sql(asked as unknown as TemplateStringsArray, ...values);
    }) as unknown as Parameters<typeof selectHealth>[0];
    const rows = (await selectHealth(explaining, { from: firstSid("VL", since), since, partSeconds: 300 })) as unknown;
    for (const row of rows as Record<string, string>[]) plans.push(...Object.values(row));
    const plan = plans.join("\n");
    expect(plan).toContain("messages_pkey");
    expect(plan).not.toContain("Seq Scan on messages");
  });
});

describe("a check", () => {
  const config = { ...sensAccount, templates: exampleTemplates };
  const check = async (id: string, of: unknown, headers: Record<string, string> = {}) =>
    await manage(server.origin, "POST", `/connectors/${id}/check`, { config: of }, { headers });

  test("tells all that is wrong by path, in the caller's language, and saves nothing", async () => {
    const before = (await manage(server.origin, "GET", "/connectors")).body.length;
    const { status, body } = await check(
      "naver-sens-sms",
      { ...config, from: "x", secretKey: "" },
      { "accept-language": "ko" },
    );
    expect(status).toBe(200);
    expect(body.problems).toEqual([
      { path: "config.secretKey", problem: "꼭 있어야 합니다" },
      { path: "config.from", problem: expect.stringContaining("숫자") },
    ]);
    expect((await check("naver-sens-sms", { ...config, odd: 1 })).body).toMatchObject({
      problems: [],
      ignored: ["odd"],
    });
    expect((await check("nothing", config)).status).toBe(404);
    expect((await manage(server.origin, "GET", "/connectors")).body).toHaveLength(before);
  });

  test("shows each text as it is sent: whole, shortened, or replaced by ours", async () => {
    const texts = [
      "[{{brand}}] 인증번호 [{{code}}]",
      `[{{brand}}] 인증번호 [{{code}}] 타인에게 알려주지 마세요. ${"가".repeat(20)}`,
      `{{code}} ${"가".repeat(60)}`,
    ];
    const templates = [...exampleTemplates, ...texts.map((content) => ({ usageType: "Test", locale: "ko", content }))];
    const { body } = await check("naver-sens-sms", { ...config, templates });
    const [whole, shortened, replaced] = body.texts.slice(-3);
    expect(whole).toMatchObject({
      text: expect.stringMatching(/^\[.+\] 인증번호 \[\d{6}\]$/),
      change: null,
      priceClass: "SMS",
    });
    expect(shortened).toMatchObject({ change: "shortened" });
    expect(shortened.bytes).toBeGreaterThan(80);
    expect(shortened.text).not.toContain("타인에게");
    expect(replaced).toMatchObject({ change: "replaced", priceClass: "LMS" });
    expect(replaced.text).toContain("인증번호");
    // Where long messages are allowed it goes out as one.
    const { body: long } = await check("naver-sens-sms", { ...config, allowLms: true, templates });
    expect(long.texts.at(-1)).toMatchObject({ change: null, priceClass: "LMS" });
  });

  test("of a stored connector takes the mask for what is stored, and shows of secrets the last four at most", async () => {
    const id = await force(server.origin, { ...config, endpoint: sens.origin }, { kind: "naver-sens-sms" });
    const { body: stored } = await manage(server.origin, "GET", `/connectors/${id}`);
    expect(stored.secrets.secretKey.hint).toBe(sensAccount.secretKey.slice(-4));
    expect(JSON.stringify(stored)).not.toContain(sensAccount.secretKey.slice(-5));
    expect((await check(id, stored.config)).body.problems).toEqual([]);
    expect((await check("naver-sens-sms", stored.config)).body.problems).toMatchObject([{ path: "config.secretKey" }]);
    const short = await force(server.origin, twilioConfig(twilio, { ...twilioAccount, authToken: "short-secret" }));
    expect((await manage(server.origin, "GET", `/connectors/${short}`)).body.secrets.authToken.hint).toBeNull();
  });
});

describe("a balance", () => {
  test("is asked of the vendor, seldom; a refusal says what mends it; who cannot tell says so", async () => {
    const ask = async (id: string) => await manage(server.origin, "POST", `/connectors/${id}/balance`);
    const id = await force(server.origin, twilioConfig(twilio));
    const told = await ask(id);
    expect([told.status, told.body]).toEqual([200, { amount: expect.any(String), unit: expect.any(String) }]);
    const wrong = await force(server.origin, twilioConfig(twilio, { ...twilioAccount, authToken: "wrong" }));
    const refused = await ask(wrong);
    expect([refused.status, refused.body.title]).toEqual([422, "connector.balance_failed"]);
    expect(refused.body.detail).toContain("Auth Token");
    const silent = await force(
      server.origin,
      { ...sensAccount, templates: exampleTemplates },
      { kind: "naver-sens-sms" },
    );
    expect((await ask(silent)).body.title).toBe("connector.no_balance");
    expect((await ask("CN1")).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    await ageLimits(server.sql, 61);
    expect((await ask(id)).status).toBe(200);
  });
});
