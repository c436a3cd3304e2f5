/** @module Codes that the vendor makes: whom they approve, and what they never do. */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilioVerify, twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newNumber, service, suite } from "../harness.js";
import { findCarrier, force, PRIVATE } from "../kit/vendors.js";

let vendor: FakeVendor;

const server = suite({ env: PRIVATE });

beforeAll(async () => {
  vendor = await fakeTwilioVerify();
  await force(server.origin, { ...twilioVerifyAccount, endpoint: vendor.origin }, { kind: "twilio-verify" });
});

afterAll(async () => {
  await vendor.close();
});

const makeService = async (more: Record<string, string> = {}) =>
  `/Services/${(await call(server.origin, "/Services", { FriendlyName: "One more", ...more })).body.sid}`;

const codeOf = (to: string) => /\d{6}/.exec(vendor.accepted.findLast((one) => one.to === to)?.text ?? "")?.[0] ?? "";

const check = async (own: string, form: Record<string, string>) =>
  (await call(server.origin, `${own}/VerificationCheck`, form)).body;

test("the vendor's code approves what the vendor sent", async () => {
  const to = newNumber();
  await findCarrier(server.origin, [vendor], to);
  expect(await check(service, { To: to, Code: "0000" })).toMatchObject({ status: "pending" });
  expect(await check(service, { To: to, Code: codeOf(to) })).toMatchObject({ status: "approved" });
});

test("it approves neither a payment nor a code of the caller's, which the vendor would never send", async () => {
  const payments = await makeService({ Psd2Enabled: "true" });
  const customs = await makeService({ CustomCodeEnabled: "true" });
  const payment = { Amount: "39,000원", Payee: "문지기 상점" };
  for (const [own, more, checked] of [
    [payments, payment, payment],
    [customs, { CustomCode: "918273" }, {}],
  ] as const) {
    const to = newNumber();
    await findCarrier(server.origin, [vendor], to);
    const begun = await call(server.origin, `${own}/Verifications`, { To: to, Channel: "sms", ...more });
    expect([begun.status, begun.body.code]).toEqual([400, 60200]);
    const code = codeOf(to);
    expect(code).toMatch(/^\d{6}$/);
    const answer = await call(server.origin, `${own}/VerificationCheck`, { To: to, Code: code, ...checked });
    expect(answer.status).toBe(404);
  }
});
