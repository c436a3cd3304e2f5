/** @module GatewayAPI, REST: https://gatewayapi.com/docs/apis/rest/ */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { basicAuth, callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { isGsm7 } from "../kit/measure-text.js";
import { additions, type FieldMeta, line, problem, secretLine } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector, SendContext } from "../message-connector.js";

const isAddress = (text: string) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
};

const settings = z.object({
  // Logto's field: the whole URL, where other vendors' `endpoint` is an origin.
  endpoint: z
    .string()
    .trim()
    .refine(
      isAddress,
      problem({
        ko: "https://gatewayapi.com/rest/mtsms 같은 주소여야 합니다",
        en: "must be a URL such as https://gatewayapi.com/rest/mtsms",
      }),
    )
    .default("https://gatewayapi.com/rest/mtsms")
    .meta({
      label: { ko: "엔드포인트", en: "Endpoint" },
      hint: {
        ko: "경로까지 적습니다. EU 계정은 https://gatewayapi.eu/rest/mtsms 입니다.",
        en: "With its path. Accounts in the EU have https://gatewayapi.eu/rest/mtsms.",
      },
    } satisfies FieldMeta),
  apiToken: secretLine({ label: { ko: "API 토큰", en: "API token" } }),
  sender: line({
    label: { ko: "발신자", en: "Sender" },
    hint: { ko: "영문자와 숫자 11자 또는 숫자 15자까지입니다.", en: "Up to 11 letters and digits, or 15 digits." },
  }),
  webhookSecret: secretLine({
    label: { ko: "웹훅 인증 토큰", en: "Webhook authentication token" },
    hint: {
      ko: "GatewayAPI의 웹훅에 정한 값. 넣으면 서명이 없는 수신 보고는 받지 않습니다.",
      en: "The one set for the webhook at GatewayAPI. With it, delivery reports have to be signed.",
    },
  }).optional(),
  templates: contentTemplates("gsm-7/ucs-2"),
  timeoutMs: additions.timeoutMs,
});

type Settings = z.infer<typeof settings>;

/**
 * https://gatewayapi.com/docs/errors/: 0x02 and 0x03 are the API's, 0x10 come in delivery reports. In a report, what may as
 * well be the carrier's own trouble has no class.
 */
const classes: Record<string, FailureClass> = {
  "0x0205": "transient",
  "0x0206": "transient",
  "0x0207": "auth",
  "0x0209": "transient",
  "0x0210": "auth",
  "0x0211": "auth",
  "0x0212": "auth",
  "0x0213": "auth",
  // The same text went to the same number a moment ago.
  "0x0214": "rate",
  "0x0215": "recipient_blocked",
  "0x0216": "balance",
  "0x0217": "geo",
  "0x0218": "auth",
  "0x021D": "auth",
  "0x021E": "auth",
  "0x021F": "geo",
  "0x0220": "content",
  "0x0221": "auth",
  "0x0222": "content",
  "0x0223": "auth",
  "0x0224": "auth",
  "0x0225": "auth",
  "0x0226": "auth",
  "0x0305": "transient",
  "0x0306": "transient",
  "0x0307": "auth",
  "0x0309": "transient",
  "0x0310": "content",
  "0x0311": "auth",
  "0x1010": "recipient_invalid",
  "0x1011": "recipient_blocked",
  "0x1012": "recipient_invalid",
  "0x1013": "recipient_invalid",
  "0x1019": "recipient_invalid",
  "0x1020": "recipient_invalid",
  "0x1021": "recipient_invalid",
  "0x1022": "recipient_invalid",
  "0x1025": "recipient_invalid",
  "0x1026": "recipient_invalid",
  "0x102C": "recipient_invalid",
  "0x1031": "recipient_blocked",
  "0x1033": "sender",
  "0x1034": "recipient_blocked",
  "0x1035": "content",
  "0x1037": "rate",
  "0x1039": "content",
  "0x103A": "content",
  "0x103C": "recipient_blocked",
  "0x1040": "recipient_invalid",
  "0x1060": "recipient_invalid",
  "0x1061": "recipient_invalid",
  "0x1062": "recipient_invalid",
  "0x1065": "sender",
  "0x1066": "sender",
  "0x1067": "sender",
  "0x1078": "content",
  "0x1084": "recipient_invalid",
  "0x1085": "content",
  "0x1092": "recipient_blocked",
  "0x1093": "recipient_blocked",
};

const keys = {
  ko: "GatewayAPI 대시보드의 API → API Keys에서 토큰을 다시 복사해 주세요. Key와 Secret이 아니라 Token입니다.",
  en: "Copy the token anew under API → API Keys in GatewayAPI's dashboard: the token, not key or secret.",
};
const allowAddress = {
  ko: "GatewayAPI 대시보드의 API 키 설정에서 이 서버의 IP를 허용해 주세요.",
  en: "Allow this server's IP address in the settings of the API key in GatewayAPI's dashboard.",
};
const remedies = {
  401: keys,
  "0x0210": keys,
  "0x0211": keys,
  "0x0223": keys,
  "0x0212": allowAddress,
  "0x0213": allowAddress,
  "0x0214": {
    ko: "같은 번호로 같은 문구를 방금 보냈습니다. 잠시 뒤 다시 보냅니다.",
    en: "The same text went to this number a moment ago. It is sent again in a while.",
  },
  "0x0216": {
    ko: "GatewayAPI 대시보드의 Billing에서 충전하거나 자동 충전을 켜 주세요.",
    en: "Top up, or switch automatic top-up on, under Billing in GatewayAPI's dashboard.",
  },
  "0x0217": {
    ko: "GatewayAPI 대시보드의 Settings → Countries에서 해당 국가를 허용하거나 고객 지원에 요청해 주세요.",
    en: "Allow the country under Settings → Countries in GatewayAPI's dashboard, or ask its support for it.",
  },
};

/** `0x021a`, `0x021A`: one code. */
const codeOf = (code: unknown) =>
  typeof code === "string" && /^0x[0-9a-f]{4}$/i.test(code) ? `0x${code.slice(2).toUpperCase()}` : undefined;

/** The vendor's sentence has `%1` in place of what it is about, so it repeats nothing. */
const refusalOf = (context: SendContext, answer: VendorAnswer) => {
  const { code, message: text } = answer.json ?? {};
  return failureOf(context, answer, { code: codeOf(code), text, classes, recipientOnly: ["0x0214"] });
};

const ask = (own: Settings, context: SendContext, url: string) =>
  callVendor(context, url, { method: "GET", headers: { authorization: basicAuth(own.apiToken, "") } });

export const gatewayapi: MessageConnector<Settings> = {
  id: "gatewayapi-sms",
  type: "Sms",
  name: { ko: "GatewayAPI", en: "GatewayAPI" },
  docs: "docs/connectors/gatewayapi.md",
  settings,
  example: {
    endpoint: "https://gatewayapi.com/rest/mtsms",
    apiToken: "<api-token>",
    sender: "<sender>",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [GatewayAPI 대시보드](https://gatewayapi.com/app/)의 API → API Keys에서 키를 만들고 Token을 복사합니다.\n2. 키에 허용 IP를 정했다면 이 서버의 IP를 넣습니다.\n3. 웹훅에 인증 토큰을 정했다면 webhookSecret에 같은 값을 넣습니다.",
    en: "1. In [GatewayAPI's dashboard](https://gatewayapi.com/app/), under API → API Keys, make a key and copy its token.\n2. If the key allows certain IP addresses only, add this server's.\n3. If the webhook has an authentication token, put the same into webhookSecret.",
  },
  limits: { maxBytes: 1530, charset: "gsm-7/ucs-2" },
  remedies,

  async send(message, own, context) {
    const answer = await callVendor(context, own.endpoint, {
      headers: { authorization: basicAuth(own.apiToken, "") },
      json: {
        sender: own.sender,
        message: message.body,
        recipients: [{ msisdn: message.to.replace("+", "") }],
        // Without it, Hangul arrives as question marks.
        ...(!isGsm7(message.body) && { encoding: "UCS2" }),
        userref: message.reference,
        callback_url: message.receiptUrl,
      },
    });
    const { ids, usage } = answer.json ?? {};
    const id = Array.isArray(ids) ? ids[0] : undefined;
    if (!isSuccess(answer) || !isId(id)) throw refusalOf(context, answer);
    const parts = Object.values<unknown>(usage?.countries ?? {}).reduce<number>((sum, one) => sum + Number(one), 0);
    return {
      vendorMessageId: String(id),
      ...(parts > 0 && { parts }),
      ...(usage?.total_cost > 0 && { price: { amount: String(usage.total_cost), currency: String(usage.currency) } }),
    };
  },

  /** With a secret, the header holds the whole report, signed; the unsigned body is then not read. */
  async receipt({ headers, body }, own) {
    const token = headers.get("x-gwapi-signature");
    const report = own.webhookSecret === undefined ? JSON.parse(body) : readToken(own.webhookSecret, token ?? "");
    const { id, status, code } = report ?? {};
    const read = reportOf(id, status, code);
    return read ? [read] : [];
  },

  async status(vendorMessageId, own, context) {
    const answer = await ask(own, context, `${own.endpoint.replace(/\/$/, "")}/${encodeURIComponent(vendorMessageId)}`);
    // The vendor knows a message only once it has gone out.
    if (answer.status === 404) return { vendorMessageId, status: "sent" };
    const [message] = [answer.json].flat();
    const { dsnstatus, dsnerrorcode } = message?.recipients?.[0] ?? {};
    const report = isSuccess(answer) && reportOf(vendorMessageId, dsnstatus ?? "UNKNOWN", dsnerrorcode);
    if (!report || !message?.recipients) throw refusalOf(context, answer);
    return report;
  },

  async balance(own, context) {
    const answer = await ask(own, context, new URL("/rest/me", own.endpoint).href);
    const { credit, currency } = answer.json ?? {};
    if (!isSuccess(answer) || !Number.isFinite(credit)) throw refusalOf(context, answer);
    return { amount: String(credit), unit: String(currency) };
  },
};

const isId = (id: unknown) => /^\d{1,20}$/.test(String(id));

/** A JWT (RFC 7519) signed HS256: https://gatewayapi.com/docs/apis/rest/#authentication-token. Throws if it is not. */
export function readToken(secret: string, token: string): Record<string, unknown> {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest();
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Error("the signature is wrong");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  if (read(header).alg !== "HS256") throw new Error("the signature is of another kind");
  return read(payload);
}

const FAILED = ["EXPIRED", "DELETED", "UNDELIVERABLE", "REJECTED", "SKIPPED"];

function reportOf(id: unknown, status: unknown, code: unknown): DeliveryReport | undefined {
  if (!isId(id) || typeof status !== "string") return undefined;
  const vendorMessageId = String(id);
  if (status === "DELIVERED") return { vendorMessageId, status: "delivered" };
  if (!FAILED.includes(status)) return { vendorMessageId, status: "sent" };
  const vendorCode = codeOf(code);
  const failureClass = (vendorCode && classes[vendorCode]) || "unknown";
  return { vendorMessageId, status: "failed", failureClass, vendorCode: vendorCode ?? status };
}
