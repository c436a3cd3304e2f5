/** @module Solapi's Messages v4 as a fake: https://docs.solapi.com/api-reference/messages/sendsimplemessage */
import { createHmac } from "node:crypto";
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeRequest,
  type FakeVendor,
  isNumber,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";
import { bytesOf, isEucKr } from "./korean-text.js";

export const solapiAccount = {
  apiKey: "NCSSOLAPIKEY0001",
  apiSecret: "SOLAPISECRET0123456789ABCDEFGHIJ",
  from: "0212345678",
};

const QUARTER_HOUR_MS = 900_000;
const HEADER = /^HMAC-SHA256 apiKey=(\w+), date=([^,]+), salt=(\w{12,64}), signature=([0-9a-f]{64})$/;
const KNOWN = ["to", "from", "text", "type", "country", "subject", "customFields", "autoTypeDetect"];

const fail = (status: number, errorCode: string, errorMessage: string): FakeAnswer => ({
  status,
  body: { errorCode, errorMessage },
});

export async function fakeSolapi(account = solapiAccount): Promise<FakeVendor> {
  let sent = 0;
  const used = new Set<string>();
  /** What is wrong with the credentials. */
  const problemWith = ({ headers }: FakeRequest): FakeAnswer | undefined => {
    const [, apiKey, date = "", salt = "", signature = ""] = HEADER.exec(headers.authorization ?? "") ?? [];
    if (!apiKey) return fail(401, "Unauthorized", "인증 정보가 없습니다.");
    if (apiKey !== account.apiKey) return fail(403, "InvalidAPIKey", `유효한 API Key가 아닙니다. ${apiKey}`);
    if (!(Math.abs(Date.now() - Date.parse(date)) < QUARTER_HOUR_MS))
      return fail(403, "RequestTimeTooSkewed", "Request date header is too skewed");
    const hmac = createHmac("sha256", account.apiSecret).update(date, "utf8").update(salt, "utf8");
    if (signature !== hmac.digest().toString("hex"))
      return fail(403, "SignatureDoesNotMatch", "생성한 Signature가 일치하지 않습니다.");
    if (used.has(signature)) return fail(403, "DuplicatedSignature", "이미 사용된 Signature입니다.");
    used.add(signature);
    return undefined;
  };
  return await startFakeVendor((request, vendor) => {
    const problem = problemWith(request);
    if (problem) return problem;
    const { method, url } = request;
    if (method === "GET" && url.pathname === "/cash/v1/balance")
      return { body: { accountId: "13628535", balance: vendor.credit, point: 0, autoRecharge: 0 } };
    if (method === "GET" && url.pathname === "/senderid/v1/numbers/active")
      return { body: [account.from, "01000000001"] };
    if (method === "GET" && url.pathname === "/messages/v4/list")
      return { body: list(vendor, url.searchParams.get("messageId")) };
    if (method !== "POST" || url.pathname !== "/messages/v4/send")
      return fail(404, "ResourceNotFound", "요청하신 경로를 찾을 수 없습니다.");
    const { message, ...others } = request.json ?? {};
    if (!message || Object.keys(others).length > 0) return fail(400, "ValidationError", "message가 필요합니다.");
    const { to = "", from, text, type, country = "82", customFields = {} } = message;
    const strange = Object.keys(message).find((name) => !KNOWN.includes(name));
    if (strange) return fail(400, "ValidationError", `"${strange}" is not allowed`);
    if (!/^\d{4,15}$/.test(to) || !/^[1-9]\d{0,3}$/.test(country)) return fail(400, "ValidationError", `to: ${to}`);
    if (isNumber(to, THROTTLED_NUMBER) || vendor.isFull())
      return { ...fail(429, "TooManyRequests", "요청이 너무 많습니다."), headers: { "retry-after": "1" } };

    const answer = (statusCode: string, statusMessage: string, messageId?: string): FakeAnswer => ({
      body: { groupId: "G4V", ...(messageId && { messageId }), to, from, type, country, statusCode, statusMessage },
    });
    if (country === "82" && !/^0\d{8,11}$/.test(to)) return answer("1011", "Format Error");
    if (country !== "82" && type !== "SMS") return answer("1025", "잘못된 메시지 타입");
    if (from !== account.from) return answer("1062", "발신번호 미등록");
    if (isNumber(to, BLOCKED_NUMBER)) return answer("1060", `차단된 수신번호 ${to}`);
    if (!text) return answer("1010", "필수 입력 값 미입력");
    if (!["SMS", "LMS"].includes(type)) return answer("1025", "잘못된 메시지 타입");
    if (!isEucKr(text)) return answer("1029", "EUC-KR 범위 안에 있는 문자만 사용 가능");
    if (bytesOf(text) > (type === "SMS" ? 90 : 2000)) return answer("1031", "길이 초과");
    if (vendor.credit <= 0) return answer("1030", "잔액 부족");
    sent += 1;
    const id = `M4V20261122${sent.toString().padStart(8, "0")}`;
    const number = `+${country}${country === "82" ? to.slice(1) : to}`;
    vendor.accepted.push({ id, to: number, text, account: account.apiKey, values: type, ...customFields });
    return answer("2000", "정상 접수(이통사로 접수 예정) ", id);
  });
}

function list({ accepted }: FakeVendor, messageId: string | null) {
  const found = accepted.filter(({ id }) => id === messageId);
  const entries = found.map(({ id, to, text }) => {
    const statusCode = isNumber(to, UNKNOWN_NUMBER) ? "3032" : "4000";
    return [
      id,
      { messageId: id, to, text, statusCode, status: "COMPLETE", networkName: statusCode === "4000" ? "KT" : "ETC" },
    ];
  });
  return { limit: 20, startKey: null, nextKey: null, messageList: Object.fromEntries(entries) };
}
