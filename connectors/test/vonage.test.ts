/** @module What is Vonage's own: failures inside a 200, a status for each part, reports by GET or POST. */
import { vonage } from "@munjigi/connectors/sms/vonage";
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeVonage } from "@munjigi/testkit/sms/vonage";
import { afterEach, expect, test } from "vitest";
import { vonageCase } from "./cases/vonage.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(async () => {
  await vendor?.close();
  vendor = undefined;
});

const own = (more: object = {}) => settingsOf(vonage, { ...vonageCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => vonage.send(messageFor(settings, more), settings, contextFor());
const receive = (body: string, query = "") =>
  vonage.receipt?.(
    { url: `https://verify.example.com/hooks/x${query}`, headers: new Headers(), body },
    own(),
    contextFor(),
  );
const accepted = (more: object = {}) => ({ status: "0", "message-id": "0C01", "message-price": "0.0333", ...more });

test("keeps the secret out of the body, and says unicode only of what needs it", async () => {
  vendor = await fakeVonage();
  await send({ receiptUrl: "https://verify.example.com/hooks/x" });
  await send({ body: `Your code is ${CODE}.` });
  expect(vendor.requests.map(({ form }) => Object.fromEntries(form))).toEqual([
    {
      from: "Munjigi",
      to: "821012345678",
      text: messageFor({}).body,
      type: "unicode",
      callback: "https://verify.example.com/hooks/x",
      "client-ref": messageFor({}).reference,
    },
    { from: "Munjigi", to: "821012345678", text: `Your code is ${CODE}.`, "client-ref": messageFor({}).reference },
  ]);
  expect(vendor.accepted[0]?.text).toBe(messageFor({}).body);
});

test("a long text has a part for each 67 characters, and a price of them all", async () => {
  vendor = await fakeVonage();
  expect(await send({ body: `${CODE} ${"가".repeat(130)}` })).toEqual({
    vendorMessageId: "0C00000000000001",
    parts: 3,
    price: { amount: "0.0999", currency: "EUR" },
  });
});

test.each([
  ["1", "rate"],
  ["2", "content"],
  ["3", "content"],
  ["4", "auth"],
  ["5", "transient"],
  ["6", "recipient_invalid"],
  ["7", "recipient_blocked"],
  ["8", "auth"],
  ["9", "balance"],
  ["10", "rate"],
  ["11", "auth"],
  ["12", "content"],
  ["13", "transient"],
  ["14", "auth"],
  ["15", "sender"],
  ["22", "content"],
  ["23", "content"],
  ["29", "recipient_blocked"],
  ["32", "auth"],
  ["33", "recipient_invalid"],
  ["99", "unknown"],
] as const)("status %s inside a 200 is %s, and nothing was sent", async (status, failureClass) => {
  vendor = await startFakeVendor(() => ({ body: { messages: [{ status, "error-text": "no" }] } }));
  await expect(send()).rejects.toMatchObject({ failureClass, vendorCode: status, notSent: true, message: "no" });
});

test.each([
  {},
  { messages: [] },
  { messages: [null] },
  { messages: [{}] },
  { messages: [{ status: "0" }] },
  { messages: [{ status: "maybe", "message-id": "0C01" }] },
  { messages: [accepted(), { status: "5", "error-text": "Internal Error" }] },
])("of a 200 with %j nobody can tell", async (body) => {
  vendor = await startFakeVendor(() => ({ body }));
  await expect(send()).rejects.toMatchObject({ failureClass: "unknown", notSent: false });
});

test("a part that was refused is told as such", async () => {
  const messages = [accepted(), { status: "9", "error-text": "Quota Exceeded" }];
  vendor = await startFakeVendor(() => ({ body: { messages } }));
  await expect(send()).rejects.toMatchObject({ vendorCode: "partly 9", message: "Quota Exceeded" });
});

test("what it says of a number does not repeat it", async () => {
  vendor = await fakeVonage();
  const failure = await send({ to: UNKNOWN_NUMBER }).catch((error: Error) => error);
  expect(failure).toMatchObject({ message: "Unroutable message - rejected: …" });
});

test("a sender that may not be used", async () => {
  vendor = await fakeVonage();
  await expect(send({}, own({ brandName: "A name that is too long" }))).rejects.toMatchObject({
    failureClass: "sender",
    vendorCode: "15",
  });
});

const report = { msisdn: "821012345678", to: "Munjigi", messageId: "0C01", status: "delivered", "err-code": "0" };
const delivered = [{ vendorMessageId: "0C01", status: "delivered" }];

test("reads a report from the query, a form and JSON", async () => {
  const form = new URLSearchParams(report).toString();
  expect(await receive("", `?${form}`)).toEqual(delivered);
  expect(await receive(form)).toEqual(delivered);
  expect(await receive(JSON.stringify(report))).toEqual(delivered);
});

test.each([
  ["accepted", "0", { status: "sent" }],
  ["buffered", "0", { status: "sent" }],
  ["unknown", "1", { status: "sent" }],
  ["failed", "9", { status: "failed", failureClass: "recipient_invalid", vendorCode: "9" }],
  ["rejected", "14", { status: "failed", failureClass: "recipient_blocked", vendorCode: "14" }],
  ["rejected", "6", { status: "failed", failureClass: "content", vendorCode: "6" }],
  ["expired", "1", { status: "failed", failureClass: "unknown", vendorCode: "1" }],
  ["failed", "", { status: "failed", failureClass: "unknown", vendorCode: "failed" }],
])("%s with err-code %s", async (status, code, expected) => {
  const read = await receive(JSON.stringify({ ...report, status, "err-code": code }));
  expect(read).toEqual([{ vendorMessageId: "0C01", ...expected }]);
});

test.each(["", "{", "{}", "messageId=0C01", "status=delivered"])("%j is no report", async (body) => {
  await expect(receive(body)).rejects.toThrow();
});
