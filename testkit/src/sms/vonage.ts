/** @module Vonage's SMS API as a fake: https://developer.vonage.com/en/api/sms */
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeVendor,
  isNumber,
  readBasic,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";

export const vonageAccount = {
  apiKey: "a1b2c3d4",
  apiSecret: "VonageSecret0123",
  brandName: "Munjigi",
};

const KNOWN = [
  "from",
  "to",
  "text",
  "type",
  "callback",
  "client-ref",
  "ttl",
  "status-report-req",
  "api_key",
  "api_secret",
];
/** What survives without `type=unicode`; the rest becomes a question mark. */
const DEFAULT_ALPHABET = /[^\n\r -_a-zÄÖÑÜ§¿äöñüà£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡{}|~€]/gu;

const fail = (status: number, text: string): FakeAnswer => ({
  body: { "message-count": "1", messages: [{ status: String(status), "error-text": text }] },
});

export async function fakeVonage(account = vonageAccount): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const basic = readBasic(request);
    const given = basic
      ? { key: basic.user, secret: basic.password }
      : { key: request.form.get("api_key"), secret: request.form.get("api_secret") };
    const isKnown = given.key === account.apiKey && given.secret === account.apiSecret;
    if (request.method === "GET" && request.url.pathname === "/account/get-balance")
      return isKnown
        ? { body: { value: vendor.credit, autoReload: false } }
        : { status: 401, body: { "error-code": "401", "error-code-label": "authentication failed" } };
    if (request.method !== "POST" || request.target !== "/sms/json") return { status: 404, body: "Not found" };
    if (!/^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? ""))
      return fail(2, "Missing from param");
    if (!isKnown) return fail(4, "Bad Credentials");
    const strange = [...request.form.keys()].find((name) => !KNOWN.includes(name));
    if (strange) return fail(3, `Invalid value for param: ${strange}`);
    const { from, to, text, type = "text", callback, ...rest } = Object.fromEntries(request.form);
    for (const [name, value] of Object.entries({ from, to, text })) if (!value) return fail(2, `Missing ${name} param`);
    if (!/^[1-9]\d{6,14}$/.test(to ?? "")) return fail(3, `Invalid value for param: to ${to}`);
    if (!["text", "unicode"].includes(type)) return fail(3, "Invalid value for param: type");
    if (callback !== undefined && !/^https?:\/\//.test(callback)) return fail(23, "Invalid Callback URL");
    if (isNumber(to ?? "", UNKNOWN_NUMBER)) return fail(6, `Unroutable message - rejected: ${to}`);
    if (isNumber(to ?? "", BLOCKED_NUMBER)) return fail(7, "Number barred");
    if (isNumber(to ?? "", THROTTLED_NUMBER) || vendor.isFull())
      return fail(1, "Throughput Rate Exceeded - please wait [ 250 ] and retry");
    if (!/^([A-Za-z0-9 ]{1,11}|\d{3,15})$/.test(from ?? "")) return fail(15, "Illegal Sender Address - rejected");
    if (vendor.credit <= 0) return fail(9, "Quota Exceeded - rejected");
    const arrives = type === "unicode" ? text : text?.replace(DEFAULT_ALPHABET, "?");
    const one = type === "unicode" ? 70 : 160;
    const length = arrives?.length ?? 0;
    const count = length <= one ? 1 : Math.ceil(length / (type === "unicode" ? 67 : 153));
    const messages = Array.from({ length: count }, () => {
      sent += 1;
      return {
        to,
        "message-id": `0C${sent.toString(16).toUpperCase().padStart(14, "0")}`,
        status: "0",
        "remaining-balance": String(vendor.credit),
        "message-price": "0.03330000",
        network: "45005",
        "client-ref": rest["client-ref"],
      };
    });
    const reference = rest["client-ref"];
    vendor.accepted.push({
      id: messages[0]?.["message-id"] ?? "",
      to: to ?? "",
      text: arrives ?? "",
      account: given.key ?? "",
      ...(reference !== undefined && { reference }),
    });
    return { body: { "message-count": String(count), messages } };
  });
}
