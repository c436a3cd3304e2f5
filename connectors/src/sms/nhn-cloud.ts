/** @module NHN Cloud SMS v3.0, authentication messages: https://docs.nhncloud.com/ko/Notification/SMS/ko/api-guide/ */
import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { readCarrier } from "../kit/carrier.js";
import { matchSenders } from "../kit/match-senders.js";
import { koreanClass } from "../kit/measure-text.js";
import { KOREA, splitNumber } from "../kit/phone-number.js";
import { additions, allowLms, line, secretLine, senderNumber, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector, SendContext } from "../message-connector.js";
import { carrierCodes } from "./carrier-codes.js";

const settings = z.object({
  appKey: line({ label: { ko: "Appkey", en: "Appkey" } }),
  secretKey: secretLine({ label: { ko: "SecretKey", en: "Secret key" } }),
  sendNo: senderNumber,
  webhookSecret: secretLine({
    label: { ko: "웹훅 서명", en: "Webhook signature" },
    hint: {
      ko: "콘솔의 웹훅 설정에서 직접 입력한 서명입니다. 웹훅을 쓰지 않으면 비워 두세요.",
      en: "The signature typed into the console's webhook settings. Empty without webhooks.",
    },
  }).optional(),
  allowLms,
  templates: contentTemplates("euc-kr"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/** https://docs.nhncloud.com/ko/Notification/SMS/ko/error-code/: what the API says (negative), then carriers at home and abroad. */
const classes: Record<string, FailureClass> = {
  4: "content",
  "-1000": "auth",
  "-1001": "auth",
  "-1002": "auth",
  "-1003": "auth",
  "-1004": "auth",
  "-1007": "auth",
  "-1008": "auth",
  "-2014": "content",
  "-2015": "content",
  "-2018": "recipient_invalid",
  "-2019": "recipient_invalid",
  "-2021": "transient",
  "-2023": "content",
  "-2024": "content",
  "-2044": "geo",
  "-2045": "geo",
  "-2046": "geo",
  "-2047": "geo",
  "-2048": "content",
  "-2050": "geo",
  "-2051": "geo",
  "-2052": "balance",
  "-2053": "geo",
  "-2312": "sender",
  "-2313": "sender",
  "-6001": "recipient_blocked",
  "-8000": "content",
  "-9999": "transient",
  ...carrierCodes,
  4001: "content",
  4002: "sender",
  4003: "recipient_invalid",
  4004: "recipient_invalid",
  4005: "recipient_invalid",
  4006: "recipient_invalid",
  4008: "content",
  4009: "transient",
  4010: "rate",
};

/** Delivery receipts from abroad have numbers of their own. */
const abroadClasses: Record<string, FailureClass> = {
  2: "recipient_invalid",
  3: "recipient_invalid",
  4: "recipient_blocked",
  5: "recipient_invalid",
  6: "content",
  7: "recipient_invalid",
  8: "transient",
  9: "recipient_invalid",
  11: "transient",
  12: "recipient_invalid",
  13: "recipient_blocked",
  14: "recipient_blocked",
  16: "rate",
  20: "rate",
  21: "rate",
  22: "rate",
  39: "sender",
};

const appKey = {
  ko: "NHN Cloud 콘솔의 Notification → SMS 화면 오른쪽 위 URL & Appkey에서 Appkey와 SecretKey를 다시 복사해 주세요.",
  en: "Copy appkey and secret key anew: Notification → SMS → URL & Appkey, at the top right of NHN Cloud's console.",
};
const allowCountry = {
  ko: "NHN Cloud 콘솔의 Notification → SMS → 국제 발송 설정에서 국제 발송과 해당 국가를 허용해 주세요.",
  en: "Allow international sending, and this country, in NHN Cloud's console: Notification → SMS → international sending.",
};
const remedies = {
  "-1000": appKey,
  "-1001": appKey,
  "-1004": {
    ko: "이 서버의 IP가 허용되지 않았습니다. NHN Cloud 콘솔의 프로젝트 설정에서 허용 IP에 추가해 주세요.",
    en: "This server's IP address is not allowed. Add it to the project's allowed addresses in NHN Cloud's console.",
  },
  "-2045": allowCountry,
  "-2046": allowCountry,
  "-2052": {
    ko: "조직의 월 발송 한도를 다 썼습니다. NHN Cloud 고객센터에 한도 상향을 요청해 주세요.",
    en: "The organisation's monthly limit is used up. Ask NHN Cloud's support for a higher one.",
  },
  "-2312": {
    ko: "NHN Cloud 콘솔의 Notification → SMS → 발신 번호 관리에서 발신번호를 등록하고 승인을 받아 주세요.",
    en: "Register the sender and have it approved: Notification → SMS → sender numbers in NHN Cloud's console.",
  },
  "-8000": {
    ko: "인증용 발송에는 문구에 인증, 비밀번호, 認証, にんしょう, auth, password, verif 가운데 하나가 있어야 합니다. 템플릿 문구에 넣어 주세요.",
    en: "An authentication message has to contain one of 인증, 비밀번호, 認証, にんしょう, auth, password, verif. Put one into the template.",
  },
};

/** One-time codes have a route of their own; long messages have none for codes. */
const ROUTES = ["auth/sms", "mms"] as const;
/** Codes that mean there is no such request on this route. */
const NOT_HERE = [-2007, -2008, -2012];

function call(own: Settings, context: SendContext, method: "GET" | "POST", path: string, json?: unknown) {
  const root = `/sms/v3.0/appKeys/${encodeURIComponent(own.appKey)}`;
  return callVendor(context, vendorUrl(own, "https://sms.api.nhncloudservice.com", `${root}/${path}`), {
    method,
    headers: { "x-secret-key": own.secretKey, "content-type": "application/json;charset=UTF-8" },
    json,
  });
}

/** `result` is about the recipient; it may be a failure where the header says that the request as a whole is fine. */
function refusalOf(context: SendContext, answer: VendorAnswer, result?: Record<string, unknown>) {
  const header = answer.json?.header;
  const { resultCode: code, resultMessage: text } = (header?.isSuccessful === false ? header : result) ?? {};
  const isRefused = isSuccess(answer) && Number.isInteger(code) && code !== 0;
  return failureOf(context, answer, { code, text, classes, ...(isRefused && { refused: true }) });
}

export const nhnCloud: MessageConnector<Settings> = {
  id: "nhn-cloud-sms",
  type: "Sms",
  name: { ko: "NHN Cloud SMS", en: "NHN Cloud SMS" },
  docs: "docs/connectors/nhn-cloud.md",
  settings,
  example: { appKey: "<appkey>", secretKey: "<secret-key>", sendNo: "0212345678", templates: exampleTemplates },
  guide: {
    ko: "1. [NHN Cloud 콘솔](https://console.nhncloud.com)에서 Notification → SMS를 활성화하고 URL & Appkey에서 Appkey와 SecretKey를 복사합니다(사업자만 가입할 수 있습니다).\n2. 발신 번호 관리에서 발신번호를 등록하고 승인을 받습니다.\n3. 발송 결과를 받으려면 웹훅 설정에 이 커넥터의 수신 주소와 직접 정한 서명을 넣고, 이벤트는 메시지 발송 결과 코드 업데이트를 고릅니다. 같은 서명을 여기에도 넣습니다.",
    en: "1. In [NHN Cloud's console](https://console.nhncloud.com) switch Notification → SMS on and copy appkey and secret key from URL & Appkey (businesses only can join).\n2. Register the sender under sender numbers and have it approved.\n3. For delivery reports make a webhook with this connector's address, a signature of your own and the event for results of messages; enter the same signature here.",
  },
  limits: { maxBytes: 90, charset: "euc-kr", longBytes: 2000 },
  remedies,

  async send(message, own, context) {
    const { country, national } = splitNumber(message.to);
    const isKorean = country === KOREA;
    // Long messages are not sent abroad (-2024).
    const isLong = koreanClass(message.body, isKorean ? own : {}) === "LMS";
    const title = /^ko\b/i.test(message.locale) ? "인증번호" : "Verification code";
    const answer = await call(own, context, "POST", `sender/${ROUTES[isLong ? 1 : 0]}`, {
      ...(isLong && { title }),
      body: message.body,
      sendNo: own.sendNo.replace(/\D/g, ""),
      senderGroupingKey: message.reference,
      recipientList: [isKorean ? { recipientNo: national } : { internationalRecipientNo: `${country}${national}` }],
    });
    const { header, body } = answer.json ?? {};
    const { requestId, sendResultList } = body?.data ?? {};
    const result = sendResultList?.[0];
    const isAccepted = isSuccess(answer) && header?.isSuccessful === true && result?.resultCode === 0;
    if (!isAccepted || typeof requestId !== "string") throw refusalOf(context, answer, result);
    return { vendorMessageId: requestId };
  },

  /** The header called signature is no signature: it is the text that was typed into the vendor's console. */
  async receipt({ headers, body }, own) {
    const given = headers.get("x-toast-webhook-signature") ?? headers.get("x-nhn-webhook-signature") ?? "";
    if (own.webhookSecret !== undefined && !timingSafeEqual(digest(given), digest(own.webhookSecret)))
      throw new Error("the signature is wrong");
    const { appKey, event, hooks } = JSON.parse(body) ?? {};
    if (appKey !== own.appKey || !Array.isArray(hooks)) throw new Error("this is no webhook of this service");
    const read =
      event === "MESSAGE_RESULT_UPDATE"
        ? reportOfHook
        : event === "INTERNATIONAL_DELIVERY_RECEIPT"
          ? reportFromAbroad
          : null;
    return read ? hooks.map((hook) => read(hook ?? {})).filter((report) => report !== undefined) : [];
  },

  async status(vendorMessageId, own, context) {
    for (const route of ROUTES) {
      const path = `sender/${route}/${encodeURIComponent(vendorMessageId)}?recipientSeq=1`;
      const answer = await call(own, context, "GET", path);
      const { header, body } = answer.json ?? {};
      if (!isSuccess(answer) || (header?.isSuccessful !== true && !NOT_HERE.includes(header?.resultCode)))
        throw refusalOf(context, answer);
      const found = header.isSuccessful ? body?.data : undefined;
      if (found) return reportOf(vendorMessageId, found);
    }
    return { vendorMessageId, status: "sent" };
  },

  async senders(own, context) {
    const answer = await call(own, context, "GET", `sendNos?pageNum=1&pageSize=${MAX_SENDERS}`);
    const { header, body } = answer.json ?? {};
    if (!isSuccess(answer) || header?.isSuccessful !== true || !Array.isArray(body?.data))
      throw refusalOf(context, answer);
    const rows: Record<string, unknown>[] = body.data;
    return matchSenders(
      own.sendNo,
      rows.map(({ sendNo, useYn, blockYn }) => ({ sender: String(sendNo), canSend: useYn === "Y" && blockYn !== "Y" })),
    );
  },

  allowList: {
    ko: "NHN Cloud 콘솔 → 프로젝트 설정 → 허용 IP",
    en: "NHN Cloud's console: the project's settings → allowed IP addresses",
  },
};

const MAX_SENDERS = 1000;

const digest = (text: string) => createHash("sha256").update(text).digest();

const toFailedReport = (vendorMessageId: string, code: unknown, table: typeof classes): DeliveryReport => ({
  vendorMessageId,
  status: "failed",
  failureClass: table[String(code)] ?? "unknown",
  vendorCode: String(code),
});

/** `msgStatus`: 0 failed, 1 requested, 2 under way, 3 delivered, 4 cancelled, 5 a duplicate. */
function reportOf(vendorMessageId: string, found: Record<string, unknown>): DeliveryReport {
  const { msgStatus, resultCode, telecomCodeName, telecomCode } = found;
  const carrier = readCarrier(telecomCodeName) ?? readCarrier(telecomCode);
  if (String(msgStatus) === "3") return { vendorMessageId, status: "delivered", carrier };
  if (["1", "2"].includes(String(msgStatus))) return { vendorMessageId, status: "sent" };
  return { ...toFailedReport(vendorMessageId, resultCode, classes), carrier };
}

function reportOfHook({ requestId, messageStatus, resultCode }: Record<string, unknown>): DeliveryReport | undefined {
  if (typeof requestId !== "string") return undefined;
  if (!["COMPLETED", "FAILED", "CANCEL", "DUPLICATED", "FAILED_AD"].includes(String(messageStatus)))
    return { vendorMessageId: requestId, status: "sent" };
  if (messageStatus === "COMPLETED" && String(resultCode) === "1000")
    return { vendorMessageId: requestId, status: "delivered" };
  return toFailedReport(requestId, resultCode, classes);
}

function reportFromAbroad({ requestId, dlrStatus, errorCode }: Record<string, unknown>): DeliveryReport | undefined {
  if (typeof requestId !== "string") return undefined;
  if (dlrStatus === "DELIVERED") return { vendorMessageId: requestId, status: "delivered" };
  if (!["EXPIRED", "FAILED", "REJECTED"].includes(String(dlrStatus)))
    return { vendorMessageId: requestId, status: "sent" };
  return toFailedReport(requestId, errorCode, abroadClasses);
}
