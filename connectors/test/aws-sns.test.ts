/** @module What is SNS's own: attributes, temporary credentials, XML that says why not. */
import { awsSns, sign } from "@munjigi/connectors/sms/aws-sns";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeAwsSns, snsAccount } from "@munjigi/testkit/sms/aws-sns";
import { afterEach, expect, test } from "vitest";
import { awsSnsCase } from "./cases/aws-sns.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(awsSns, { ...awsSnsCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own()) => awsSns.send(messageFor(settings, more), settings, contextFor());

test("sends Publish, with the attributes that are set and no other", async () => {
  vendor = await fakeAwsSns();
  await send({}, own({ senderId: undefined, smsType: undefined }));
  await send({}, own({ smsType: "Promotional", originationNumber: "+12065550100" }));
  const [plain, all] = vendor.requests.map(({ form }) => Object.fromEntries(form));
  const entry = (index: number, name: string, value: string) => ({
    [`MessageAttributes.entry.${index}.Name`]: name,
    [`MessageAttributes.entry.${index}.Value.DataType`]: "String",
    [`MessageAttributes.entry.${index}.Value.StringValue`]: value,
  });
  const publish = { Action: "Publish", Version: "2010-03-31", PhoneNumber: NUMBER, Message: messageFor({}).body };
  expect(plain).toEqual({ ...publish, ...entry(1, "AWS.SNS.SMS.SMSType", "Transactional") });
  expect(all).toEqual({
    ...publish,
    ...entry(1, "AWS.SNS.SMS.SMSType", "Promotional"),
    ...entry(2, "AWS.SNS.SMS.SenderID", "Munjigi"),
    ...entry(3, "AWS.MM.SMS.OriginationNumber", "+12065550100"),
  });
});

test("without an endpoint it goes to the region's own host", async () => {
  const calls: string[] = [];
  const settings = settingsOf(awsSns, awsSnsCase.config);
  const context = {
    ...contextFor(),
    fetch: async (url: unknown) => {
      calls.push(String(url));
      return new Response("");
    },
  };
  await awsSns.send(messageFor(settings), settings, context as never).catch(() => undefined);
  expect(calls).toEqual(["https://sns.ap-northeast-1.amazonaws.com/"]);
});

test("temporary credentials carry their token", async () => {
  const sessionToken = "FwoGZXIvYXdzEXAMPLE+token/with=signs";
  vendor = await fakeAwsSns({ ...snsAccount, sessionToken });
  await send({}, own({ sessionToken }));
  expect(vendor.accepted).toHaveLength(1);
  await expect(send()).rejects.toMatchObject({ failureClass: "auth", vendorCode: "InvalidClientTokenId" });
});

test("signs for the moment the clock says", async () => {
  vendor = await fakeAwsSns();
  const settings = own();
  const clock = () => new Date(Date.now() - 16 * 60 * 1000);
  const sending = awsSns.send(messageFor(settings), settings, { ...contextFor(), clock });
  await expect(sending).rejects.toMatchObject({ failureClass: "auth", vendorCode: "SignatureDoesNotMatch" });
  const headers = await sign(settings, {
    url: "https://sns.ap-northeast-1.amazonaws.com/",
    headers: {},
    body: "",
    date: new Date("2026-01-02T03:04:05.678Z"),
  });
  expect(headers["x-amz-date"]).toBe("20260102T030405Z");
  expect(headers.authorization).toContain("/20260102/ap-northeast-1/sns/aws4_request, SignedHeaders=host;x-amz-date, ");
});

const refusal = (code: string, message: string) =>
  `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

test.each([
  [403, refusal("AuthorizationError", "User is not authorized to perform: SNS:Publish"), "auth", "AuthorizationError"],
  [403, refusal("ExpiredToken", "expired"), "auth", "ExpiredToken"],
  [429, refusal("Throttled", "Throttled request."), "rate", "Throttled"],
  [400, refusal("KMSThrottling", "-"), "rate", "KMSThrottling"],
  [
    400,
    refusal("InvalidParameter", `Invalid parameter: PhoneNumber Reason: ${NUMBER} is not valid`),
    "recipient_invalid",
  ],
  [400, refusal("InvalidParameter", "Invalid parameter: Message too long"), "content", "InvalidParameter"],
  [400, refusal("InvalidParameter", "Invalid parameter: AWS.SNS.SMS.SenderID"), "sender", "InvalidParameter"],
  [400, refusal("NobodyKnows", "-"), "unknown", "NobodyKnows"],
  [400, `<?xml version="1.0"?>\n${refusal("OptedOut", "")}`, "recipient_blocked", "OptedOut"],
  [503, refusal("ServiceUnavailable", "-"), "transient", "ServiceUnavailable"],
  [400, "<Error><Code>OptedOut</Code></Error>", "unknown", "400"],
])("an answer %i %s is a refusal", async (status, body, failureClass, vendorCode = "InvalidParameter") => {
  vendor = await startFakeVendor(() => ({ status, body }));
  const failure = await send().catch((thrown) => thrown);
  expect(failure).toMatchObject({ failureClass, vendorCode, notSent: true });
  expect(failure.message).not.toContain(NUMBER.slice(1));
  expect(failure.message).not.toContain(CODE);
});

test.each([
  [500, refusal("InternalError", "-")],
  [200, "<PublishResponse><PublishResult></PublishResult></PublishResponse>"],
  [200, "<Other><PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse></Other>"],
  [200, "<!-- <PublishResponse><PublishResult><MessageId>1</MessageId> -->"],
  [200, ""],
])("of an answer %i %s nobody can tell", async (status, body) => {
  vendor = await startFakeVendor(() => ({ status, body }));
  await expect(send()).rejects.toMatchObject({ failureClass: "unknown", notSent: false });
});
