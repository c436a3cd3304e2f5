/** @module GatewayAPI's REST API as a fake: https://gatewayapi.com/docs/apis/rest/ */
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

export const gatewayapiAccount = {
  apiToken: "gatewayapi-token-0123456789",
  sender: "Munjigi",
};

const KNOWN = [
  "class",
  "message",
  "sender",
  "sendtime",
  "tags",
  "userref",
  "priority",
  "validity_period",
  "encoding",
  "destaddr",
  "callback_url",
  "label",
  "max_parts",
  "extra_details",
  "recipients",
];
/** What survives without `encoding: "UCS2"`; the rest becomes a question mark. */
const DEFAULT_ALPHABET = /[^\n\r -_a-zÄÖÑÜ§¿äöñüà£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡{}|~€]/gu;

const fail = (status: number, code: string | undefined, message: string, variables?: string[]): FakeAnswer => ({
  status,
  body: { ...(code && { code }), incident_uuid: "d8127429-fa0c-4316-b1f2-e610c3958f43", message, variables },
});

export async function fakeGatewayApi(account = gatewayapiAccount): Promise<FakeVendor> {
  return await startFakeVendor((request, vendor) => {
    const basic = readBasic(request);
    if (basic?.user !== account.apiToken || basic.password !== "") return fail(401, undefined, "Unauthorized");
    const { pathname } = request.url;
    if (request.method === "GET" && pathname === "/rest/me")
      return { body: { credit: vendor.credit, currency: "EUR", id: 1 } };
    const [, wanted] = /^\/rest\/mtsms\/(\d+)$/.exec(pathname) ?? [];
    if (request.method === "GET" && wanted) {
      const found = vendor.accepted.find(({ id }) => id === wanted);
      if (!found) return fail(404, undefined, "Not found");
      const isUnknown = isNumber(found.to, UNKNOWN_NUMBER);
      const recipient = {
        msisdn: Number(found.to),
        dsnstatus: isUnknown ? "UNDELIVERABLE" : "DELIVERED",
        dsnerror: isUnknown ? "Unknown subscriber" : null,
        dsnerrorcode: isUnknown ? "0x1010" : null,
      };
      return { body: [{ id: Number(wanted), message: found.text, recipients: [recipient] }] };
    }
    if (request.method !== "POST" || pathname !== "/rest/mtsms") return fail(404, undefined, "Not found");
    if (!/^application\/json/.test(request.headers["content-type"] ?? "") || typeof request.json !== "object")
      return fail(422, undefined, "Invalid json request body");
    const { message, sender, recipients, encoding = "UTF8", userref, callback_url } = request.json;
    const strange = Object.keys(request.json).find((name) => !KNOWN.includes(name));
    if (strange) return fail(400, "0x0220", "Unsupported parameter %1", [strange]);
    if (typeof message !== "string" || !message)
      return fail(400, "0x0222", "Missing required parameter %1", ["message"]);
    if (!/^([A-Za-z0-9 ]{1,11}|\d{1,15})$/.test(sender)) return fail(400, "0x0308", "Invalid Argument");
    if (!["UTF8", "UCS2"].includes(encoding)) return fail(400, "0x0308", "Invalid Argument");
    if (callback_url !== undefined && !/^https?:\/\//.test(callback_url))
      return fail(400, "0x0308", "Invalid Argument");
    const msisdn = String(recipients?.[0]?.msisdn);
    if (recipients?.length !== 1 || !/^[1-9]\d{6,14}$/.test(msisdn)) return fail(400, "0x0308", "Invalid Argument");
    if (isNumber(msisdn, THROTTLED_NUMBER) || vendor.isFull())
      return { status: 429, headers: { "retry-after": vendor.pace ? "1" : "5" }, body: "Too many" };
    if (isNumber(msisdn, BLOCKED_NUMBER)) return fail(403, "0x0215", "MSISDN %1 blacklisted", [msisdn]);
    if (vendor.credit <= 0) return fail(403, "0x0216", "Insufficient credit");
    const text = encoding === "UCS2" ? message : message.replace(DEFAULT_ALPHABET, "?");
    const id = 421_332_671 + vendor.accepted.length;
    vendor.accepted.push({ id: String(id), to: msisdn, text, account: basic.user, reference: userref });
    return { body: { ids: [id], usage: { countries: { KR: 1 }, currency: "EUR", total_cost: 0.036 } } };
  });
}
