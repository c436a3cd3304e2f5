/** @module Solapi and CoolSMS, Messages v4: https://docs.solapi.com/api-reference/messages/sendsimplemessage */
import { createHmac } from "node:crypto";
import { z } from "zod";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { readCarrier } from "../kit/carrier.js";
import { matchSenders } from "../kit/match-senders.js";
import { koreanClass } from "../kit/measure-text.js";
import { KOREA, splitNumber } from "../kit/phone-number.js";
import { additions, allowLms, secretLine, senderNumber, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector, SendContext } from "../message-connector.js";

const settings = z.object({
  apiKey: secretLine({ label: { ko: "API Key", en: "API key" } }),
  apiSecret: secretLine({ label: { ko: "API Secret", en: "API secret" } }),
  from: senderNumber,
  allowLms,
  templates: contentTemplates("euc-kr"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/**
 * Names are errors of a request, numbers the status of a message:
 * https://docs.solapi.com/api-reference/message-status-codes (1xxx refused, 2xxx the platform's, 3xxx the carrier's).
 * 3014, 3040 and 3048 are not here: after those the outcome is unknown.
 */
const classes: Record<string, FailureClass> = {
  InvalidAPIKey: "auth",
  SignatureDoesNotMatch: "auth",
  RequestTimeTooSkewed: "auth",
  Unauthorized: "auth",
  Forbidden: "auth",
  DuplicatedSignature: "transient",
  NotEnoughBalance: "balance",
  TooManyRequests: "rate",
  1011: "content",
  1013: "content",
  1014: "content",
  1020: "auth",
  1024: "transient",
  1025: "content",
  1026: "rate",
  1027: "content",
  1028: "content",
  1029: "content",
  1030: "balance",
  1031: "content",
  1058: "transient",
  1060: "recipient_blocked",
  1061: "recipient_blocked",
  1062: "sender",
  1064: "sender",
  2011: "content",
  2024: "transient",
  2060: "recipient_blocked",
  2061: "recipient_blocked",
  2062: "sender",
  2063: "auth",
  2064: "sender",
  2230: "balance",
  2254: "content",
  3010: "recipient_invalid",
  3011: "content",
  3012: "transient",
  3013: "sender",
  3024: "transient",
  3032: "recipient_invalid",
  3041: "recipient_invalid",
  3042: "recipient_invalid",
  3043: "recipient_invalid",
  3044: "recipient_invalid",
  3045: "recipient_invalid",
  3046: "recipient_invalid",
  3047: "recipient_blocked",
  3050: "recipient_invalid",
  3051: "recipient_invalid",
  3053: "transient",
  3054: "content",
  3055: "recipient_blocked",
  3056: "transient",
  3057: "recipient_invalid",
  3058: "transient",
  3059: "sender",
};

const keys = {
  ko: "솔라피 콘솔의 개발/연동 → API Key 관리에서 API Key와 API Secret을 다시 복사하고, 키의 상태와 허용 IP를 확인해 주세요.",
  en: "Copy API key and secret anew in Solapi's console under Development → API keys, and see whether the key is active and which IP addresses it allows.",
};
const topUp = {
  ko: "솔라피 콘솔의 충전/잔액에서 충전하거나 자동 충전을 켜 주세요.",
  en: "Top up, or switch automatic top-up on, under Balance in Solapi's console.",
};
const registerSender = {
  ko: "솔라피 콘솔의 발신번호 관리에서 발신번호를 등록하고, 만료되었으면 다시 인증해 주세요.",
  en: "Register the sender under Sender numbers in Solapi's console; verify it again if it has expired.",
};
/** The same number twice. */
const recipientOnly = ["1026"];

const remedies = {
  InvalidAPIKey: keys,
  SignatureDoesNotMatch: keys,
  RequestTimeTooSkewed: {
    ko: "서버 시계가 15분 넘게 틀립니다. 서버의 시간 동기화(NTP)를 켜 주세요.",
    en: "The server's clock is off by more than 15 minutes. Switch its time synchronisation (NTP) on.",
  },
  1026: {
    ko: "같은 번호로 너무 자주 보냈습니다. 콘솔의 발송 설정에서 중복 수신번호 허용을 확인해 주세요.",
    en: "The same number was written to too often. See whether the console's settings allow the same recipient twice.",
  },
  1030: topUp,
  2230: topUp,
  NotEnoughBalance: topUp,
  1062: registerSender,
  2062: registerSender,
  3059: registerSender,
  1061: {
    ko: "받는 사람이 080 무료수신거부로 거부했습니다. 콘솔의 수신거부 관리에서 해제할 수 있습니다.",
    en: "The recipient has opted out by the 080 service; the block stands under opt-outs in the console.",
  },
};

/** Statuses of a message that was accepted, is with the carrier, or was delivered. */
const TAKEN = ["2000", "3000", "4000"];
const isFailure = (code: unknown) => /^[123]\d{3}$/.test(String(code)) && !TAKEN.includes(String(code));

function call(own: Settings, context: SendContext, method: "GET" | "POST", path: string, json?: unknown) {
  return callVendor(context, vendorUrl(own, "https://api.solapi.com", path), {
    method,
    headers: { authorization: authorization(own, context) },
    json,
  });
}

const refusalOf = (context: SendContext, answer: VendorAnswer) => {
  const { errorCode: code, errorMessage: text } = answer.json ?? {};
  return failureOf(context, answer, { code, text, classes, recipientOnly });
};

export const solapi: MessageConnector<Settings> = {
  id: "solapi-sms",
  type: "Sms",
  name: { ko: "솔라피(SOLAPI)·쿨SMS", en: "Solapi / CoolSMS" },
  docs: "docs/connectors/solapi.md",
  settings,
  example: {
    apiKey: "<api-key>",
    apiSecret: "<api-secret>",
    from: "0212345678",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [솔라피 콘솔](https://console.solapi.com)의 개발/연동 → API Key 관리에서 키를 만들고 API Key와 API Secret을 복사합니다.\n2. 발신번호 관리에서 발신번호를 등록합니다.\n3. 발송 결과를 받으려면 개발/연동 → 웹훅에 이 커넥터의 수신 주소를 등록합니다. 등록하지 않으면 서버가 물어봅니다.\n4. 쿨SMS 계정이면 엔드포인트에 https://api.coolsms.co.kr 을 넣습니다.",
    en: "1. In [Solapi's console](https://console.solapi.com), under Development → API keys, make a key and copy API key and API secret.\n2. Register the sender under Sender numbers.\n3. For delivery reports add this connector's address under Development → Webhooks. Until then the server asks.\n4. For an account with CoolSMS the endpoint is https://api.coolsms.co.kr.",
  },
  limits: { maxBytes: 90, charset: "euc-kr", longBytes: 2000 },
  remedies,

  async send(message, own, context) {
    const { country, national } = splitNumber(message.to);
    const isKorean = country === KOREA;
    const answer = await call(own, context, "POST", "/messages/v4/send", {
      message: {
        to: national,
        from: own.from.replace(/\D/g, ""),
        text: message.body,
        // Without a type, Solapi makes it LMS by itself. Long messages are a Korean service.
        type: koreanClass(message.body, isKorean ? own : {}),
        ...(!isKorean && { country }),
        customFields: { reference: message.reference },
      },
    });
    if (!isSuccess(answer)) throw refusalOf(context, answer);
    const { messageId, statusCode: code, statusMessage: text } = answer.json ?? {};
    if (typeof messageId === "string" && TAKEN.includes(String(code))) return { vendorMessageId: messageId };
    throw failureOf(context, answer, { code, text, classes, recipientOnly, ...(isFailure(code) && { refused: true }) });
  },

  /** A list of messages, without a signature: a forged one can do no more than say of a message of ours what became of it. */
  async receipt({ body }) {
    const messages: unknown = JSON.parse(body);
    if (!Array.isArray(messages)) throw new Error("this is no list of messages");
    return messages.map((one) => reportOf(one?.messageId, one ?? {})).filter((report) => report !== undefined);
  },

  async status(vendorMessageId, own, context) {
    const query = new URLSearchParams({ messageId: vendorMessageId });
    const answer = await call(own, context, "GET", `/messages/v4/list?${query}`);
    const list = answer.json?.messageList;
    if (!isSuccess(answer) || typeof list !== "object" || list === null) throw refusalOf(context, answer);
    const found = Object.values<Found & { messageId?: unknown }>(list).find(
      ({ messageId }) => messageId === vendorMessageId,
    );
    return reportOf(vendorMessageId, found ?? {}) ?? { vendorMessageId, status: "sent" };
  },

  /** Points pay for messages as money does, so they are added. */
  async balance(own, context) {
    const answer = await call(own, context, "GET", "/cash/v1/balance");
    const { balance, point = 0 } = answer.json ?? {};
    if (!isSuccess(answer) || !Number.isFinite(balance)) throw refusalOf(context, answer);
    return { amount: String(balance + point), unit: "KRW" };
  },

  /** Those that can be sent from now; the key needs `senderid:read`. */
  async senders(own, context) {
    const answer = await call(own, context, "GET", "/senderid/v1/numbers/active");
    if (!isSuccess(answer) || !Array.isArray(answer.json)) throw refusalOf(context, answer);
    // Documented as texts; newer accounts get objects.
    const numbers = answer.json.map((one) => one?.phoneNumber ?? one).filter((one) => typeof one === "string");
    return matchSenders(
      own.from,
      numbers.map((sender) => ({ sender, canSend: true })),
    );
  },

  allowList: {
    ko: "솔라피 콘솔 → 개발/연동 → API Key 관리 → 키의 허용 IP",
    en: "Solapi's console: Development → API keys → allowed IP addresses of the key",
  },
};

/** https://docs.solapi.com/authentication/api-key: a signature is good for 15 minutes, and once. */
export function sign(apiSecret: string, date: string, salt: string): string {
  return createHmac("sha256", apiSecret)
    .update(date + salt)
    .digest("hex");
}

function authorization({ apiKey, apiSecret }: Settings, { clock, random }: SendContext): string {
  const date = clock().toISOString();
  const salt = Buffer.from(random(16)).toString("hex");
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${sign(apiSecret, date, salt)}`;
}

interface Found {
  statusCode?: unknown;
  /** SKT, KT, LGT; `ETC` or nothing where it is not known. */
  networkName?: unknown;
}

function reportOf(vendorMessageId: unknown, { statusCode, networkName }: Found): DeliveryReport | undefined {
  if (typeof vendorMessageId !== "string" || typeof statusCode !== "string") return undefined;
  const carrier = readCarrier(networkName);
  if (statusCode === "4000") return { vendorMessageId, status: "delivered", carrier };
  if (!isFailure(statusCode)) return { vendorMessageId, status: "sent" };
  const failureClass = classes[statusCode] ?? "unknown";
  return { vendorMessageId, status: "failed", failureClass, vendorCode: statusCode, carrier };
}
