/** @module What is NHN Cloud's own: the route for codes, two levels of failure inside a 200, webhooks with a static secret. */
import { nhnCloud } from "@munjigi/connectors/sms/nhn-cloud";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeNhnCloud, nhnAccount } from "@munjigi/testkit/sms/nhn-cloud";
import { afterEach, expect, test } from "vitest";
import { nhnCloudCase } from "./cases/nhn-cloud.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(nhnCloud, { ...nhnCloudCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => nhnCloud.send(messageFor(settings, more), settings, contextFor());
const root = `/sms/v3.0/appKeys/${nhnAccount.appKey}/sender`;
const header = { isSuccessful: true, resultCode: 0, resultMessage: "SUCCESS" };

test("a Korean code goes by the route for codes", async () => {
  vendor = await fakeNhnCloud();
  await send();
  expect(vendor.requests[0]).toMatchObject({ method: "POST", target: `${root}/auth/sms` });
  expect(vendor.requests[0]?.headers).toMatchObject({
    "x-secret-key": nhnAccount.secretKey,
    "content-type": "application/json;charset=UTF-8",
  });
  expect(vendor.requests[0]?.json).toEqual({
    body: `[문지기] 인증번호 [${CODE}]`,
    sendNo: "15446859",
    senderGroupingKey: messageFor({}).reference,
    recipientList: [{ recipientNo: "01012345678" }],
  });
});

test("a foreign number goes with its country code", async () => {
  vendor = await fakeNhnCloud();
  await send({ to: "+14155550123", body: `Your verification code is ${CODE}.` });
  expect(vendor.requests[0]?.json.recipientList).toEqual([{ internationalRecipientNo: "14155550123" }]);
});

test.each([
  ["ko-KR", "인증번호"],
  ["en", "Verification code"],
])("a long message has a title (%s), and its fate is found on the other route", async (locale, title) => {
  vendor = await fakeNhnCloud();
  const body = `인증번호 ${CODE} ${"가".repeat(50)}`;
  const { vendorMessageId = "" } = await send({ locale, body }, own({ allowLms: true }));
  expect(vendor.requests[0]).toMatchObject({ target: `${root}/mms`, json: { title, body } });
  const report = await nhnCloud.status?.(vendorMessageId, own(), contextFor());
  expect(report).toEqual({ vendorMessageId, status: "delivered", carrier: "SKT" });
});

test("sends no long message abroad, whatever the settings allow", async () => {
  vendor = await fakeNhnCloud();
  const sending = send({ to: "+14155550123", body: `verify ${CODE} ${"a".repeat(90)}` }, own({ allowLms: true }));
  await expect(sending).rejects.toMatchObject({ failureClass: "content", vendorCode: "too_long" });
  expect(vendor.requests).toHaveLength(0);
});

test("a text that does not say what it is for is refused, and the remedy names the words", async () => {
  vendor = await fakeNhnCloud();
  await expect(send({ body: `${CODE}` })).rejects.toMatchObject({ failureClass: "content", vendorCode: "-8000" });
  expect(nhnCloud.remedies?.["-8000"]?.ko).toContain("인증");
});

test.each([
  [{ sendNo: "15990000" }, "sender", "-2312"],
  [{ secretKey: "other" }, "auth", "-1000"],
])("%j is refused: %s, %s", async (more, failureClass, vendorCode) => {
  vendor = await fakeNhnCloud();
  await expect(send({}, own(more))).rejects.toMatchObject({ failureClass, vendorCode, notSent: true });
});

test.each([
  [{ header: { isSuccessful: false, resultCode: -1004, resultMessage: "Not allow ip." } }, "auth", true],
  [{ header: { isSuccessful: false, resultCode: -2046 }, body: null }, "geo", true],
  [{ header: { isSuccessful: false, resultCode: -12345 } }, "unknown", true],
  [{ header, body: { data: { requestId: "R", sendResultList: [{ resultCode: -2313 }] } } }, "sender", true],
  [{ header, body: { data: { requestId: "R", sendResultList: [] } } }, "unknown", false],
  [{ header, body: { data: { sendResultList: [{ resultCode: 0 }] } } }, "unknown", false],
  [{ header: { resultCode: 0 } }, "unknown", false],
])("a 200 that says %j", async (body, failureClass, notSent) => {
  vendor = await startFakeVendor(() => ({ body }));
  await expect(send()).rejects.toMatchObject({ failureClass, notSent });
});

test.each([
  [{ msgStatus: "1" }, { status: "sent" }],
  [{ msgStatus: "2" }, { status: "sent" }],
  [{ msgStatus: "3", resultCode: "1000" }, { status: "delivered" }],
  [
    { msgStatus: "0", resultCode: "3006" },
    { status: "failed", failureClass: "recipient_blocked", vendorCode: "3006" },
  ],
  [
    { msgStatus: "0", resultCode: "2000" },
    { status: "failed", failureClass: "unknown", vendorCode: "2000" },
  ],
  [null, { status: "sent" }],
])("asked for a message, it says %j", async (data, expected) => {
  vendor = await startFakeVendor(() => ({ body: { header, body: { data } } }));
  expect(await nhnCloud.status?.("R", own(), contextFor())).toEqual({ vendorMessageId: "R", ...expected });
});

test("asked with wrong credentials, it fails", async () => {
  vendor = await fakeNhnCloud();
  const asking = nhnCloud.status?.("R", own({ appKey: "wrong" }), contextFor());
  await expect(asking).rejects.toMatchObject({ failureClass: "auth", vendorCode: "-1001" });
});

const receive = (body: unknown, headers: Record<string, string> = {}, settings = own()) =>
  nhnCloud.receipt?.(
    { url: "https://verify.example.com/hooks/x", headers: new Headers(headers), body: JSON.stringify(body) },
    settings,
    contextFor(),
  );
const signed = { "X-Toast-Webhook-Signature": "what-I-typed" };
const webhook = (event: string, ...hooks: unknown[]) => ({ appKey: nhnAccount.appKey, event, hooks });

test("reads what became of messages", async () => {
  const event = webhook(
    "MESSAGE_RESULT_UPDATE",
    { requestId: "A", recipientSeq: 1, messageStatus: "COMPLETED", resultCode: "1000" },
    { requestId: "B", messageStatus: "FAILED", resultCode: "3001" },
    { requestId: "C", messageStatus: "COMPLETED", resultCode: "2003" },
    { requestId: "D", messageStatus: "READY" },
    { recipientNo: "01012345678" },
  );
  expect(await receive(event, signed)).toEqual([
    { vendorMessageId: "A", status: "delivered" },
    { vendorMessageId: "B", status: "failed", failureClass: "recipient_invalid", vendorCode: "3001" },
    { vendorMessageId: "C", status: "failed", failureClass: "recipient_invalid", vendorCode: "2003" },
    { vendorMessageId: "D", status: "sent" },
  ]);
});

test("reads receipts from abroad", async () => {
  const event = webhook(
    "INTERNATIONAL_DELIVERY_RECEIPT",
    { requestId: "A", dlrStatus: "DELIVERED", errorCode: "0" },
    { requestId: "B", dlrStatus: "BUFFERED", errorCode: "0" },
    { requestId: "C", dlrStatus: "REJECTED", errorCode: "6" },
  );
  expect(await receive(event, signed)).toEqual([
    { vendorMessageId: "A", status: "delivered" },
    { vendorMessageId: "B", status: "sent" },
    { vendorMessageId: "C", status: "failed", failureClass: "content", vendorCode: "6" },
  ]);
});

test("other events say nothing of messages", async () => {
  expect(await receive(webhook("UNSUBSCRIBE", { recipientNo: "01012345678" }), signed)).toEqual([]);
});

test("the signature may come under its newer name", async () => {
  expect(await receive(webhook("UNSUBSCRIBE"), { "X-Nhn-Webhook-Signature": "what-I-typed" })).toEqual([]);
});

test.each([{}, { "X-Toast-Webhook-Signature": "what-I-guessed" }, { "X-Toast-Webhook-Signature": "what-I-typed2" }])(
  "%j is not the signature",
  async (headers) => {
    await expect(receive(webhook("UNSUBSCRIBE"), headers as never)).rejects.toThrow("signature");
  },
);

test("without a signature in the settings, the service's own key is what is checked", async () => {
  const settings = own({ webhookSecret: undefined });
  expect(await receive(webhook("UNSUBSCRIBE"), {}, settings)).toEqual([]);
  await expect(receive({ ...webhook("UNSUBSCRIBE"), appKey: "other" }, {}, settings)).rejects.toThrow("no webhook");
});

test.each([null, [], "x", { appKey: nhnAccount.appKey }])("%j is no webhook", async (body) => {
  await expect(receive(body, signed)).rejects.toThrow("no webhook");
});
