/** @module NHN Cloud SMS v3.0 as a fake: https://docs.nhncloud.com/ko/Notification/SMS/ko/api-guide/ */
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeVendor,
  isNumber,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";
import { bytesOf, isEucKr } from "./korean-text.js";

export const nhnAccount = {
  appKey: "nhnAppKey0000001",
  secretKey: "nhnSecretKey0123456789",
  sendNo: "15446859",
};

const KNOWN = ["title", "body", "sendNo", "senderGroupingKey", "recipientList", "userId", "statsId"];
/** A text on the route of one-time codes must hold one of these words, Latin ones in any case. */
const AUTH_WORDS = ["auth", "password", "verif", "にんしょう", "認証", "비밀번호", "인증"];

/** The HTTP status is 200, whatever happened. */
const buildAnswer = (resultCode: number, resultMessage: string, data?: unknown): FakeAnswer => ({
  body: {
    header: { isSuccessful: resultCode === 0, resultCode, resultMessage },
    body: data === undefined ? null : { data },
  },
});

export async function fakeNhnCloud(account = nhnAccount): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const { method, url, headers, json } = request;
    const [, listed] = /^\/sms\/v3\.0\/appKeys\/([^/]+)\/sendNos$/.exec(url.pathname) ?? [];
    if (method === "GET" && listed !== undefined) {
      if (listed !== account.appKey) return buildAnswer(-1001, "Service is not exist.");
      if (headers["x-secret-key"] !== account.secretKey) return buildAnswer(-1000, "Invalid appKey.");
      return buildAnswer(0, "SUCCESS", [
        { serviceId: 1, sendNo: account.sendNo, useYn: "Y", blockYn: "N", blockReason: null },
        { serviceId: 1, sendNo: "0212345678", useYn: "Y", blockYn: "Y", blockReason: "도용 신고" },
      ]);
    }
    const [, appKey, route, requestId] =
      /^\/sms\/v3\.0\/appKeys\/([^/]+)\/sender\/(auth\/sms|mms)(?:\/(\w+))?$/.exec(url.pathname) ?? [];
    if (!route) return buildAnswer(-9998, "Not exist API.");
    if (appKey !== account.appKey) return buildAnswer(-1001, "Service is not exist.");
    // NHN documents no code for a wrong secret.
    if (headers["x-secret-key"] !== account.secretKey) return buildAnswer(-1000, "Invalid appKey.");
    if (!headers["content-type"]?.startsWith("application/json"))
      return buildAnswer(-9996, "Only application/json Content-type is supported.");
    if (method === "GET" && requestId)
      return url.searchParams.get("recipientSeq") === "1"
        ? answerStatus(vendor, route, requestId)
        : buildAnswer(-2012, "Search parameter is invalid.(requestId and mtPr).");
    if (method !== "POST" || requestId) return buildAnswer(-9998, "Not exist API.");

    const { title, body, sendNo, senderGroupingKey, recipientList } = json ?? {};
    if (!json || Object.keys(json).some((name) => !KNOWN.includes(name)))
      return buildAnswer(-9997, "Invalid API parameters.");
    if (!Array.isArray(recipientList) || recipientList.length !== 1)
      return buildAnswer(-2001, "RecipientList can not be null.");
    const { recipientNo, countryCode = "82", internationalRecipientNo, ...rest } = recipientList[0];
    if (Object.keys(rest).length > 0) return buildAnswer(-9997, "Invalid API parameters.");
    const national = String(recipientNo ?? "");
    const to = recipientNo ? `${countryCode}${national.replace(/^0/, "")}` : String(internationalRecipientNo ?? "");
    const recipient = (resultCode: number, resultMessage: string, id = "20261122000000FAILED0") =>
      buildAnswer(0, "SUCCESS", {
        requestId: id,
        statusCode: resultCode === 0 ? "2" : "3",
        senderGroupingKey,
        sendResultList: [{ recipientNo: national || to, resultCode, resultMessage, recipientSeq: 1 }],
      });
    if (!sendNo || sendNo !== account.sendNo) return buildAnswer(-2312, "Not regist sendno.");
    if (!body || (route === "mms" && !title)) return buildAnswer(-2014, "The recipient can not be empty.");
    if (bytesOf(body) > (route === "mms" ? 2000 : 90) || bytesOf(title ?? "") > 40)
      return buildAnswer(-2015, "Title or Body exceed maximum byte.");
    if (!isEucKr(`${title ?? ""}${body}`)) return buildAnswer(-2023, "Unacceptable characters in title and body");
    if (route !== "mms" && !AUTH_WORDS.some((word) => body.toLowerCase().includes(word)))
      return buildAnswer(-8000, "The body must contain auth guide ment.");
    if (route === "mms" && !to.startsWith("82"))
      return buildAnswer(-2024, "LMS/MMS Type is not sent to outside of Korea.");
    if (!/^[1-9]\d{6,14}$/.test(to) || (recipientNo && !/^01\d{8,9}$/.test(national)) || isNumber(to, UNKNOWN_NUMBER))
      return recipient(-2019, `RecipientNo is invalid. ${to}`);
    if (isNumber(to, THROTTLED_NUMBER) || vendor.isFull()) return { status: 429, headers: { "retry-after": "1" } };
    if (isNumber(to, BLOCKED_NUMBER)) return recipient(-6001, "Recipient Number is refused.");
    if (vendor.credit <= 0) return buildAnswer(-2052, "Blocked by organization message sending count exceed.");
    sent += 1;
    const id = `20261122${sent.toString().padStart(6, "0")}NHN0`;
    const values = { route, title };
    vendor.accepted.push({ id, to: `+${to}`, text: body, account: appKey, values, reference: senderGroupingKey });
    return recipient(0, "SUCCESS", id);
  });
}

function answerStatus({ accepted }: FakeVendor, route: string, requestId: string): FakeAnswer {
  const found = accepted.find(({ id, values }) => id === requestId && (values as { route: string }).route === route);
  if (!found) return buildAnswer(-2007, "Not exist data.");
  const result = {
    msgStatus: "3",
    msgStatusName: "성공",
    resultCode: "1000",
    resultCodeName: "성공",
    ...{ telecomCode: 10001, telecomCodeName: "SKT" },
  };
  return buildAnswer(0, "SUCCESS", { requestId, body: found.text, recipientSeq: 1, ...result });
}
