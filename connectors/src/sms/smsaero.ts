/** @module SMS Aero, API v2: https://smsaero.ru/integration/documentation/api/ */
import { z } from "zod";
import { basicAuth, callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { additions, type FieldMeta, line, secretLine, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector, SendContext } from "../message-connector.js";

const settings = z.object({
  email: z
    .email()
    .max(500)
    .meta({
      label: { ko: "이메일", en: "E-mail" },
      hint: { ko: "SMS Aero에 로그인하는 주소입니다.", en: "The one you sign in to SMS Aero with." },
      placeholder: "team@example.com",
    } satisfies FieldMeta),
  apiKey: secretLine({ label: { ko: "API 키", en: "API key" } }),
  senderName: line({
    label: { ko: "발신자 이름", en: "Sender name" },
    hint: { ko: "승인된 발신자 이름(подпись)입니다.", en: "A signature (подпись) that has been approved." },
    placeholder: "SMS Aero",
  }),
  templates: contentTemplates("gsm-7/ucs-2"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/** SMS Aero has no codes: these are the `result` of its gateway, and the fields that a "Validation error." names. */
const classes: Record<string, FailureClass> = {
  no_credits: "balance",
  number: "recipient_invalid",
  sign: "sender",
  text: "content",
};

const remedies = {
  401: {
    ko: "SMS Aero에 로그인하는 이메일과 설정 → API의 키를 다시 복사해 주세요. 비밀번호가 아니라 API 키입니다.",
    en: "Copy the e-mail you sign in with, and the key under Settings → API in SMS Aero's cabinet; the password is not the key.",
  },
  no_credits: {
    ko: "SMS Aero 캐비닛의 잔액(Баланс)을 충전해 주세요.",
    en: "Top up under Balance (Баланс) in SMS Aero's cabinet.",
  },
  402: {
    ko: "SMS Aero 캐비닛의 잔액(Баланс)을 충전해 주세요.",
    en: "Top up under Balance (Баланс) in SMS Aero's cabinet.",
  },
  sign: {
    ko: "senderName을 SMS Aero 캐비닛의 발신자 이름(Подписи)에 있는 승인된 이름과 똑같이 적어 주세요.",
    en: "senderName has to be one of the approved names under Signatures (Подписи) in SMS Aero's cabinet, letter by letter.",
  },
};

function call(own: Settings, context: SendContext, method: "GET" | "POST", path: string, json?: unknown) {
  return callVendor(context, vendorUrl(own, "https://gate.smsaero.ru", `/v2/${path}`), {
    method,
    headers: { authorization: basicAuth(own.email, own.apiKey), accept: "application/json" },
    json,
  });
}

/** The vendor's refusal, if it is one: `success` decides, whatever the HTTP status. */
function refusalOf(context: SendContext, answer: VendorAnswer) {
  const { success, result, reason, message, data } = answer.json ?? {};
  const isRefused = success === false || result === "no credits" || result === "reject";
  const fields = message === "Validation error." ? Object.keys(data ?? {}) : [];
  // Codes are kept without blanks: "no credits" becomes no_credits.
  const code =
    typeof result === "string" ? result.replaceAll(" ", "_") : fields.find((field) => Object.hasOwn(classes, field));
  // Only the field's name is taken: what the vendor says of a field may repeat its value.
  const text = code !== undefined && fields.includes(code) ? `${message} ${code}` : (message ?? reason);
  return failureOf(context, answer, { code, text, classes, ...(isRefused && { refused: true }) });
}

export const smsaero: MessageConnector<Settings> = {
  id: "smsaero-short-message-service",
  type: "Sms",
  name: { ko: "SMS Aero", en: "SMS Aero" },
  docs: "docs/connectors/smsaero.md",
  settings,
  example: {
    email: "team@example.com",
    apiKey: "<api-key>",
    senderName: "<sender-name>",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [SMS Aero 캐비닛](https://smsaero.ru/cabinet/)의 설정(Настройки) → API에서 API 키를 복사합니다.\n2. 발신자 이름(Подписи)을 신청하고 승인을 기다립니다.\n3. 잔액(Баланс)을 충전합니다.",
    en: "1. In [SMS Aero's cabinet](https://smsaero.ru/cabinet/) copy the API key under Settings (Настройки) → API.\n2. Apply for a sender name under Signatures (Подписи) and wait for its approval.\n3. Top up the balance (Баланс).",
  },
  limits: { maxBytes: 640, charset: "gsm-7/ucs-2" },
  remedies,

  async send(message, own, context) {
    const answer = await call(own, context, "POST", "sms/send", {
      number: message.to.replace("+", ""),
      sign: own.senderName,
      text: message.body,
      callbackUrl: message.receiptUrl,
    });
    const { success, data } = answer.json ?? {};
    const { id, status, cost } = data ?? {};
    if (!isSuccess(answer) || success !== true || !isId(id)) throw refusalOf(context, answer);
    const report = reportOf(id, status);
    // The vendor records such a message and discards it at once.
    if (report?.status === "failed")
      throw failureOf(context, answer, { code: report.vendorCode, text: "rejected", refused: true });
    return {
      vendorMessageId: String(id),
      ...(Number(cost) > 0 && { price: { amount: String(Number(cost)), currency: "RUB" } }),
    };
  },

  /** A form, or JSON, without a signature: a forged one can do no more than say of a message of ours what became of it. */
  async receipt({ body }) {
    const fields = body.trimStart().startsWith("{") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    const report = reportOf(fields.id, fields.status);
    if (!report) throw new Error("this is no delivery report");
    return [report];
  },

  async status(vendorMessageId, own, context) {
    const query = new URLSearchParams({ id: vendorMessageId });
    const answer = await call(own, context, "GET", `sms/status?${query}`);
    const { success, data } = answer.json ?? {};
    const report = isSuccess(answer) && success === true && reportOf(data?.id, data?.status);
    if (!report || report.vendorMessageId !== vendorMessageId) throw refusalOf(context, answer);
    return report;
  },

  async balance(own, context) {
    const answer = await call(own, context, "GET", "balance");
    const { success, data } = answer.json ?? {};
    if (!isSuccess(answer) || success !== true || !Number.isFinite(data?.balance)) throw refusalOf(context, answer);
    return { amount: String(data.balance), unit: "RUB" };
  },
};

const isId = (id: unknown) => /^\d{1,20}$/.test(String(id));

/** 0 queued, 1 delivered, 2 not delivered, 3 with the carrier, 4 waiting, 6 rejected, 8 at moderation. */
function reportOf(id: unknown, status: unknown): DeliveryReport | undefined {
  const code = String(status);
  if (!isId(id) || !/^\d{1,2}$/.test(code)) return undefined;
  const vendorMessageId = String(id);
  if (code === "1") return { vendorMessageId, status: "delivered" };
  if (code !== "2" && code !== "6") return { vendorMessageId, status: "sent" };
  return { vendorMessageId, status: "failed", failureClass: "unknown", vendorCode: code };
}
