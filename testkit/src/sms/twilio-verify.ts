/** @module Twilio Verify v2 as a fake that makes and checks codes of its own: https://www.twilio.com/docs/verify/api */
import { randomInt } from "node:crypto";
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeVendor,
  readBasic,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";

export const twilioVerifyAccount = {
  accountSID: "AC00000000000000000000000000000002",
  authToken: "twilio-verify-token-0123456789",
  serviceSID: "VA00000000000000000000000000000001",
};

const KNOWN = ["To", "Channel", "Locale", "CustomFriendlyName", "DeviceIp", "RiskCheck", "TemplateSid"];
const LOCALES = ["en", "en-GB", "ko", "ja", "de", "fr", "es", "pt", "pt-BR", "zh", "zh-CN", "zh-HK"];
/** Checks, and sends, of one verification. */
const MAX_ATTEMPTS = 5;

const fail = (status: number, code: number, message: string): FakeAnswer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

interface Verification {
  sid: string;
  code: string;
  sends: number;
  checks: number;
}

export async function fakeTwilioVerify(account = twilioVerifyAccount): Promise<FakeVendor> {
  const pending = new Map<string, Verification>();
  let made = 0;

  return await startFakeVendor((request, vendor) => {
    const basic = readBasic(request);
    if (basic?.user !== account.accountSID || basic.password !== account.authToken)
      return fail(401, 20003, "Authenticate");
    const notFound = fail(404, 20404, `The requested resource ${request.target} was not found`);
    const root = `/v2/Services/${account.serviceSID}`;
    const isForm = /^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? "");
    if (request.method !== "POST" || !isForm) return notFound;
    const { To = "", Code = "", ...rest } = Object.fromEntries(request.form);
    const resource = (one: Verification, status: string) => ({
      sid: one.sid,
      service_sid: account.serviceSID,
      account_sid: account.accountSID,
      to: To,
      channel: "sms",
      status,
      valid: status === "approved",
      date_created: "2026-01-02T03:04:05Z",
      date_updated: "2026-01-02T03:04:05Z",
    });

    if (request.target === `${root}/VerificationCheck`) {
      if (!To) return fail(400, 60221, "No target verification specified");
      if (Code.length < 4 || Code.length > 10) return fail(400, 60200, "Invalid parameter: Code");
      const one = pending.get(To);
      if (!one) return notFound;
      if (one.checks >= MAX_ATTEMPTS) return fail(429, 60202, "Max check attempts reached");
      if (Code !== one.code) {
        one.checks += 1;
        return { body: resource(one, "pending") };
      }
      pending.delete(To);
      return { body: resource(one, "approved") };
    }

    if (request.target !== `${root}/Verifications`) return notFound;
    const strange = Object.keys(rest).find((name) => !KNOWN.includes(name));
    if (strange) return fail(400, 20001, `Unknown parameter ${strange}`);
    if (!/^\+[1-9]\d{6,14}$/.test(To) || To === UNKNOWN_NUMBER)
      return fail(400, 60200, `Invalid parameter \`To\`: ${To}`);
    if (rest.Channel !== "sms") return fail(400, 60200, "Invalid parameter: Channel");
    if (rest.Locale !== undefined && !LOCALES.includes(rest.Locale))
      return fail(400, 60200, "Invalid parameter: Locale");
    if (To === BLOCKED_NUMBER) return fail(403, 60410, "Verification delivery attempt blocked");
    if (To === THROTTLED_NUMBER || vendor.isFull()) return fail(429, 20429, "Too many requests");
    if (vendor.credit <= 0) return fail(403, 20005, "Account not active");
    let one = pending.get(To);
    if (!one) {
      made += 1;
      const sid = `VE${made.toString(16).padStart(32, "0")}`;
      one = { sid, code: String(randomInt(100_000, 1_000_000)), sends: 0, checks: 0 };
      pending.set(To, one);
    }
    if (one.checks >= MAX_ATTEMPTS) return fail(429, 60202, "Max check attempts reached");
    if (one.sends >= MAX_ATTEMPTS) return fail(429, 60203, "Max send attempts reached");
    one.sends += 1;
    const words = rest.Locale === "ko" ? "인증번호" : "verification code";
    vendor.accepted.push({ id: one.sid, to: To, text: `Munjigi ${words}: ${one.code}`, account: basic.user });
    return { status: 201, body: resource(one, "pending") };
  });
}
