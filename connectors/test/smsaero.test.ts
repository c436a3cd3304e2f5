/** @module What is SMS Aero's own: success is what the body says, errors without codes, reports as a form. */

import { chooseVendorTemplate } from "@munjigi/connectors/kit/templates";
import { smsaero } from "@munjigi/connectors/sms/smsaero";
import { BLOCKED_NUMBER, type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeSmsAero } from "@munjigi/testkit/sms/smsaero";
import { afterEach, expect, test } from "vitest";
import { smsaeroCase } from "./cases/smsaero.js";
import { contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(smsaero, { ...smsaeroCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => smsaero.send(messageFor(settings, more), settings, contextFor());
const receive = (body: string) =>
  smsaero.receipt?.({ url: "https://verify.example.com/hooks/x", headers: new Headers(), body }, own(), contextFor());

test("sends digits, the text as it is, and where to report", async () => {
  vendor = await fakeSmsAero();
  const accepted = await send({ receiptUrl: "https://verify.example.com/hooks/x" });
  expect(vendor.requests[0]?.json).toEqual({
    number: "821012345678",
    sign: "SMS Aero",
    text: messageFor({}).body,
    callbackUrl: "https://verify.example.com/hooks/x",
  });
  expect(accepted).toEqual({ vendorMessageId: "500001", price: { amount: "5.49", currency: "RUB" } });
});

test.each([
  [
    { success: false, data: null, message: "Something." },
    { failureClass: "unknown", notSent: true },
  ],
  [{ result: "no credits" }, { failureClass: "balance", vendorCode: "no_credits", notSent: true }],
  [
    { result: "reject", reason: "whatever" },
    { failureClass: "unknown", vendorCode: "reject", notSent: true },
  ],
  [
    { success: false, data: { sign: ["Incorrect"] }, message: "Validation error." },
    { failureClass: "sender", vendorCode: "sign", notSent: true },
  ],
  [
    { success: true, data: { id: 5, status: 6 } },
    { failureClass: "unknown", vendorCode: "6", notSent: true },
  ],
  [
    { success: true, data: null },
    { failureClass: "unknown", notSent: false },
  ],
  [{ data: { id: 5, status: 0 } }, { failureClass: "unknown", notSent: false }],
  [{}, { failureClass: "unknown", notSent: false }],
])("a 200 that says %j was not accepted", async (body, expected) => {
  vendor = await startFakeVendor(() => ({ body }));
  await expect(send()).rejects.toMatchObject(expected);
});

test("what it says of a number does not repeat it", async () => {
  vendor = await fakeSmsAero();
  const failure = await send({ to: UNKNOWN_NUMBER }).catch((error: Error) => error);
  expect(failure).toMatchObject({ message: "Validation error. number" });
});

test("a sender name that is not approved", async () => {
  vendor = await fakeSmsAero();
  await expect(send({}, own({ senderName: "Nobody" }))).rejects.toMatchObject({ failureClass: "sender" });
});

test("a use without a template of its own gets the general one", () => {
  const templates = own({ endpoint: undefined }).templates;
  expect(chooseVendorTemplate(templates, "MfaVerification", ["en"])?.usageType).toBe("Generic");
});

test("what was not delivered", async () => {
  vendor = await fakeSmsAero();
  const { vendorMessageId = "" } = await send({ to: BLOCKED_NUMBER });
  expect(await smsaero.status?.(vendorMessageId, own(), contextFor())).toEqual({
    vendorMessageId,
    status: "failed",
    failureClass: "unknown",
    vendorCode: "2",
  });
  await expect(smsaero.status?.("999", own(), contextFor())).rejects.toMatchObject({ vendorCode: "404" });
});

test.each([
  ["id=77&number=821012345678&status=1&extendStatus=delivery", { vendorMessageId: "77", status: "delivered" }],
  ['{"id":77,"status":3}', { vendorMessageId: "77", status: "sent" }],
  ["id=77&status=8", { vendorMessageId: "77", status: "sent" }],
  ["id=77&status=6", { vendorMessageId: "77", status: "failed", failureClass: "unknown", vendorCode: "6" }],
])("reads the report %s", async (body, expected) => {
  vendor = undefined;
  expect(await receive(body)).toEqual([expected]);
});

test.each(["", "{", "{}", "id=x&status=1", "id=77", "id=77&status=delivery"])("%j is no report", async (body) => {
  vendor = undefined;
  await expect(receive(body)).rejects.toThrow();
});
