/** @module Amazon SNS's Publish to a phone as a fake: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
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

export const snsAccount = {
  region: "ap-northeast-1",
  accessKeyId: "AKIA0000000000000001",
  secretAccessKey: "aws-secret-access-key-0123456789",
  /** `undefined`: the key is no temporary one. */
  sessionToken: undefined as string | undefined,
};

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
const REQUEST_ID = "d74b8436-ae13-5ab4-a9ff-ce54dfea72a0";
const ATTRIBUTES = ["AWS.SNS.SMS.SMSType", "AWS.SNS.SMS.SenderID", "AWS.MM.SMS.OriginationNumber"];
const SKEW_MS = 15 * 60 * 1000;

const xml = (status: number, body: string): FakeAnswer => ({ status, headers: { "content-type": "text/xml" }, body });
const fail = (status: number, code: string, message: string) =>
  xml(
    status,
    `<ErrorResponse xmlns="${NAMESPACE}">\n  <Error>\n    <Type>${status < 500 ? "Sender" : "Receiver"}</Type>\n    <Code>${code}</Code>\n    <Message>${message}</Message>\n  </Error>\n  <RequestId>${REQUEST_ID}</RequestId>\n</ErrorResponse>\n`,
  );

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text, "utf8").digest();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, step by step. */
function checkSignature(request: FakeRequest, account: typeof snsAccount): FakeAnswer | undefined {
  const { headers } = request;
  const authorization = headers.authorization;
  if (!authorization) return fail(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  const [, keyId, date = "", region = "", service = "", signed = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (!keyId) return fail(400, "IncompleteSignature", "Authorization header requires 'Credential' parameter.");
  if (keyId !== account.accessKeyId || headers["x-amz-security-token"] !== account.sessionToken)
    return fail(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  const time = String(headers["x-amz-date"]);
  const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  if (!(Math.abs(Date.parse(iso) - Date.now()) <= SKEW_MS))
    return fail(403, "SignatureDoesNotMatch", `Signature expired: ${time} is now earlier than the server's time.`);
  if (region !== account.region || service !== "sns" || !time.startsWith(date))
    return fail(403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region and service.");
  const names = signed.split(";");
  const must = ["host", "x-amz-date", ...(account.sessionToken === undefined ? [] : ["x-amz-security-token"])];
  if (must.some((name) => !names.includes(name)) || [...names].sort().join(";") !== signed)
    return fail(403, "SignatureDoesNotMatch", "'Host' or 'X-Amz-Date' must be a 'SignedHeader'.");
  const lines = names
    .map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .replace(/ +/g, " ")}\n`,
    )
    .join("");
  const canonical = [request.method, "/", "", lines, signed, sha256(request.body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, `${date}/${region}/sns/aws4_request`, sha256(canonical)].join("\n");
  let key = Buffer.from(`AWS4${account.secretAccessKey}`, "utf8");
  for (const part of [date, region, service, "aws4_request"]) key = hmac(key, part);
  return hmac(key, text).toString("hex") === signature
    ? undefined
    : fail(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided.",
      );
}

/** `MessageAttributes.entry.N.…` by name; or what is wrong with them. */
function readAttributes(form: Map<string, string>): Map<string, string> | string {
  const found = new Map<string, string>();
  for (let index = 1; form.has(`MessageAttributes.entry.${index}.Name`); index += 1) {
    const take = (name: string) => {
      const key = `MessageAttributes.entry.${index}.${name}`;
      const value = form.get(key);
      form.delete(key);
      return value;
    };
    const name = take("Name") ?? "";
    const type = take("Value.DataType");
    const value = take("Value.StringValue");
    if (type !== "String" || !value) return `The message attribute '${name}' must contain a non-empty value`;
    found.set(name, value);
  }
  return found;
}

export async function fakeAwsSns(account = snsAccount): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    if (request.method !== "POST" || request.target !== "/") return fail(404, "NotFound", "Not found");
    const problem = checkSignature(request, account);
    if (problem) return problem;
    if (!/^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? ""))
      return fail(400, "MissingAction", "The request is missing an action.");
    const form = new Map(request.form);
    if (form.get("Action") !== "Publish" || form.get("Version") !== "2010-03-31")
      return fail(400, "InvalidAction", "Could not find operation");
    const attributes = readAttributes(form);
    if (typeof attributes === "string") return fail(400, "ParameterValueInvalid", attributes);
    const strange = [...form.keys()].find((name) => !["Action", "Version", "PhoneNumber", "Message"].includes(name));
    if (strange) return fail(400, "InvalidParameter", `Invalid parameter: ${strange}`);
    if ([...attributes.keys()].some((name) => !ATTRIBUTES.includes(name)))
      return fail(400, "InvalidParameter", "Invalid parameter: unknown attribute");
    const to = form.get("PhoneNumber") ?? "";
    const text = form.get("Message") ?? "";
    if (!/^\+[1-9]\d{6,14}$/.test(to) || to === UNKNOWN_NUMBER)
      return fail(400, "InvalidParameter", `Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`);
    if (!text) return fail(400, "InvalidParameter", "Invalid parameter: Empty message");
    if ([...text].length > 1600) return fail(400, "InvalidParameter", "Invalid parameter: Message too long");
    if (!/^(Transactional|Promotional)$/.test(attributes.get("AWS.SNS.SMS.SMSType") ?? "Promotional"))
      return fail(400, "InvalidParameter", "Invalid parameter: SMSType");
    if (!/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(attributes.get("AWS.SNS.SMS.SenderID") ?? "Any"))
      return fail(400, "InvalidParameter", "Invalid parameter: SenderID");
    if (to === THROTTLED_NUMBER || vendor.isFull()) return fail(400, "Throttling", "Rate exceeded");
    if (to === BLOCKED_NUMBER) return fail(400, "OptedOut", `Phone number ${to} is opted out`);
    sent += 1;
    const id = `94f20ce6-13c5-43a0-9a9e-${sent.toString(16).padStart(12, "0")}`;
    vendor.accepted.push({ id, to, text, account: account.accessKeyId, values: Object.fromEntries(attributes) });
    return xml(
      200,
      `<PublishResponse xmlns="${NAMESPACE}">\n  <PublishResult>\n    <MessageId>${id}</MessageId>\n  </PublishResult>\n  <ResponseMetadata>\n    <RequestId>${REQUEST_ID}</RequestId>\n  </ResponseMetadata>\n</PublishResponse>\n`,
    );
  });
}
