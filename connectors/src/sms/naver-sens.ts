/** @module Naver Cloud SENS, SMS API v2: https://api.ncloud-docs.com/docs/sens-sms-send */
import { createHmac } from "node:crypto";
import { z } from "zod";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { readCarrier } from "../kit/carrier.js";
import { koreanClass } from "../kit/measure-text.js";
import { KOREA, splitNumber } from "../kit/phone-number.js";
import { additions, allowLms, type FieldMeta, line, secretLine, senderNumber, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector, SendContext } from "../message-connector.js";
import { carrierCodes } from "./carrier-codes.js";

const settings = z.object({
  accessKey: line({ label: { ko: "Access Key ID", en: "Access key ID" } }),
  secretKey: secretLine({ label: { ko: "Secret Key", en: "Secret key" } }),
  serviceId: line({
    label: { ko: "서비스 ID", en: "Service ID" },
    hint: { ko: "ncp:sms:kr:로 시작합니다.", en: "Starts with ncp:sms:kr:." },
    placeholder: "ncp:sms:kr:000000000000:my-project",
  }),
  from: senderNumber,
  contentType: z
    .enum(["COMM", "AD"])
    .optional()
    .meta({
      label: { ko: "메시지 종류", en: "Kind of message" },
      hint: {
        ko: "COMM(일반) 또는 AD(광고). 인증번호는 COMM이며, 비우면 COMM입니다.",
        en: "COMM (ordinary) or AD (advertising). Codes are COMM, which is also what empty means.",
      },
    } satisfies FieldMeta),
  allowLms,
  templates: contentTemplates("euc-kr"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/**
 * What the API gateway says before SENS sees the request: https://api.ncloud-docs.com/docs/api-call-lgc-errorhandling
 * 500 (503) means that SENS was not reached; after 510 (timed out) and 900 (unexpected) the outcome is unknown.
 */
const gatewayClasses: Record<string, FailureClass> = {
  200: "auth",
  210: "auth",
  300: "auth",
  400: "rate",
  410: "rate",
  420: "rate",
  430: "content",
  500: "transient",
};

const remedies = {
  200: {
    ko: "네이버 클라우드 콘솔의 계정 관리 → 인증키 관리(서브 계정은 Sub Account → Access Key)에서 Access Key와 Secret Key를 다시 복사해 주세요. 서버 시계가 5분 넘게 틀려도 같은 오류가 납니다.",
    en: "Copy access key and secret key anew in Naver Cloud's console: account → authentication keys (sub accounts: Sub Account → Access Key). A server clock off by more than five minutes fails the same way.",
  },
  210: {
    ko: "이 키로 SENS를 쓸 수 없습니다. 콘솔에서 SENS 이용 신청을 확인하고, 서브 계정이면 Sub Account → 정책에서 SENS 권한을 주세요. 서비스 ID가 이 계정의 것인지도 확인해 주세요.",
    en: "This key may not use SENS. Check in the console that SENS is subscribed to; a sub account needs a SENS policy (Sub Account → Policies); and the service ID has to be this account's.",
  },
  300: {
    ko: "서비스 ID를 확인해 주세요. 콘솔의 Simple & Easy Notification Service → Project에서 프로젝트의 서비스 ID(SMS 열쇠 아이콘)를 복사합니다.",
    en: "Check the service ID: Simple & Easy Notification Service → Project in the console, the key icon beside SMS.",
  },
  404: {
    ko: "서비스 ID와 발신번호를 확인해 주세요. 콘솔의 Simple & Easy Notification Service → SMS → Calling Number에 등록된 번호여야 합니다.",
    en: "Check service ID and sender: it has to stand under Simple & Easy Notification Service → SMS → Calling Number in the console.",
  },
  3019: {
    ko: "콘솔의 Simple & Easy Notification Service → SMS → Calling Number에서 발신번호를 등록하고 승인을 받아 주세요.",
    en: "Register the sender under Simple & Easy Notification Service → SMS → Calling Number in the console.",
  },
};

/** Colons are not encoded, neither in the address nor in what is signed. */
const root = (own: Settings) => `/sms/v2/services/${encodeURIComponent(own.serviceId).replaceAll("%3A", ":")}/messages`;

function call(own: Settings, context: SendContext, method: "GET" | "POST", path: string, json?: unknown) {
  const timestamp = String(context.clock().getTime());
  return callVendor(context, vendorUrl(own, "https://sens.apigw.ntruss.com", path), {
    method,
    headers: {
      "x-ncp-apigw-timestamp": timestamp,
      "x-ncp-iam-access-key": own.accessKey,
      "x-ncp-apigw-signature-v2": sign(own, method, path, timestamp),
    },
    json,
  });
}

/** Reads a failure of SENS or of the gateway in front of it, whose answers have different shapes. */
function refusalOf(context: SendContext, answer: VendorAnswer) {
  const { error, errorMessage, statusName } = answer.json ?? {};
  return failureOf(context, answer, {
    code: error?.errorCode,
    text: error?.message ?? errorMessage,
    classes: gatewayClasses,
    ...(statusName === "fail" && { refused: true }),
  });
}

export const naverSens: MessageConnector<Settings> = {
  id: "naver-sens-sms",
  type: "Sms",
  name: { ko: "네이버 클라우드 SENS", en: "Naver Cloud SENS" },
  docs: "docs/connectors/naver-sens.md",
  settings,
  example: {
    accessKey: "<access-key>",
    secretKey: "<secret-key>",
    serviceId: "ncp:sms:kr:<number>:<project>",
    from: "0212345678",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [네이버 클라우드 콘솔](https://console.ncloud.com)의 Simple & Easy Notification Service → Project에서 SMS를 쓰는 프로젝트를 만들고 서비스 ID(ncp:sms:kr:…)를 복사합니다.\n2. SMS → Calling Number에서 발신번호를 등록합니다. 승인된 번호만 쓸 수 있습니다.\n3. 계정 관리 → 인증키 관리에서 Access Key ID와 Secret Key를 복사합니다.",
    en: "1. In [Naver Cloud's console](https://console.ncloud.com), under Simple & Easy Notification Service → Project, make a project with SMS and copy its service ID (ncp:sms:kr:…).\n2. Register the sender number under SMS → Calling Number; it has to be approved.\n3. Copy access key ID and secret key from the account's authentication keys.",
  },
  limits: { maxBytes: 90, charset: "euc-kr", longBytes: 2000 },
  remedies,

  async send(message, own, context) {
    const { country, national } = splitNumber(message.to);
    // SENS cuts what is too long and says nothing. Long messages are a Korean service.
    const type = koreanClass(message.body, country === KOREA ? own : {});
    const answer = await call(own, context, "POST", root(own), {
      type,
      contentType: own.contentType ?? "COMM",
      countryCode: country,
      from: own.from.replace(/\D/g, ""),
      content: message.body,
      messages: [{ to: national }],
    });
    const { requestId, statusCode } = answer.json ?? {};
    if (!isSuccess(answer) || typeof requestId !== "string" || String(statusCode) !== "202")
      throw refusalOf(context, answer);
    return { vendorMessageId: requestId };
  },

  /** Asks by the request's identifier, the only one that the answer to a sending holds. */
  allowList: {
    ko: "네이버 클라우드 콘솔 → Sub Account → 접근 유형의 API Gateway 접근 가능 IP (제한을 켰을 때)",
    en: "Naver Cloud's console: Sub Account → where API Gateway may be reached from (if access is restricted)",
  },

  async status(vendorMessageId, own, context) {
    const list = await call(own, context, "GET", `${root(own)}?requestId=${encodeURIComponent(vendorMessageId)}`);
    // An empty 404 means that SENS has not recorded the message yet.
    if (list.status === 404 && list.text.trim() === "") return { vendorMessageId, status: "sent" };
    if (!isSuccess(list) || !Array.isArray(list.json?.messages)) throw refusalOf(context, list);
    const messageId = list.json.messages[0]?.messageId;
    if (typeof messageId !== "string") return { vendorMessageId, status: "sent" };
    const one = await call(own, context, "GET", `${root(own)}/${encodeURIComponent(messageId)}`);
    const found = one.json?.messages?.[0];
    if (!isSuccess(one) || !found) throw refusalOf(context, one);
    return reportOf(vendorMessageId, found);
  },
};

/** https://api.ncloud-docs.com/docs/common-ncpapi: method, path with query, time, key; neither host nor body. */
export function sign(
  own: Pick<Settings, "accessKey" | "secretKey">,
  method: string,
  path: string,
  timestamp: string,
): string {
  return createHmac("sha256", own.secretKey)
    .update(`${method} ${path}\n${timestamp}\n${own.accessKey}`)
    .digest("base64");
}

function reportOf(
  vendorMessageId: string,
  { status, statusName, statusCode, telcoCode }: Record<string, unknown>,
): DeliveryReport {
  if (status !== "COMPLETED") return { vendorMessageId, status: "sent" };
  // SKT, KTF, LGT; empty where it did not get so far.
  const carrier = readCarrier(telcoCode);
  if (statusName === "success") return { vendorMessageId, status: "delivered", carrier };
  const vendorCode = String(statusCode);
  const failureClass = carrierCodes[vendorCode] ?? "unknown";
  return { vendorMessageId, status: "failed", failureClass, vendorCode, carrier };
}
