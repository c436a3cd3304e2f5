/** @module Vendors that repeat the recipient or the code where their own word is expected, and one that asks for too long a wait. */
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newNumber, start, suite } from "../harness.js";
import { force, manage, PRIVATE, reaches, twilioConfig } from "../kit/vendors.js";

let vendor: FakeVendor;
let vendorSees: (body: string) => void = () => {};
let answer: (to: string, code: string) => { status?: number; body?: object; headers?: Record<string, string> };

const server = suite({ env: PRIVATE });

beforeAll(async () => {
  vendor = await startFakeVendor(({ form }) => {
    vendorSees(form.get("Body") ?? "");
    const code = /\d{6}/.exec(form.get("Body") ?? "")?.[0] ?? "";
    return answer(form.get("To") ?? "", code);
  });
});

afterAll(async () => {
  await vendor.close();
});

test.each([
  ["code", "failed", (_to: string, code: string) => ({ status: 400, body: { code } })],
  ["number among numbers", "failed", (to: string) => ({ status: 400, body: { code: `E${to.slice(-8)}` } })],
  ["number", "sent", (to: string) => ({ status: 201, body: { sid: `M-0${to.slice(3)}` } })],
  ["code in a name", "sent", (_to: string, code: string) => ({ status: 201, body: { sid: `M-${code}` } })],
])("the %s for a word of the vendor's is in no column, answer or line of the log", async (_name, status, act) => {
  await force(server.origin, twilioConfig(vendor));
  let [recipient, secret] = ["", ""];
  answer = (to, code) => {
    [recipient, secret] = [to, code];
    return act(to, code);
  };
  const { body } = await start(server.origin, newNumber());
  const message = body.send_code_attempts[0].attempt_sid;
  const row = await reaches(server, message, status);
  expect(secret).toMatch(/^\d{6}$/);
  const { body: shown } = await manage(server.origin, "GET", `/messages/${message}`);
  const words = [
    row.vendorMessageId,
    row.errorCode,
    row.failures?.[0]?.code,
    shown.vendorMessageId,
    shown.failure?.vendorCode,
  ];
  expect(words.filter((one) => one)).toEqual([]);
  for (const line of server.logLines) {
    expect(line).not.toContain(recipient.slice(-8));
    expect(line).not.toContain(`"${secret}"`);
  }
});

test.each([
  ["failed", (token: string) => ({ status: 400, body: { code: `E-${token}` } })],
  ["sent", (token: string) => ({ status: 201, body: { sid: token } })],
])("nor is the token of an invitation's link, of one that is %s", async (status, act) => {
  await force(server.origin, twilioConfig(vendor));
  let token = "";
  vendorSees = (body) => {
    token = /\/invitations\/([\w-]{22})/.exec(body)?.[1] ?? "";
  };
  answer = () => act(token);
  const { body: organization } = await manage(server.origin, "POST", "/organizations", { name: "한빛상사" });
  const path = `/organizations/${organization.id}/invitations`;
  const { body } = await manage(server.origin, "POST", path, { phone: newNumber() });
  await reaches(server, body.message, status);
  expect(token).toHaveLength(22);
  const { body: shown } = await manage(server.origin, "GET", `/messages/${body.message}`);
  expect(JSON.stringify(shown)).not.toContain(token);
  expect(server.logLines.filter((line) => line.includes(token))).toEqual([]);
});

test("a wait that outlives the code is the end of the message", async () => {
  await force(server.origin, twilioConfig(vendor, undefined, { timeoutMs: 4000 }));
  answer = () => ({ status: 429, headers: { "retry-after": "3600" }, body: {} });
  const { body } = await start(server.origin, newNumber());
  const row = await reaches(server, body.send_code_attempts[0].attempt_sid, "failed");
  expect(row).toMatchObject({ errorClass: "rate", tries: 1 });
});
