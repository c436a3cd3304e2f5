/**
 * @module A gateway of somebody's own as a fake: it takes the JSON that Logto's HTTP SMS connector posts, and answers by status.
 * https://docs.logto.io/integrations/http-sms
 */
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeVendor,
  isNumber,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";

export const httpGateway = {
  authorization: "Bearer gateway-token-0123456789",
  path: "/hooks/sms?tenant=1",
};

const fail = (status: number, error: string, headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  headers,
  body: { error },
});

export async function fakeHttpGateway(gateway = httpGateway): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const { method, target, headers, json } = request;
    if (target !== gateway.path) return fail(404, "no such address");
    if (method !== "POST") return fail(405, "POST only");
    if (headers.authorization !== gateway.authorization) return fail(401, "who is this?");
    if (headers["content-type"] !== "application/json") return fail(415, "JSON only");
    const { to, type, payload, text, ...rest } = json ?? {};
    if (Object.keys(rest).length > 0) return fail(400, `unknown member ${Object.keys(rest)}`);
    // Digits with the country code, without `+`.
    if (typeof to !== "string" || !/^[1-9]\d{6,14}$/.test(to)) return fail(400, `to: ${to}`);
    if (typeof type !== "string" || !type) return fail(400, "type");
    if (typeof payload?.code !== "string" || typeof payload.locale !== "string") return fail(400, "payload");
    if (Object.keys(payload).length > 2) return fail(400, "unknown member of payload");
    if (text !== undefined && (typeof text !== "string" || !text.includes(payload.code))) return fail(400, "text");
    if (isNumber(to, UNKNOWN_NUMBER)) return fail(422, `${to} is no number`);
    if (isNumber(to, BLOCKED_NUMBER)) return fail(409, `${to} has opted out`);
    if (isNumber(to, THROTTLED_NUMBER) || vendor.isFull())
      return fail(429, "slowly", { "retry-after": vendor.pace ? "1" : "7" });
    if (vendor.credit <= 0) return fail(402, "no credit");
    sent += 1;
    const id = `m-${sent}`;
    vendor.accepted.push({
      id,
      to: `+${to}`,
      account: gateway.authorization,
      values: { type, ...payload },
      ...(text && { text }),
    });
    return { status: 202, body: { id } };
  });
}
