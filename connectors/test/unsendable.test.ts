/** @module What a start accepts can be sent by the connector in force: whatever the text is made of, and whoever writes it. */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { afterEach, describe, expect, test } from "vitest";
import { call, newNumber, start, suite } from "../../server/test/harness.js";
import { eventually } from "../../server/test/kit/pace.js";
import { force, manage, PRIVATE, reaches } from "../../server/test/kit/vendors.js";
import { cases } from "./cases.js";
import { koreanTemplates } from "./context.js";

const server = suite({ env: PRIVATE });
const vendors: FakeVendor[] = [];

afterEach(async () => {
  for (const vendor of vendors.splice(0)) await vendor.close();
});

async function activate(kind: string, more: object = {}, standby = false): Promise<FakeVendor> {
  const one = cases.find(({ connector }) => connector.id === kind);
  if (!one) throw new Error(`${kind} is gone`);
  const vendor = await one.startFake();
  vendors.push(vendor);
  await force(server.origin, { ...one.config, endpoint: vendor.origin, ...more }, { kind, standby });
  return vendor;
}

async function makeService(form: Record<string, string>): Promise<string> {
  const { status, body } = await call(server.origin, "/Services", { FriendlyName: "가게", ...form });
  expect(status).toBe(201);
  return `/Services/${body.sid}`;
}

const pay = (service: string, more: Record<string, string> = {}, to = newNumber()) =>
  call(server.origin, `${service}/Verifications`, {
    To: to,
    Channel: "sms",
    Amount: "₩10,000",
    Payee: "상점",
    ...more,
  });

describe("where the vendor keeps the text", () => {
  test.each(["tencent-short-message-service", "aliyun-short-message-service"])("%s: no payment", async (kind) => {
    const vendor = await activate(kind);
    const { status, body } = await pay(await makeService({ Psd2Enabled: "true" }));
    expect([status, body.code]).toEqual([400, 60200]);
    expect(body.message).toContain("`Amount`");
    expect(vendor.requests).toHaveLength(0);
    expect((await start(server.origin, newNumber())).status).toBe(201);
    await eventually(async () => vendor.accepted.length === 1);
  });
});

describe("where the connector's own words are too long for its vendor", () => {
  const long = koreanTemplates.map((one) => ({
    ...one,
    content: `{{brand}} 인증번호 [{{code}}] ${"꼭 확인해 주세요. ".repeat(6)}`,
  }));

  test.each(["naver-sens-sms", "solapi-sms", "nhn-cloud-sms"])("%s: ours are sent", async (kind) => {
    const vendor = await activate(kind, { templates: long });
    const { body } = await start(server.origin, newNumber());
    await reaches(server, body.send_code_attempts[0].attempt_sid, "sent");
    expect(vendor.accepted[0]?.text).toMatch(/인증번호 \[\d{6}\]/);
    expect(vendor.accepted[0]?.text).not.toContain("확인해");
  });

  test("unless the settings allow long messages", async () => {
    const vendor = await activate("naver-sens-sms", { templates: long, allowLms: true });
    const { body } = await start(server.origin, newNumber());
    await reaches(server, body.send_code_attempts[0].attempt_sid, "sent");
    expect(vendor.accepted[0]?.text).toContain("확인해");
  });
});

test("substitutions that are too much for a vendor abroad are refused by name", async () => {
  const vendor = await activate("smsaero-short-message-service");
  const translations = [{ locale: "en", text: "{{code}} {{a}} {{b}} {{c}} {{d}} {{e}} {{f}}", isDefault: true }];
  const made = await manage(server.origin, "POST", "/templates", { friendlyName: "Long", translations });
  expect(made.status).toBe(201);
  const to = "+12025550123";
  await call(server.origin, "/SafeList/Numbers", { PhoneNumber: to });
  const send = async (length: number) => {
    const values = Object.fromEntries([..."abcdef"].map((name) => [name, "é".repeat(length)]));
    const form = { TemplateSid: made.body.sid, TemplateCustomSubstitutions: JSON.stringify(values) };
    return await start(server.origin, to, form);
  };
  const refused = await send(110);
  expect([refused.status, refused.body.code]).toEqual([400, 60200]);
  expect(refused.body.message).toContain("`TemplateCustomSubstitutions`");
  expect((await send(5)).status).toBe(201);
  await eventually(async () => vendor.accepted.length === 1);
});

test("a standby that could not send it is not asked: it waits for the one that can", async () => {
  const able = await activate("naver-sens-sms", { allowLms: true });
  const standby = await activate("solapi-sms", {}, true);
  const service = await makeService({ Psd2Enabled: "true" });
  able.fault = { status: 503 };
  const { status, body } = await pay(service, {
    Payee: "아주 긴 이름을 가진 상점의 이름은 서른두 글자까지 쓸 수 있다네",
  });
  expect(status).toBe(201);
  await eventually(async () => able.requests.length >= 2);
  able.fault = undefined;
  expect(await reaches(server, body.send_code_attempts[0].attempt_sid, "sent")).toMatchObject({
    connector: "naver-sens-sms",
  });
  expect(standby.requests).toHaveLength(0);
  // What it can send it does send.
  able.fault = { status: 503 };
  const plain = await start(server.origin, newNumber());
  expect(await reaches(server, plain.body.send_code_attempts[0].attempt_sid, "sent")).toMatchObject({
    connector: "solapi-sms",
  });
});
