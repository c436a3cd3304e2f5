/** @module What is Naver Cloud SENS's own: its signature, its two kinds of errors, asking for the fate of a message. */
import { naverSens, sign } from "@munjigi/connectors/sms/naver-sens";
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeNaverSens } from "@munjigi/testkit/sms/naver-sens";
import { afterEach, expect, test } from "vitest";
import { naverSensCase } from "./cases/naver-sens.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) =>
  settingsOf(naverSens, { ...naverSensCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) =>
  naverSens.send(messageFor(settings, more), settings, contextFor());

test.each([
  ["POST", "/sms/v2/services/ncp:sms:kr:259123456789:daemun/messages", "ow3gXDsTau5q6fed/sKBo4TQuNskDbFhem9zJDRSJBg="],
  [
    "GET",
    "/sms/v2/services/ncp:sms:kr:259123456789:daemun/messages?requestId=ABC",
    "4D3cA058GO/GpayfJ+oCAcF0tTQIv4nAkAE5o9YHz5E=",
  ],
])("signs %s %s", (method, path, signature) => {
  const keys = { accessKey: "ACCESSKEY1234567890", secretKey: "SECRETKEYabcdefghijklmnopqrstuvwxyz012345" };
  expect(sign(keys, method, path, "1700000000000")).toBe(signature);
});

test.each([
  ["+821012345678", "82", "01012345678"],
  ["+14155550123", "1", "4155550123"],
  ["+8613012345678", "86", "13012345678"],
  ["+85261234567", "852", "61234567"],
  ["+77011234567", "7", "7011234567"],
])("puts %s into country code %s and number %s", async (to, countryCode, number) => {
  vendor = await fakeNaverSens();
  await send({ to, body: `Your code is ${CODE}.` });
  expect(vendor.requests[0]?.json).toEqual({
    type: "SMS",
    contentType: "COMM",
    countryCode,
    from: "0212345678",
    content: `Your code is ${CODE}.`,
    messages: [{ to: number }],
  });
});

test("sends no long message abroad, whatever the settings allow", async () => {
  vendor = await fakeNaverSens();
  const sending = send({ to: "+14155550123", body: `${CODE} ${"a".repeat(90)}` }, own({ allowLms: true }));
  await expect(sending).rejects.toMatchObject({ failureClass: "content", vendorCode: "too_long" });
  expect(vendor.requests).toHaveLength(0);
});

test.each([
  [{ serviceId: "ncp:sms:kr:1:other" }, "auth", "300"],
  [{ serviceId: "ncp:sms:kr:1/../../x?y" }, "auth", "300"],
  [{ accessKey: "other" }, "auth", "200"],
  [{ from: "0299999999" }, "unknown", "404"],
])("%j is refused: %s, %s", async (more, failureClass, vendorCode) => {
  vendor = await fakeNaverSens();
  await expect(send({}, own(more))).rejects.toMatchObject({ failureClass, vendorCode, notSent: true });
});

test.each([
  [503, { error: { errorCode: "500", message: "Endpoint Error" } }, { failureClass: "transient", notSent: true }],
  [504, { error: { errorCode: "510", message: "Endpoint Timeout" } }, { failureClass: "unknown", notSent: false }],
  [202, { statusCode: "400", statusName: "fail" }, { failureClass: "unknown", notSent: true }],
  [202, { requestId: "R", statusCode: "500" }, { failureClass: "unknown", notSent: false }],
  [202, { statusCode: "202", statusName: "success" }, { failureClass: "unknown", notSent: false }],
])("%i %j", async (status, body, expected) => {
  vendor = await startFakeVendor(() => ({ status, body }));
  await expect(send()).rejects.toMatchObject(expected);
});

test("a request that is not written down yet is on its way", async () => {
  vendor = await fakeNaverSens();
  expect(await naverSens.status?.("nobody", own(), contextFor())).toEqual({
    vendorMessageId: "nobody",
    status: "sent",
  });
});

test("a 404 of the gateway is no message on its way", async () => {
  vendor = await fakeNaverSens();
  const asking = naverSens.status?.("nobody", own({ serviceId: "ncp:sms:kr:1:other" }), contextFor());
  await expect(asking).rejects.toMatchObject({ failureClass: "auth", vendorCode: "300" });
});

test("a number without a subscriber fails after it was accepted", async () => {
  vendor = await fakeNaverSens();
  const { vendorMessageId = "" } = await send({ to: UNKNOWN_NUMBER });
  expect(await naverSens.status?.(vendorMessageId, own(), contextFor())).toEqual({
    vendorMessageId,
    status: "failed",
    failureClass: "recipient_invalid",
    vendorCode: "3001",
  });
});

test.each(["READY", "PROCESSING"])("%s is on its way", async (status) => {
  vendor = await startFakeVendor(() => ({ body: { messages: [{ messageId: "M", status }] } }));
  expect(await naverSens.status?.("R", own(), contextFor())).toEqual({ vendorMessageId: "R", status: "sent" });
});
