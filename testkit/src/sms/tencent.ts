/** @module Tencent Cloud's SMS API (2021-01-11) as a fake: https://cloud.tencent.com/document/product/382/55981 */
import { createHash, createHmac } from "node:crypto";
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeRequest,
  type FakeVendor,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";

export const tencentAccount = {
  secretId: "AKID0000000000000000000000000001",
  secretKey: "tencent-secret-key-0123456789",
  sdkAppId: "1400000001",
  signName: "문지기",
  templateId: "1234567",
  /** Tells no code, and so has no parameter. */
  noticeTemplateId: "7654321",
};

const KNOWN = [
  "SmsSdkAppId",
  "SignName",
  "TemplateId",
  "TemplateParamSet",
  "PhoneNumberSet",
  "ExtendCode",
  "SessionContext",
  "SenderId",
];
const REGIONS = ["ap-guangzhou", "ap-beijing", "ap-nanjing", "ap-singapore"];
const SKEW_SECONDS = 5 * 60;

/** The HTTP status is 200, whatever happened. */
const respond = (content: object): FakeAnswer => ({
  body: { Response: { ...content, RequestId: "a0aabda6-cf91-4f3e-a81f-9198114a2279" } },
});
const fail = (Code: string, Message: string) => respond({ Error: { Code, Message } });

/** The signature written out step by step from the vendor's page, for whichever headers it says it covers. */
function signatureOf(
  request: FakeRequest,
  secretKey: string,
  timestamp: string,
  scope: string,
  signed: string,
): string {
  const lines = signed.split(";").map((name) => {
    // The port is not part of what is signed.
    const value = name === "host" ? (request.headers.host ?? "").replace(/:\d+$/, "") : request.headers[name];
    return `${name}:${String(value ?? "").trim()}\n`;
  });
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
  const canonical = [request.method, "/", "", lines.join(""), signed, digest(request.body)].join("\n");
  const text = ["TC3-HMAC-SHA256", timestamp, scope, digest(canonical)].join("\n");
  let key = Buffer.from(`TC3${secretKey}`, "utf8");
  for (const part of scope.split("/")) key = createHmac("sha256", key).update(part).digest();
  return createHmac("sha256", key).update(text).digest("hex");
}

function checkSignature(request: FakeRequest, account: typeof tencentAccount): FakeAnswer | undefined {
  const header = request.headers.authorization ?? "";
  const [, secretId, scope = "", signed = "", signature] =
    /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/(\S+), SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})$/.exec(header) ??
    [];
  if (!secretId) return fail("AuthFailure.InvalidAuthorization", "The authorization header is not valid.");
  if (secretId !== account.secretId) return fail("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
  const timestamp = String(request.headers["x-tc-timestamp"]);
  const seconds = Number(timestamp);
  if (!Number.isInteger(seconds) || Math.abs(seconds - Date.now() / 1000) > SKEW_SECONDS)
    return fail("AuthFailure.SignatureExpire", "Signature expire.");
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  const covers = signed.split(";");
  if (scope !== `${date}/sms/tc3_request` || !covers.includes("host") || !covers.includes("content-type"))
    return fail("AuthFailure.InvalidAuthorization", "The credential scope or the signed headers are not valid.");
  if (signature !== signatureOf(request, account.secretKey, timestamp, scope, signed))
    return fail("AuthFailure.SignatureFailure", "The provided credentials could not be validated.");
  return undefined;
}

export async function fakeTencent(account = tencentAccount): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const { headers, json } = request;
    if (request.method !== "POST" || request.target !== "/") return { status: 404, body: "Not Found" };
    const problem = checkSignature(request, account);
    if (problem) return problem;
    if (!/^application\/json\b/.test(headers["content-type"] ?? "") || typeof json !== "object" || json === null)
      return fail("InvalidParameter", "The request body is not JSON.");
    if (headers["x-tc-version"] !== "2021-01-11") return fail("NoSuchVersion", "The version does not exist.");
    if (headers["x-tc-action"] !== "SendSms") return fail("InvalidAction", "The action does not exist.");
    if (!headers["x-tc-region"]) return fail("MissingParameter", "Missing required parameter `Region`.");
    if (!REGIONS.includes(String(headers["x-tc-region"]))) return fail("UnsupportedRegion", "Unsupported region.");
    const strange = Object.keys(json).find((name) => !KNOWN.includes(name));
    if (strange) return fail("UnknownParameter", `The parameter \`${strange}\` is not recognized.`);
    const { SmsSdkAppId, SignName, TemplateId, TemplateParamSet = [], PhoneNumberSet } = json;
    for (const [name, value] of Object.entries({ SmsSdkAppId, TemplateId, PhoneNumberSet }))
      if (value === undefined) return fail("MissingParameter", `The request is missing \`${name}\`.`);
    if (!Array.isArray(PhoneNumberSet) || PhoneNumberSet.length !== 1)
      return fail("InvalidParameterValue", "One number at a time here.");
    const to = String(PhoneNumberSet[0]);
    const status = (Code: string, Message: string, SerialNo = ""): FakeAnswer => {
      const isSent = Code === "Ok";
      return respond({
        SendStatusSet: [
          {
            SerialNo,
            PhoneNumber: to,
            Fee: isSent ? 1 : 0,
            SessionContext: "",
            Code,
            Message,
            IsoCode: isSent ? "KR" : "",
          },
        ],
      });
    };
    if (SmsSdkAppId !== account.sdkAppId)
      return fail("UnauthorizedOperation.SmsSdkAppIdVerifyFail", "The SmsSdkAppId is not of this account.");
    if (SignName !== account.signName)
      return status("FailedOperation.SignatureIncorrectOrUnapproved", "signature is incorrect or unapproved");
    const isNotice = TemplateId === account.noticeTemplateId;
    if (!isNotice && TemplateId !== account.templateId)
      return status("FailedOperation.TemplateIncorrectOrUnapproved", "template is incorrect or unapproved");
    if (!Array.isArray(TemplateParamSet) || TemplateParamSet.length !== (isNotice ? 0 : 1))
      return status("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "parameters do not match the template");
    if (!isNotice && (typeof TemplateParamSet[0] !== "string" || !/^\d{0,6}$/.test(TemplateParamSet[0])))
      return status("InvalidParameterValue.TemplateParameterFormatError", "only 0 to 6 digits");
    // A number without `+` is taken for one of mainland China.
    const number = to.startsWith("+") ? to : `+86${to}`;
    if (!/^\+[1-9]\d{6,14}$/.test(number) || !/^\+(?!86)|^\+861\d{10}$/.test(number) || number === UNKNOWN_NUMBER)
      return status("InvalidParameterValue.IncorrectPhoneNumber", `incorrect phone number ${to}`);
    if (vendor.isFull()) return fail("RequestLimitExceeded", "Your current request times exceeds the limit");
    if (number === THROTTLED_NUMBER)
      return status("LimitExceeded.PhoneNumberThirtySecondLimit", "the number of SMS in 30 seconds exceeds the limit");
    if (number === BLOCKED_NUMBER) return status("FailedOperation.PhoneNumberInBlacklist", "phone number in blacklist");
    if (vendor.credit <= 0)
      return status("FailedOperation.InsufficientBalanceInSmsPackage", "insufficient balance in SMS package");
    sent += 1;
    const id = `5000:10457106691570536578${String(sent).padStart(8, "0")}`;
    vendor.accepted.push({
      id,
      to: number,
      account: account.secretId,
      templateCode: TemplateId,
      values: TemplateParamSet,
    });
    return status("Ok", "send success", id);
  });
}
