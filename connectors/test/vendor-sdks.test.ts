/** @module What the vendors' own SDKs send, beside what the connectors do: the same parameters, and the same signature over them. */
import { Agent } from "node:http";
import { connect } from "node:net";
import { aliyun, sign as signAliyun } from "@munjigi/connectors/sms/aliyun";
import { awsSns, sign as signSns } from "@munjigi/connectors/sms/aws-sns";
import { sign as signTencent, tencent } from "@munjigi/connectors/sms/tencent";
import { type FakeRequest, type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { aliyunAccount } from "@munjigi/testkit/sms/aliyun";
import { snsAccount } from "@munjigi/testkit/sms/aws-sns";
import { tencentAccount } from "@munjigi/testkit/sms/tencent";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aliyunCase } from "./cases/aliyun.js";
import { awsSnsCase } from "./cases/aws-sns.js";
import { tencentCase } from "./cases/tencent.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";
import { installVendorSdks, vendorSdk } from "./vendor-sdks.js";

let isInstalled = false;
/** Answers nothing that anybody would call a success: only what was sent counts. */
let capture: FakeVendor;

beforeAll(async () => {
  isInstalled = await installVendorSdks();
  capture = await startFakeVendor(() => ({ status: 400, body: "{}" }));
});
afterAll(() => capture.close());
beforeEach(({ skip }) => {
  skip(!isInstalled, "the vendors' SDKs are not installed");
  capture.requests.length = 0;
});

/** The one request that came of this. */
async function requestOf(sending: Promise<unknown>): Promise<FakeRequest> {
  await sending.catch(() => undefined);
  expect(capture.requests).toHaveLength(1);
  return capture.requests.pop() as FakeRequest;
}

const fieldsOf = (request: FakeRequest) => Object.fromEntries(request.form) as Record<string, string>;

test("Alibaba Cloud: @alicloud/pop-core", async () => {
  const signName = "문지기 !*()'~";
  const settings = settingsOf(aliyun, { ...aliyunCase.config, signName, endpoint: capture.origin });
  const ours = fieldsOf(await requestOf(aliyun.send(messageFor(settings), settings, contextFor())));
  const { RPCClient } = vendorSdk("@alicloud/pop-core");
  const client = new RPCClient({ ...aliyunAccount, endpoint: capture.origin, apiVersion: "2017-05-25" });
  const parameters = {
    RegionId: "cn-hangzhou",
    PhoneNumbers: NUMBER.slice(1),
    SignName: signName,
    TemplateCode: aliyunAccount.overseasTemplate,
    TemplateParam: JSON.stringify({ code: CODE }),
    OutId: messageFor({}).reference,
  };
  const theirs = fieldsOf(await requestOf(client.request("SendSms", parameters, { method: "POST" })));

  const { Signature, ...signed } = theirs;
  expect(signAliyun(aliyunAccount.accessKeySecret, signed)).toBe(Signature);
  const own = { Format: "", Signature: "", SignatureNonce: "", Timestamp: "" };
  expect({ ...ours, ...own }).toEqual({ ...theirs, ...own });
});

test("Tencent Cloud: tencentcloud-sdk-nodejs-common", async () => {
  const settings = settingsOf(tencent, { ...tencentCase.config, endpoint: capture.origin });
  const ours = await requestOf(tencent.send(messageFor(settings), settings, contextFor()));
  const { CommonClient } = vendorSdk("tencentcloud-sdk-nodejs-common");
  const host = "sms.tencentcloudapi.com";
  // The SDK takes the service's name from the host's, so that the host must have its real one.
  const agent = new Agent();
  agent.createConnection = () => connect(Number(new URL(capture.origin).port), "127.0.0.1");
  const { secretId, secretKey, sdkAppId, signName, templateId } = tencentAccount;
  const client = new CommonClient(host, "2021-01-11", {
    credential: { secretId, secretKey },
    region: "ap-guangzhou",
    profile: { httpProfile: { endpoint: host, protocol: "http://", agent } },
  });
  const parameters = {
    SmsSdkAppId: sdkAppId,
    SignName: signName,
    TemplateId: templateId,
    TemplateParamSet: [CODE],
    PhoneNumberSet: [NUMBER],
  };
  const theirs = await requestOf(client.request("SendSms", parameters));
  agent.destroy();

  expect(theirs.headers.host).toBe(host);
  const timestamp = Number(theirs.headers["x-tc-timestamp"]);
  const contentType = String(theirs.headers["content-type"]);
  const signature = signTencent(secretKey, { timestamp, host, contentType, body: theirs.body });
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  expect(theirs.headers.authorization).toBe(
    `TC3-HMAC-SHA256 Credential=${secretId}/${date}/sms/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
  );
  expect(ours.body).toBe(theirs.body);
  for (const name of ["x-tc-action", "x-tc-version", "x-tc-region"])
    expect(ours.headers[name]).toBe(theirs.headers[name]);
});

test.each([undefined, "a-token/of+temporary=credentials"])(
  "AWS: @aws-sdk/client-sns, token %s",
  async (sessionToken) => {
    const settings = settingsOf(awsSns, { ...awsSnsCase.config, sessionToken, endpoint: capture.origin });
    const message = messageFor(settings, { body: `문지기 & +=~*'() 🔑 ${CODE}` });
    const ours = await requestOf(awsSns.send(message, settings, contextFor()));
    const { SNSClient, PublishCommand } = vendorSdk("@aws-sdk/client-sns");
    const { region, accessKeyId, secretAccessKey } = snsAccount;
    const client = new SNSClient({
      region,
      endpoint: capture.origin,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    });
    const attribute = (StringValue: string) => ({ DataType: "String", StringValue });
    const command = new PublishCommand({
      PhoneNumber: NUMBER,
      Message: message.body,
      MessageAttributes: {
        "AWS.SNS.SMS.SMSType": attribute("Transactional"),
        "AWS.SNS.SMS.SenderID": attribute("Munjigi"),
      },
    });
    const theirs = await requestOf(client.send(command));
    client.destroy();

    const authorization = String(theirs.headers.authorization);
    const [, names = ""] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
    const given = names.split(";").filter((name) => !/^(host|x-amz-date|x-amz-security-token)$/.test(name));
    const time = String(theirs.headers["x-amz-date"]);
    const signed = await signSns(settings, {
      url: `${capture.origin}/`,
      headers: Object.fromEntries(given.map((name) => [name, String(theirs.headers[name])])),
      body: theirs.body,
      date: new Date(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")),
    });
    expect(signed.authorization).toBe(authorization);
    expect(fieldsOf(ours)).toEqual(fieldsOf(theirs));
    expect(ours.headers["x-amz-security-token"]).toBe(sessionToken);
  },
);
