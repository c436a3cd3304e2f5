/** @module Naver Cloud SENS, SMS API v2, as a fake: https://api.ncloud-docs.com/docs/sens-sms-send */
import { createHmac } from "node:crypto";
import {
  type FakeAnswer,
  type FakeRequest,
  type FakeVendor,
  isNumber,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";
import { bytesOf, isEucKr } from "./korean-text.js";

export const sensAccount = {
  accessKey: "SENSACCESSKEY0000001",
  secretKey: "sensSecretKey0123456789abcdefghijklmnopq",
  serviceId: "ncp:sms:kr:259000000001:munjigi",
  from: "0212345678",
};

const FIVE_MINUTES_MS = 300_000;
const KNOWN = ["type", "contentType", "countryCode", "from", "subject", "content", "messages"];

/** The gateway in front of SENS. */
const stop = (status: number, errorCode: string, message: string): FakeAnswer => ({
  status,
  body: { error: { errorCode, message, details: message } },
});

/** SENS itself. */
const refuse = (status: number, errorMessage: string): FakeAnswer => ({
  status,
  body: { status: String(status), errorMessage, errors: [errorMessage] },
});

export async function fakeNaverSens(account = sensAccount): Promise<FakeVendor> {
  let sent = 0;
  const isGenuine = ({ method, target, headers }: FakeRequest) => {
    const text = [`${method} ${target}`, headers["x-ncp-apigw-timestamp"], account.accessKey].join("\n");
    const expected = createHmac("sha256", account.secretKey).update(text, "utf8").digest().toString("base64");
    return headers["x-ncp-iam-access-key"] === account.accessKey && headers["x-ncp-apigw-signature-v2"] === expected;
  };
  return await startFakeVendor((request, vendor) => {
    const skew = Math.abs(Date.now() - Number(request.headers["x-ncp-apigw-timestamp"]));
    if (!(skew < FIVE_MINUTES_MS) || !isGenuine(request)) return stop(401, "200", "Authentication Failed");
    const root = `/sms/v2/services/${account.serviceId}/messages`;
    if (request.url.pathname !== root && !request.url.pathname.startsWith(`${root}/`))
      return stop(404, "300", "Not Found Exception");
    if (request.method === "GET") return answerStatus(request, vendor, root);
    if (request.headers["content-type"] !== "application/json; charset=utf-8") return refuse(400, "content type");

    const { type, contentType = "COMM", countryCode = "82", from, content, messages, ...rest } = request.json ?? {};
    const strange = Object.keys(rest).find((name) => !KNOWN.includes(name));
    if (strange) return refuse(400, `Unknown property ${strange}`);
    if (!["SMS", "LMS"].includes(type) || !["COMM", "AD"].includes(contentType)) return refuse(400, "Bad Request");
    if (!Array.isArray(messages) || messages.length !== 1) return refuse(400, "messages");
    const { to } = messages[0];
    if (!/^\d{4,14}$/.test(to) || !/^[1-9]\d{0,3}$/.test(countryCode)) return refuse(400, `to: ${to}`);
    if (countryCode === "82" && !/^01\d{8,9}$/.test(to)) return refuse(400, `to: ${to}`);
    if (countryCode !== "82" && type !== "SMS") return refuse(400, "type");
    if (isNumber(to, THROTTLED_NUMBER) || vendor.isFull())
      return { ...stop(429, "420", "Rate Limit Exceeded"), headers: { "retry-after": "2" } };
    if (from !== account.from) return refuse(404, "The calling number is not registered");
    if (!content) return refuse(400, "content");
    if (!isEucKr(content)) return refuse(400, "content has characters that cannot be sent");
    if (vendor.credit <= 0) return refuse(403, "Not subscribed");
    sent += 1;
    const id = `VORSSA-${sent.toString().padStart(8, "0")}`;
    // What does not fit is lost, as with the real one.
    const text = cut(content, type === "SMS" ? 90 : 2000);
    vendor.accepted.push({
      id,
      to: `+${countryCode}${to.replace(/^0/, "")}`,
      text,
      account: account.accessKey,
      values: type,
    });
    const requestTime = new Date().toISOString().slice(0, 23);
    return { status: 202, body: { requestId: id, requestTime, statusCode: "202", statusName: "success" } };
  });
}

function answerStatus({ url }: FakeRequest, vendor: FakeVendor, root: string): FakeAnswer {
  const requestId = url.searchParams.get("requestId") ?? url.pathname.slice(root.length + 3);
  const found = vendor.accepted.find(({ id }) => id === requestId);
  if (!found) return { status: 404 };
  const common = { requestId, messageId: `m-${found.id}`, type: found.values, to: found.to };
  if (url.pathname === root) return { body: { statusCode: "202", statusName: "success", messages: [common] } };
  const isUnknown = isNumber(found.to, UNKNOWN_NUMBER);
  const result = isUnknown
    ? { status: "COMPLETED", statusCode: "3001", statusName: "fail", statusMessage: "가입자 없음" }
    : { status: "COMPLETED", statusCode: "0", statusName: "success", statusMessage: "성공", telcoCode: "LGT" };
  return { body: { statusCode: "200", statusName: "success", messages: [{ ...common, ...result }] } };
}

function cut(text: string, bytes: number): string {
  let kept = "";
  for (const character of text) {
    if (bytesOf(kept + character) > bytes) break;
    kept += character;
  }
  return kept;
}
