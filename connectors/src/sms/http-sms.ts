/** @module A gateway of one's own over HTTP. By default the request of Logto's connector: https://docs.logto.io/integrations/http-sms */
import { createHmac } from "node:crypto";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import type { MessageConnector, SmsMessage } from "../message-connector.js";
import { escapes, fill, type HttpSettings, httpSettings, JSON_TYPE, type Values } from "./http-settings.js";

const remedies = {
  401: {
    ko: "게이트웨이가 인증을 거부했습니다. authorization 값과 headers의 키를 확인해 주세요.",
    en: "The gateway refused the credentials. Check authorization, and the keys among headers.",
  },
  404: {
    ko: "게이트웨이에 그런 주소가 없습니다. endpoint에 경로까지 넣었는지 확인해 주세요.",
    en: "The gateway has no such address. See whether endpoint has its whole path.",
  },
  415: {
    ko: "게이트웨이가 본문 형식을 받지 않습니다. contentType과 bodyTemplate을 게이트웨이의 형식에 맞춰 주세요.",
    en: "The gateway does not take this kind of body. Fit contentType and bodyTemplate to it.",
  },
};

export const httpSms: MessageConnector<HttpSettings> = {
  id: "http-sms",
  type: "Sms",
  name: { ko: "HTTP 게이트웨이", en: "HTTP gateway" },
  docs: "docs/connectors/http-sms.md",
  settings: httpSettings,
  example: { endpoint: "https://gateway.example.com/send", authorization: "Bearer <token>" },
  guide: {
    ko: '1. 요청을 받을 주소를 endpoint에 넣습니다. 2xx로 답하면 성공입니다.\n2. 비워 두면 Logto의 HTTP SMS와 같은 JSON을 POST합니다: {"to": "821012345678", "type": "SignIn", "payload": {"code": …, "locale": …}}.\n3. 다른 형식이 필요하면 method, headers, contentType, bodyTemplate, success를 씁니다.\n4. hmac을 켜면 게이트웨이가 서명으로 출처를 확인할 수 있습니다.',
    en: '1. Enter the address that takes the request as endpoint. It answers with a 2xx.\n2. Unless told, the JSON of Logto\'s HTTP SMS is posted: {"to": "821012345678", "type": "SignIn", "payload": {"code": …, "locale": …}}.\n3. For anything else there are method, headers, contentType, bodyTemplate and success.\n4. With hmac the gateway can tell by a signature where a request is from.',
  },
  limits: { maxBytes: 2000, charset: "utf-8" },
  remedies,

  codesOnly: ({ endpoint, bodyTemplate, method, templates }) => {
    const places = [endpoint, ...(method === "GET" ? [] : [bodyTemplate ?? (templates ? "{{text}}" : "")])];
    return !places.some((place) => /\{\{\s*text\s*\}\}/.test(place));
  },

  async send(message, own, context) {
    const { method = "POST", contentType = JSON_TYPE, hmac, authorization } = own;
    const values: Values = {
      to: message.to.replace(/\D/g, ""),
      toPlus: message.to,
      code: message.code,
      text: message.body,
      type: message.usageType,
      locale: message.locale,
      reference: message.reference,
    };
    const body = method === "GET" ? undefined : bodyOf(message, own, values);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(own.headers ?? {})) headers[name.toLowerCase()] = value;
    if (authorization !== undefined) headers.authorization = authorization;
    if (body !== undefined) headers["content-type"] = contentType;
    if (hmac && body !== undefined) {
      const seconds = Math.floor(context.clock().getTime() / 1000);
      headers[hmac.header.toLowerCase()] = signatureOf(hmac, seconds, body);
    }
    const answer = await callVendor(context, fill(own.endpoint, values, encodeURIComponent), {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    const verdict = judgeAnswer(answer, own.success ?? {}, values);
    if (verdict !== "accepted")
      throw failureOf(context, answer, {
        code: verdict.code,
        ...(verdict.isRefused && { text: "the gateway refused it", refused: true }),
      });
    const id = own.messageIdPath === undefined ? undefined : memberAt(answer.json, own.messageIdPath);
    const vendorMessageId = typeof id === "string" || typeof id === "number" ? String(id) : "";
    // The recipient's number is kept with the verification only, so an identifier that holds it is not kept.
    const isName = /^\S{1,200}$/.test(vendorMessageId) && !vendorMessageId.includes(values.to.slice(-8));
    return isName ? { vendorMessageId } : {};
  },
};

function bodyOf({ code, locale, body }: SmsMessage, own: HttpSettings, values: Values): string {
  const { bodyTemplate, contentType = JSON_TYPE, templates } = own;
  if (bodyTemplate !== undefined) return fill(bodyTemplate, values, escapes[contentType]);
  const { to, type } = values;
  return JSON.stringify({ to, type, payload: { code, locale }, ...(templates && { text: body }) });
}

function signatureOf({ secret, algorithm }: NonNullable<HttpSettings["hmac"]>, seconds: number, body: string): string {
  const mac = createHmac(algorithm, secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}

/** The member at `result.0.code`; `undefined` if there is none. */
function memberAt(json: unknown, dotted: string): unknown {
  return dotted.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }, json);
}

/** A value as a code to be kept and shown; `undefined` if it is a sentence, or repeats the message's code or recipient. */
function codeOf(value: string, { to, code }: Values): string | undefined {
  if (!/^[\w.:-]{1,40}$/.test(value) || (code !== "" && value.includes(code))) return undefined;
  return /\d{7}/.test(value) || value.includes(to.slice(-8)) ? undefined : value;
}

/**
 * Whether the settings count the answer as a success. The value at their `path` may be missing: then the outcome is unknown, if
 * the status is a success. It may be another than those that mean success: then the gateway has refused. Without a path the whole
 * answer is the value, unless it is long or looks like a page.
 */
function judgeAnswer(
  answer: VendorAnswer,
  { status, path, equals }: NonNullable<HttpSettings["success"]>,
  values: Values,
): "accepted" | { code: string | undefined; isRefused: boolean } {
  const isGoodStatus = status ? status.includes(answer.status) : isSuccess(answer);
  if (equals === undefined) return isGoodStatus ? "accepted" : { code: undefined, isRefused: false };
  const text = answer.text.trim();
  const found =
    path === undefined ? (text.length > 200 || /[<\n]/.test(text) ? undefined : text) : memberAt(answer.json, path);
  const isScalar = ["string", "number", "boolean"].includes(typeof found) && found !== "";
  if (isGoodStatus && isScalar && equals.includes(String(found))) return "accepted";
  return { code: isScalar ? codeOf(String(found), values) : undefined, isRefused: isGoodStatus && isScalar };
}
