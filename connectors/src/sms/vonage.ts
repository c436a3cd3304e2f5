/** @module Vonage SMS API: https://developer.vonage.com/en/api/sms */
import { z } from "zod";
import { basicAuth, callVendor, failureOf, isSuccess } from "../kit/call-vendor.js";
import { readCarrier } from "../kit/carrier.js";
import { isGsm7 } from "../kit/measure-text.js";
import { additions, line, secretLine, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector } from "../message-connector.js";

const settings = z.object({
  apiKey: secretLine({ label: { ko: "API Key", en: "API key" } }),
  apiSecret: secretLine({ label: { ko: "API Secret", en: "API secret" } }),
  brandName: line({
    label: { ko: "발신자", en: "Sender" },
    hint: {
      ko: "영문자와 숫자 11자까지의 이름이거나, Vonage에서 빌린 번호입니다.",
      en: "A name of up to 11 letters and digits, or a number rented from Vonage.",
    },
  }),
  templates: contentTemplates("gsm-7/ucs-2"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/** `status` of an answer: https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms */
const classes: Record<string, FailureClass> = {
  1: "rate",
  2: "content",
  3: "content",
  4: "auth",
  5: "transient",
  6: "recipient_invalid",
  7: "recipient_blocked",
  8: "auth",
  9: "balance",
  10: "rate",
  11: "auth",
  12: "content",
  13: "transient",
  14: "auth",
  15: "sender",
  16: "content",
  19: "auth",
  20: "content",
  22: "content",
  23: "content",
  29: "recipient_blocked",
  32: "auth",
  33: "recipient_invalid",
  34: "rate",
};

/** `err-code` of a delivery report: https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts */
const reportClasses: Record<string, FailureClass> = {
  2: "recipient_invalid",
  3: "recipient_invalid",
  4: "recipient_blocked",
  6: "content",
  9: "recipient_invalid",
  10: "content",
  11: "geo",
  12: "recipient_invalid",
  13: "recipient_blocked",
  14: "recipient_blocked",
  15: "recipient_blocked",
  16: "balance",
  39: "sender",
  41: "content",
  50: "content",
  51: "sender",
  52: "content",
  53: "recipient_blocked",
  54: "content",
};

const keys = {
  ko: "Vonage 대시보드의 API Settings에서 API key와 API secret을 다시 복사해 주세요.",
  en: "Copy API key and API secret anew from API Settings in Vonage's dashboard.",
};
const signing = {
  ko: "Vonage 대시보드의 API Settings → SMS settings에서 서명을 요구하지 않도록(API secret 허용) 바꿔 주세요.",
  en: "Under API Settings → SMS settings in Vonage's dashboard, allow requests with the API secret, without a signature.",
};
const remedies = {
  4: keys,
  401: keys,
  14: signing,
  32: signing,
  8: {
    ko: "Vonage 계정이 정지되었습니다. Vonage 고객 지원에 문의해 주세요.",
    en: "The account with Vonage is suspended: ask Vonage's support.",
  },
  9: {
    ko: "Vonage 대시보드의 Billing → Payments에서 충전하거나 Auto-reload를 켜 주세요.",
    en: "Top up, or switch auto-reload on, under Billing → Payments in Vonage's dashboard.",
  },
  15: {
    ko: "이 국가에서 쓸 수 없는 발신자입니다. Vonage의 국가별 안내를 보고, 필요하면 발신자를 등록하거나 번호를 빌려 주세요.",
    en: "This sender may not be used in this country. See Vonage's page on the country; register the sender, or rent a number.",
  },
  29: {
    ko: "체험 계정은 등록된 번호로만 보낼 수 있습니다. Vonage 대시보드의 Test numbers에 번호를 등록하거나 충전해 주세요.",
    en: "A trial account sends to its test numbers only. Add the number under Test numbers in Vonage's dashboard, or top up.",
  },
};

const headersOf = (own: Settings) => ({ authorization: basicAuth(own.apiKey, own.apiSecret) });

interface Part {
  status?: unknown;
  "message-id"?: unknown;
  "error-text"?: unknown;
  "message-price"?: unknown;
}

export const vonage: MessageConnector<Settings> = {
  id: "vonage-sms",
  type: "Sms",
  name: { ko: "Vonage", en: "Vonage" },
  docs: "docs/connectors/vonage.md",
  settings,
  example: {
    apiKey: "<api-key>",
    apiSecret: "<api-secret>",
    brandName: "<sender>",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [Vonage 대시보드](https://dashboard.vonage.com)의 API Settings에서 API key와 API secret을 복사합니다.\n2. 체험 계정이면 Test numbers에 받을 번호를 등록하거나 충전합니다.\n3. 한국처럼 이름을 쓸 수 없는 국가에는 Vonage에서 빌린 번호를 발신자로 씁니다.",
    en: "1. Copy API key and API secret from API Settings in [Vonage's dashboard](https://dashboard.vonage.com).\n2. With a trial account add the recipients under Test numbers, or top up.\n3. For countries that allow no names, Korea among them, rent a number from Vonage and use it as the sender.",
  },
  limits: { maxBytes: 1530, charset: "gsm-7/ucs-2" },
  remedies,

  async send(message, own, context) {
    const answer = await callVendor(context, vendorUrl(own, "https://rest.nexmo.com", "/sms/json"), {
      headers: headersOf(own),
      form: {
        from: own.brandName,
        to: message.to.replace("+", ""),
        text: message.body,
        // Without it, Hangul arrives as question marks.
        type: isGsm7(message.body) ? undefined : "unicode",
        callback: message.receiptUrl,
        "client-ref": message.reference,
      },
    });
    // The answer has an entry for each part of a long text; the HTTP status is 200 whatever they say.
    const parts: Part[] = isSuccess(answer) && Array.isArray(answer.json?.messages) ? answer.json.messages : [];
    const failed = parts.find((part) => String(part?.status ?? "") !== "0");
    const [first] = parts;
    const id = first?.["message-id"];
    if (!failed && isId(id)) return { vendorMessageId: id, parts: parts.length, ...priceOf(parts) };
    const code = String(failed?.status ?? "");
    const text = failed ? withoutValue(failed["error-text"]) : answer.json?.["error-code-label"];
    if (!/^\d{1,3}$/.test(code)) throw failureOf(context, answer, { text, classes });
    // Where another part was accepted, something may have gone out, so the failure is not sure.
    if (parts.some((part) => String(part?.status) === "0"))
      throw failureOf(context, answer, { code: `partly ${code}`, text });
    throw failureOf(context, answer, { code, text, classes, refused: true, retryAfterSeconds: waitOf(failed) });
  },

  /** By GET or POST, a form or JSON, as the team's dashboard says; signed only if it is set so there. */
  async receipt({ url, body }) {
    const text = body.trim();
    const fields = text.startsWith("{")
      ? JSON.parse(text)
      : Object.fromEntries(text ? new URLSearchParams(text) : new URL(url).searchParams);
    const { messageId, status, "err-code": code, "network-code": network } = fields;
    const report = reportOf(messageId, status, code);
    if (!report) throw new Error("this is no delivery report");
    return [{ ...report, carrier: readCarrier(network) }];
  },

  async balance(own, context) {
    const answer = await callVendor(context, vendorUrl(own, "https://rest.nexmo.com", "/account/get-balance"), {
      method: "GET",
      headers: { ...headersOf(own), accept: "application/json" },
    });
    const { value, "error-code-label": text } = answer.json ?? {};
    if (!isSuccess(answer) || !Number.isFinite(value)) throw failureOf(context, answer, { text });
    return { amount: String(value), unit: "EUR" };
  },
};

const isId = (id: unknown): id is string => typeof id === "string" && /^[\w-]{1,64}$/.test(id);

/** "Invalid value for param: to 821012345678": what comes after the name is left out. */
const withoutValue = (text: unknown) => String(text ?? "refused").replace(/\+?\d{4,}/g, "…");

/** "Throughput Rate Exceeded - please wait [ 250 ] and retry": milliseconds. */
function waitOf(part: Part | undefined): number | undefined {
  const [, ms] = /please wait \[ ?(\d{1,7}) ?\]/.exec(String(part?.["error-text"] ?? "")) ?? [];
  return ms === undefined ? undefined : Number(ms) / 1000;
}

/** Prices are in euros. */
function priceOf(parts: Part[]) {
  const sum = parts.reduce((total, part) => total + Number(part["message-price"]), 0);
  // Vonage has eight decimals; a sum of them has no more.
  return sum > 0 ? { price: { amount: String(Number(sum.toFixed(8))), currency: "EUR" } } : {};
}

const FAILED = ["expired", "failed", "rejected", "deleted"];

function reportOf(id: unknown, status: unknown, code: unknown): DeliveryReport | undefined {
  if (!isId(id) || typeof status !== "string") return undefined;
  if (status === "delivered") return { vendorMessageId: id, status: "delivered" };
  if (!FAILED.includes(status)) return { vendorMessageId: id, status: "sent" };
  const vendorCode = /^\d{1,3}$/.test(String(code)) ? String(code) : undefined;
  const failureClass = (vendorCode && reportClasses[vendorCode]) || "unknown";
  return { vendorMessageId: id, status: "failed", failureClass, vendorCode: vendorCode ?? status };
}
