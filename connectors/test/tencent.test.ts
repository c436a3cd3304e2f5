/** @module What is Tencent Cloud's own: TC3 signatures, two levels of failure inside a 200, delivery callbacks. */
import { sign, tencent } from "@munjigi/connectors/sms/tencent";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTencent, tencentAccount } from "@munjigi/testkit/sms/tencent";
import { afterEach, expect, test } from "vitest";
import { tencentCase } from "./cases/tencent.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(tencent, { ...tencentCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => tencent.send(messageFor(settings, more), settings, contextFor());

// Logto's connector, tencentcloud-sdk-nodejs-common 4.1.220 and an independent computation give the same.
test.each([
  ["application/json; charset=utf-8", "b2597352674e82a93ef4deb82c2f1a1d731d9c9eccebdf1935ba21b30d596abf"],
  ["application/json", "628d996075a024540110ba774bb2309e45f08c1b715d6636c408334937928f51"],
])("signs as Logto and the vendor's SDK do: %s", (contentType, signature) => {
  const body =
    '{"SmsSdkAppId":"1400000000","SignName":"SIGN","TemplateId":"1234","TemplateParamSet":["123456"],"PhoneNumberSet":["+821012345678"]}';
  const request = { timestamp: 1767323045, host: "sms.tencentcloudapi.com", contentType, body };
  expect(sign("SECRETEXAMPLE", request)).toBe(signature);
});

test("sends what the API wants, in Logto's order, with the + and the code as its only parameter", async () => {
  vendor = await fakeTencent();
  await send();
  const [request] = vendor.requests;
  expect(request?.body).toBe(
    JSON.stringify({
      SmsSdkAppId: tencentAccount.sdkAppId,
      SignName: tencentAccount.signName,
      TemplateId: tencentAccount.templateId,
      TemplateParamSet: [CODE],
      PhoneNumberSet: [NUMBER],
    }),
  );
  expect(request?.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "x-tc-action": "SendSms",
    "x-tc-version": "2021-01-11",
    "x-tc-region": "ap-guangzhou",
  });
});

test("signs for the day in UTC, whatever the time zone", async () => {
  vendor = await startFakeVendor(() => ({ body: {} }));
  const settings = own();
  const clock = () => new Date("2026-01-01T23:59:59.999Z");
  await tencent.send(messageFor(settings), settings, { ...contextFor(), clock }).catch(() => undefined);
  expect(vendor.requests[0]?.headers).toMatchObject({
    authorization: expect.stringContaining(`Credential=${tencentAccount.secretId}/2026-01-01/sms/tc3_request, `),
    "x-tc-timestamp": "1767311999",
  });
});

test("a clock that is off is told", async () => {
  vendor = await fakeTencent();
  const settings = own();
  const clock = () => new Date(Date.now() + 6 * 60 * 1000);
  const sending = tencent.send(messageFor(settings), settings, { ...contextFor(), clock });
  await expect(sending).rejects.toMatchObject({ failureClass: "auth", vendorCode: "AuthFailure.SignatureExpire" });
});

test.each([
  [{ accessKeyId: "AKIDwrong" }, "auth", "AuthFailure.SecretIdNotFound"],
  [{ sdkAppId: "1400000009" }, "auth", "UnauthorizedOperation.SmsSdkAppIdVerifyFail"],
  [{ signName: "other" }, "sender", "FailedOperation.SignatureIncorrectOrUnapproved"],
  [{ region: "eu-frankfurt" }, "auth", "UnsupportedRegion"],
])("%j is refused: %s, %s", async (more, failureClass, vendorCode) => {
  vendor = await fakeTencent();
  await expect(send({}, own(more))).rejects.toMatchObject({
    failureClass,
    vendorCode,
    notSent: true,
    message: vendorCode,
  });
  expect(tencent.remedies).toHaveProperty([vendorCode]);
});

const error = (Code: unknown) => ({ Response: { Error: { Code, Message: `${NUMBER} ${CODE}` } } });
const status = (Code: unknown, SerialNo = "1:1") => ({ Response: { SendStatusSet: [{ Code, SerialNo }] } });

test.each([
  [200, error("RequestLimitExceeded"), "rate", true],
  [200, error("InvalidParameter.NobodyKnows"), "unknown", true],
  [200, error("InternalError"), "unknown", false],
  [200, error(12), "unknown", false],
  [200, status("UnauthorizedOperation.ServiceSuspendDueToArrears"), "balance", true],
  [200, status("FailedOperation.NobodyKnows"), "unknown", true],
  [200, status("InternalError.Timeout"), "unknown", false],
  [200, status("InternalError.SigVerificationFail"), "auth", true],
  [200, status("Ok", ""), "unknown", false],
  [200, { Response: { SendStatusSet: [] } }, "unknown", false],
  [200, {}, "unknown", false],
  [500, error("ServiceUnavailable"), "transient", true],
])("an answer %i %j", async (code, body, failureClass, notSent) => {
  vendor = await startFakeVendor(() => ({ status: code, body }));
  const failure = await send().catch((thrown) => thrown);
  expect(failure).toMatchObject({ failureClass, notSent });
  expect(failure.message).not.toContain(CODE);
});

test("an answer in capitals is one too", async () => {
  vendor = await startFakeVendor(() => ({ body: status("OK", "5000:1") }));
  expect(await send()).toEqual({ vendorMessageId: "5000:1" });
});

const receive = (body: unknown) =>
  tencent.receipt?.(
    { url: "https://verify.example.com/hooks/x", headers: new Headers(), body: JSON.stringify(body) },
    settingsOf(tencent, tencentCase.config),
    contextFor(),
  );

test("reads what became of messages", async () => {
  const report = { user_receive_time: "2015-10-17 08:03:04", nationcode: "82", mobile: "1012345678", description: "" };
  const reports = [
    { ...report, report_status: "SUCCESS", errmsg: "DELIVRD", sid: "5000:1" },
    { ...report, report_status: "FAIL", errmsg: "UNDELIV", sid: "5000:2" },
    { ...report, report_status: "FAIL", errmsg: "MK:0001", sid: "5000:3" },
    { ...report, report_status: "PERHAPS", sid: "5000:4" },
    { ...report, report_status: "SUCCESS" },
    null,
  ];
  expect(await receive(reports)).toEqual([
    { vendorMessageId: "5000:1", status: "delivered" },
    { vendorMessageId: "5000:2", status: "failed", failureClass: "recipient_invalid", vendorCode: "UNDELIV" },
    { vendorMessageId: "5000:3", status: "failed", failureClass: "unknown", vendorCode: "MK:0001" },
  ]);
});

test.each([{}, null, "x"])("%j is no list of reports", async (body) => {
  await expect(receive(body)).rejects.toThrow("no list");
});

test("a notice goes by a template without parameters", async () => {
  vendor = await fakeTencent();
  const { templates } = tencentCase.config as { templates: object[] };
  const notice = { usageType: "Notice", templateCode: tencentAccount.noticeTemplateId };
  await send({ usageType: "Notice", code: "" }, own({ templates: [...templates, notice] }));
  expect(vendor.accepted).toMatchObject([{ templateCode: tencentAccount.noticeTemplateId, values: [] }]);
});
