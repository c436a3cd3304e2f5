/** @module Twilio Programmable Messaging: https://www.twilio.com/docs/messaging/api/message-resource */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { basicAuth, callVendor, failureOf, isSuccess } from "../kit/call-vendor.js";
import { matchSenders } from "../kit/match-senders.js";
import { additions, line, problem, secretLine, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { DeliveryReport, FailureClass, MessageConnector } from "../message-connector.js";

const settings = z
  .object({
    accountSID: line({
      label: { ko: "Account SID", en: "Account SID" },
      hint: { ko: "AC로 시작합니다.", en: "Starts with AC." },
      placeholder: "ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    }),
    authToken: secretLine({ label: { ko: "Auth Token", en: "Auth token" } }),
    fromMessagingServiceSID: line({
      label: { ko: "Messaging Service SID", en: "Messaging service SID" },
      hint: {
        ko: "MG로 시작합니다. 발신번호를 대신 쓰려면 비워 두세요.",
        en: "Starts with MG. Empty if a sender is given instead.",
      },
    }).optional(),
    from: line({
      label: { ko: "발신번호 또는 발신자 이름", en: "Sender number or name" },
      hint: { ko: "Messaging Service 대신 씁니다.", en: "In place of the messaging service." },
    }).optional(),
    disableRiskCheck: z
      .boolean()
      .optional()
      .meta({
        label: { ko: "위험 검사 끄기", en: "No risk check" },
        hint: { ko: "Twilio의 SMS 펌핑 방지를 끕니다.", en: "Switches Twilio's SMS pumping protection off." },
      }),
    templates: contentTemplates("gsm-7/ucs-2"),
    ...additions,
  })
  .refine(({ fromMessagingServiceSID, from }) => fromMessagingServiceSID ?? from, {
    path: ["fromMessagingServiceSID"],
    ...problem({
      ko: "fromMessagingServiceSID나 from 가운데 하나는 있어야 합니다",
      en: "needs this, or from in its place",
    }),
  });

type Settings = z.infer<typeof settings>;

/** https://www.twilio.com/docs/api/errors */
const classes: Record<string, FailureClass> = {
  20003: "auth",
  20005: "balance",
  20429: "rate",
  21211: "recipient_invalid",
  21214: "recipient_invalid",
  21217: "recipient_invalid",
  21408: "geo",
  21602: "content",
  21603: "sender",
  21606: "sender",
  21608: "recipient_blocked",
  21610: "recipient_blocked",
  21611: "rate",
  21612: "sender",
  21614: "recipient_invalid",
  21617: "content",
  21659: "sender",
  21660: "sender",
  21703: "sender",
  30001: "transient",
  30002: "auth",
  30003: "recipient_invalid",
  30004: "recipient_blocked",
  30005: "recipient_invalid",
  30006: "recipient_invalid",
  30007: "content",
  30450: "recipient_blocked",
  30453: "recipient_blocked",
  63038: "rate",
};

const remedies = {
  20003: {
    ko: "Twilio 콘솔 첫 화면의 Account SID와 Auth Token을 다시 복사해 주세요. 테스트 자격 증명으로는 보낼 수 없습니다.",
    en: "Copy Account SID and Auth Token from the first page of Twilio's console; test credentials do not send.",
  },
  21408: {
    ko: "Twilio 콘솔의 Messaging → Settings → Geo permissions에서 해당 국가를 켜 주세요.",
    en: "Switch the country on in Twilio's console: Messaging → Settings → Geo permissions.",
  },
  21606: {
    ko: "SMS를 보낼 수 있는 Twilio 번호인지, 이 계정의 번호인지 확인해 주세요.",
    en: "Check that the number belongs to this account and can send SMS.",
  },
  21608: {
    ko: "트라이얼 계정은 등록된 번호로만 보낼 수 있습니다. Verified Caller IDs에 번호를 등록하거나 계정을 업그레이드해 주세요.",
    en: "A trial account sends to verified numbers only. Add the number under Verified Caller IDs, or upgrade the account.",
  },
  21610: {
    ko: "받는 사람이 STOP을 보냈습니다. START를 보내야 다시 받을 수 있습니다.",
    en: "The recipient replied STOP; they receive texts again after they send START.",
  },
  21703: {
    ko: "Messaging Service에 발신번호가 없습니다. Sender Pool에 번호를 추가해 주세요.",
    en: "The messaging service has no sender. Add a number to its sender pool.",
  },
};

const api = (own: Settings, path: string) =>
  vendorUrl(own, "https://api.twilio.com", `/2010-04-01/Accounts/${encodeURIComponent(own.accountSID)}/${path}`);
const authorization = (own: Settings) => ({ authorization: basicAuth(own.accountSID, own.authToken) });

export const twilio: MessageConnector<Settings> = {
  id: "twilio-short-message-service",
  type: "Sms",
  name: { ko: "Twilio", en: "Twilio" },
  docs: "docs/connectors/twilio.md",
  settings,
  example: {
    accountSID: "<account-sid>",
    authToken: "<auth-token>",
    fromMessagingServiceSID: "<messaging-service-sid>",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [Twilio 콘솔](https://console.twilio.com) 첫 화면에서 Account SID와 Auth Token을 복사합니다.\n2. Messaging → Services에서 서비스를 만들고 Sender Pool에 번호를 넣은 뒤 SID(MG…)를 복사합니다.\n3. Messaging → Settings → Geo permissions에서 보낼 국가를 켭니다.",
    en: "1. Copy Account SID and Auth Token from the first page of [Twilio's console](https://console.twilio.com).\n2. Under Messaging → Services make a service, add a number to its sender pool, and copy its SID (MG…).\n3. Under Messaging → Settings → Geo permissions switch on the countries you send to.",
  },
  limits: { maxBytes: 1600, charset: "gsm-7/ucs-2" },
  remedies,

  async send(message, own, context) {
    const answer = await callVendor(context, api(own, "Messages.json"), {
      headers: authorization(own),
      form: {
        To: message.to,
        MessagingServiceSid: own.fromMessagingServiceSID,
        From: own.fromMessagingServiceSID === undefined ? own.from : undefined,
        Body: message.body,
        RiskCheck: own.disableRiskCheck ? "disable" : "enable",
        StatusCallback: message.receiptUrl,
      },
    });
    const { sid, code, message: text, num_segments, price, price_unit } = answer.json ?? {};
    if (!isSuccess(answer) || typeof sid !== "string") throw failureOf(context, answer, { code, text, classes });
    const parts = Number(num_segments);
    return {
      vendorMessageId: sid,
      ...(parts > 0 && { parts }),
      ...(price && { price: { amount: String(Math.abs(Number(price))), currency: String(price_unit ?? "USD") } }),
    };
  },

  async receipt({ url, headers, body }, own) {
    const form = new URLSearchParams(body);
    const given = Buffer.from(headers.get("x-twilio-signature") ?? "", "base64");
    const isGenuine = spellings(url).some((spelling) => {
      const expected = sign(own.authToken, spelling, form);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    if (!isGenuine) throw new Error("the signature is wrong");
    const report = reportOf(form.get("MessageSid"), form.get("MessageStatus"), form.get("ErrorCode"));
    return report ? [report] : [];
  },

  async status(vendorMessageId, own, context) {
    const answer = await callVendor(context, api(own, `Messages/${encodeURIComponent(vendorMessageId)}.json`), {
      method: "GET",
      headers: authorization(own),
    });
    const { sid, status, error_code, code, message } = answer.json ?? {};
    const report = isSuccess(answer) && reportOf(sid, status, error_code);
    if (!report) throw failureOf(context, answer, { code, text: message, classes });
    return report;
  },

  async balance(own, context) {
    const answer = await callVendor(context, api(own, "Balance.json"), { method: "GET", headers: authorization(own) });
    const { balance, currency, code, message } = answer.json ?? {};
    if (!isSuccess(answer) || balance === undefined) throw failureOf(context, answer, { code, text: message, classes });
    return { amount: String(balance), unit: String(currency) };
  },

  /** Of a messaging service what is in its sender pool; else the account's numbers, among which a name is not. */
  async senders(own, context) {
    const service = own.fromMessagingServiceSID;
    const url =
      service === undefined
        ? api(own, `IncomingPhoneNumbers.json?PageSize=${MAX_SENDERS}`)
        : `${messagingOrigin(own)}/v1/Services/${encodeURIComponent(service)}/PhoneNumbers?PageSize=${MAX_SENDERS}`;
    const answer = await callVendor(context, url, { method: "GET", headers: authorization(own) });
    const { phone_numbers, incoming_phone_numbers = phone_numbers, code, message: text } = answer.json ?? {};
    if (!isSuccess(answer) || !Array.isArray(incoming_phone_numbers))
      throw failureOf(context, answer, { code, text, classes });
    const senders = incoming_phone_numbers
      .filter((one) => typeof one?.phone_number === "string")
      .map(({ phone_number: sender, capabilities }) => ({ sender, canSend: canText(capabilities) }));
    if (service !== undefined)
      return { senders, configured: service, isRegistered: senders.some(({ canSend }) => canSend) };
    const { from = "" } = own;
    if (!/^\+\d+$/.test(from)) return { senders, configured: from, isRegistered: null };
    return matchSenders(from, senders);
  },
};

const MAX_SENDERS = 1000;

/** Regions have names of their own: `api.dublin.ie1.twilio.com` goes with `messaging.dublin.ie1.twilio.com`. */
const messagingOrigin = (own: Settings) =>
  vendorUrl(own, "https://messaging.twilio.com", "").replace("://api.", "://messaging.").replace(/\/$/, "");

/** A list of words at the one address, and an object of marks at the other. */
const canText = (capabilities: unknown): boolean =>
  Array.isArray(capabilities)
    ? capabilities.some((one) => String(one).toLowerCase() === "sms")
    : (capabilities as { sms?: unknown; SMS?: unknown } | undefined)?.sms === true ||
      (capabilities as { SMS?: unknown } | undefined)?.SMS === true;

/** https://www.twilio.com/docs/usage/security#validating-requests */
export function sign(authToken: string, url: string, form: URLSearchParams): Buffer {
  // The entries are grouped once: `getAll` for each name takes minutes where a request has a hundred thousand names.
  const values = new Map<string, string>();
  for (const [name, value] of form) values.set(name, (values.get(name) ?? "") + value);
  const text = [...values.keys()]
    .sort()
    .map((name) => `${name}${values.get(name)}`)
    .join("");
  return createHmac("sha1", authToken)
    .update(url + text)
    .digest();
}

/** Twilio signs the URL with the port written out, or without, depending on the port. */
function spellings(given: string): string[] {
  const url = new URL(given);
  const rest = given.slice(given.indexOf("/", url.protocol.length + 2));
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return [given, `${url.protocol}//${url.hostname}:${port}${rest}`, `${url.protocol}//${url.hostname}${rest}`];
}

function reportOf(sid: unknown, status: unknown, errorCode: unknown): DeliveryReport | undefined {
  if (typeof sid !== "string" || typeof status !== "string") return undefined;
  if (status === "delivered" || status === "read") return { vendorMessageId: sid, status: "delivered" };
  if (status !== "undelivered" && status !== "failed") return { vendorMessageId: sid, status: "sent" };
  const vendorCode = errorCode ? String(errorCode) : undefined;
  const failureClass = (vendorCode && classes[vendorCode]) || "unknown";
  return { vendorMessageId: sid, status: "failed", failureClass, ...(vendorCode && { vendorCode }) };
}
