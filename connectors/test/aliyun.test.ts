/** @module What is Alibaba Cloud's own: the RPC signature, templates for two sides of a border, failures inside a 200, SmsReport. */
import { aliyun, sign } from "@munjigi/connectors/sms/aliyun";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { aliyunAccount, fakeAliyun } from "@munjigi/testkit/sms/aliyun";
import { afterEach, expect, test } from "vitest";
import { aliyunCase } from "./cases/aliyun.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(aliyun, { ...aliyunCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => aliyun.send(messageFor(settings, more), settings, contextFor());

// Logto's own function, and an independent computation, give the same.
test("signs as Logto does", () => {
  const parameters = {
    Action: "SendSms",
    Format: "json",
    RegionId: "cn-hangzhou",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    Version: "2017-05-25",
    AccessKeyId: "testid",
    PhoneNumbers: "821012345678",
    SignName: "SIGN",
    TemplateCode: "SMS_123456",
    TemplateParam: '{"code":"123456"}',
    SignatureNonce: "45e25e9b-0a6f-4070-8c85-2956eda1b466",
    Timestamp: "2026-01-02T03:04:05Z",
  };
  expect(sign("testsecret", parameters)).toBe("7sWtiDyJTJkq9Hc9i40+UrtKIOg=");
});

// Captured from @alicloud/pop-core 1.8.0.
test("signs Hangul, blanks and !*() as the vendor's SDK does", () => {
  const parameters = {
    AccessKeyId: "testid",
    Action: "SendSms",
    Format: "JSON",
    PhoneNumbers: "8613012345678",
    RegionId: "cn-hangzhou",
    SignName: "로그토 !*()'",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "0d501cd02062e87988006eb2baffb824",
    SignatureVersion: "1.0",
    TemplateCode: "SMS_123456",
    TemplateParam: '{"code":"123456"}',
    Timestamp: "2026-11-21T22:44:51Z",
    Version: "2017-05-25",
  };
  expect(sign("testsecret", parameters)).toBe("pvB+eSMHJsVgjnvAHLKRqr3vyrs=");
});

test("sorts by name, not by name and value", () => {
  // "a-b=1" comes before "a=2" if the pairs are sorted.
  expect(sign("s", { "a-b": "1", a: "2" })).toBe("zXT2oc4tEVPmT0DIADhdok8HBw8=");
});

test("sends what the API wants, and the code as its only parameter", async () => {
  vendor = await fakeAliyun();
  await send();
  const form = Object.fromEntries(vendor.requests[0]?.form ?? []);
  expect(form).toEqual({
    Action: "SendSms",
    Format: "json",
    RegionId: "cn-hangzhou",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    Version: "2017-05-25",
    AccessKeyId: aliyunAccount.accessKeyId,
    PhoneNumbers: NUMBER.slice(1),
    SignName: aliyunAccount.signName,
    TemplateCode: aliyunAccount.overseasTemplate,
    TemplateParam: `{"code":"${CODE}"}`,
    OutId: messageFor({}).reference,
    SignatureNonce: expect.stringMatching(/^[0-9a-f]{32}$/),
    Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    Signature: expect.any(String),
  });
});

test.each([
  ["+8613012345678", "chinaTemplate"],
  ["+821012345678", "overseasTemplate"],
  ["+85261234567", "overseasTemplate"],
  // Eleven digits that begin with 1, as a Chinese number without its country code has.
  ["+14155550123", "overseasTemplate"],
] as const)("%s gets the %s, strict or not", async (to, name) => {
  vendor = await fakeAliyun();
  for (const strictPhoneRegionNumberCheck of [true, false])
    await send({ to }, own({ strictPhoneRegionNumberCheck })).catch(() => undefined);
  expect(vendor.requests.map(({ form }) => form.get("TemplateCode"))).toEqual([
    aliyunAccount[name],
    aliyunAccount[name],
  ]);
});

test("a template for one side of the border is told to be that", async () => {
  vendor = await fakeAliyun();
  const sending = send({ to: "+8613012345678", usageType: "Register" });
  await expect(sending).rejects.toMatchObject({
    failureClass: "content",
    vendorCode: "isv.DOMESTIC_NUMBER_NOT_SUPPORTED",
  });
});

test("a wrong signature is told without the request that the vendor repeats", async () => {
  vendor = await fakeAliyun();
  const failure = await send({}, own({ accessKeySecret: "wrong" })).catch((error) => error);
  expect(failure).toMatchObject({ failureClass: "auth", vendorCode: "SignatureDoesNotMatch", notSent: true });
  expect(`${failure.message}`).toBe("SignatureDoesNotMatch");
});

test("a clock that is off is told", async () => {
  vendor = await fakeAliyun();
  const settings = own();
  const clock = () => new Date(Date.now() - 16 * 60 * 1000);
  const sending = aliyun.send(messageFor(settings), settings, { ...contextFor(), clock });
  await expect(sending).rejects.toMatchObject({ failureClass: "auth", vendorCode: "InvalidTimeStamp.Expired" });
});

test.each([
  [{ accessKeyId: "LTAIwrong" }, "auth", "InvalidAccessKeyId.NotFound"],
  [{ signName: "other" }, "sender", "isv.SMS_SIGNATURE_ILLEGAL"],
])("%j is refused: %s, %s", async (more, failureClass, vendorCode) => {
  vendor = await fakeAliyun();
  await expect(send({}, own(more))).rejects.toMatchObject({ failureClass, vendorCode, notSent: true });
});

test.each([
  [200, { Code: "isv.OUT_OF_SERVICE", Message: "업무 정지" }, "balance", true],
  [200, { Code: "isp.RAM_PERMISSION_DENY" }, "auth", true],
  [200, { Code: "isv.NOBODY_KNOWS" }, "unknown", true],
  [400, { Code: "Throttling.User" }, "rate", true],
  [503, { Code: "ServiceUnavailable" }, "transient", true],
  [500, { Code: "InternalError" }, "unknown", false],
  [200, { Code: "OK" }, "unknown", false],
  [200, { Message: "OK" }, "unknown", false],
  [200, { Code: 200, BizId: "1^0" }, "unknown", false],
  [200, [], "unknown", false],
])("an answer %i %j", async (status, body, failureClass, notSent) => {
  vendor = await startFakeVendor(() => ({ status, body }));
  await expect(send()).rejects.toMatchObject({ failureClass, notSent });
});

const receive = (body: unknown) =>
  aliyun.receipt?.(
    { url: "https://verify.example.com/hooks/x", headers: new Headers(), body: JSON.stringify(body) },
    settingsOf(aliyun, aliyunCase.config),
    contextFor(),
  );

test("reads what became of messages", async () => {
  const report = { phone_number: "1381111", send_time: "2017-01-01 00:00:00", sms_size: "1", out_id: "67890" };
  const reports = [
    { ...report, success: true, err_code: "DELIVERED", err_msg: "用户接收成功", biz_id: "1^0" },
    { ...report, success: false, err_code: "MOBILE_IN_BLACK", biz_id: "2^0" },
    { ...report, success: false, err_code: "REQUEST_SUCCESS", biz_id: "3^0" },
    { ...report, success: "yes", biz_id: "4^0" },
    { ...report, success: true },
    null,
  ];
  expect(await receive(reports)).toEqual([
    { vendorMessageId: "1^0", status: "delivered" },
    { vendorMessageId: "2^0", status: "failed", failureClass: "recipient_blocked", vendorCode: "MOBILE_IN_BLACK" },
    { vendorMessageId: "3^0", status: "failed", failureClass: "unknown", vendorCode: "REQUEST_SUCCESS" },
  ]);
});

test.each([{}, null, "x"])("%j is no list of reports", async (body) => {
  await expect(receive(body)).rejects.toThrow("no list");
});

test("a notice goes by a template without variables, and no parameter is sent", async () => {
  vendor = await fakeAliyun();
  const { templates } = aliyunCase.config as { templates: object[] };
  const notice = { usageType: "Notice", templateCode: aliyunAccount.noticeTemplate };
  await send({ usageType: "Notice", code: "" }, own({ templates: [...templates, notice] }));
  expect(vendor.accepted).toMatchObject([{ templateCode: aliyunAccount.noticeTemplate, values: {} }]);
  expect(vendor.requests[0]?.form.has("TemplateParam")).toBe(false);
});
