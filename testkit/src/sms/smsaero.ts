/** @module SMS Aero's API v2 as a fake: https://smsaero.ru/integration/documentation/api/ */
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

export const smsaeroAccount = {
  email: "team@example.com",
  apiKey: "lX8APMlgliHvkHk04i7fake000000000",
  senderName: "SMS Aero",
};

const KNOWN = ["number", "sign", "text", "dateSend", "callbackUrl", "callbackFormat", "shortLink"];

const ok = (data: unknown): FakeAnswer => ({ body: { success: true, data, message: null } });
const fail = (status: number, message: string, data: unknown = null): FakeAnswer => ({
  status,
  body: { success: false, data, message },
});
const invalid = (field: string, text: string) => fail(400, "Validation error.", { [field]: [text] });

export async function fakeSmsAero(account = smsaeroAccount): Promise<FakeVendor> {
  return await startFakeVendor((request, vendor) => {
    const basic = readBasic(request);
    if (basic?.user !== account.email || basic.password !== account.apiKey)
      return fail(401, "Your request was made with invalid credentials.");
    const { pathname, searchParams } = request.url;
    if (pathname === "/v2/balance") return ok({ balance: vendor.credit });
    if (pathname === "/v2/sms/status") {
      const found = vendor.accepted.find(({ id }) => id === searchParams.get("id"));
      if (!found) return fail(404, "Not found");
      const status = isNumber(found.to, BLOCKED_NUMBER) ? 2 : 1;
      return ok({ id: Number(found.id), number: found.to, status, extendStatus: status === 1 ? "delivery" : "failed" });
    }
    if (request.method !== "POST" || pathname !== "/v2/sms/send") return fail(404, "Not found");
    if (!/^application\/json/.test(request.headers["content-type"] ?? "") || typeof request.json !== "object")
      return fail(400, "Validation error.");
    const { number, sign, text, callbackUrl } = request.json;
    const strange = Object.keys(request.json).find((name) => !KNOWN.includes(name));
    if (strange) return invalid(strange, "Unknown field");
    if (!/^[1-9]\d{9,14}$/.test(String(number)) || isNumber(String(number), UNKNOWN_NUMBER))
      return invalid("number", `Number ${number} is incorrect`);
    if (isNumber(String(number), THROTTLED_NUMBER) || vendor.isFull()) return fail(429, "Rate limit exceeded.");
    if (sign !== account.senderName) return invalid("sign", "Incorrect sign");
    if (typeof text !== "string" || text.length < 2 || text.length > 640) return invalid("text", "Incorrect length");
    if (callbackUrl !== undefined && !/^https?:\/\//.test(callbackUrl)) return invalid("callbackUrl", "Incorrect URL");
    if (vendor.credit <= 0) return { body: { result: "no credits", success: false } };
    const id = String(500_001 + vendor.accepted.length);
    vendor.accepted.push({ id, to: String(number), text, account: basic.user });
    return ok({
      id: Number(id),
      from: sign,
      number: String(number),
      text,
      status: 0,
      extendStatus: "queue",
      channel: "FREE SIGN",
      cost: 5.49,
      dateCreate: 1_719_119_523,
      dateSend: 1_719_119_523,
    });
  });
}
