/** @module Twilio's Messages API as a fake: https://www.twilio.com/docs/messaging/api/message-resource */
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeVendor,
  readBasic,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";

export const twilioAccount = {
  accountSID: "AC00000000000000000000000000000001",
  authToken: "twilio-auth-token-0123456789",
  fromMessagingServiceSID: "MG00000000000000000000000000000001",
  fromNumber: "+15005550006",
};

const KNOWN = ["To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ValidityPeriod", "RiskCheck"];

const fail = (status: number, code: number, message: string, headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  headers,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

export async function fakeTwilio(account = twilioAccount): Promise<FakeVendor> {
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const basic = readBasic(request);
    if (basic?.user !== account.accountSID || basic.password !== account.authToken)
      return fail(401, 20003, "Authenticate");
    const root = `/2010-04-01/Accounts/${account.accountSID}`;
    if (request.method === "GET" && request.target === `${root}/Balance.json`)
      return { body: { account_sid: account.accountSID, balance: String(vendor.credit), currency: "USD" } };
    if (request.method === "GET" && request.url.pathname === `${root}/IncomingPhoneNumbers.json`)
      return {
        body: {
          incoming_phone_numbers: [
            { phone_number: account.fromNumber, capabilities: { sms: true, voice: true } },
            { phone_number: "+15005550009", capabilities: { sms: false, voice: true } },
          ],
        },
      };
    const [, service] = /^\/v1\/Services\/(MG\w+)\/PhoneNumbers$/.exec(request.url.pathname) ?? [];
    if (request.method === "GET" && service)
      return service === account.fromMessagingServiceSID
        ? { body: { phone_numbers: [{ phone_number: account.fromNumber, capabilities: ["Voice", "SMS"] }], meta: {} } }
        : fail(404, 20404, "The requested resource was not found");
    const [, sid] = new RegExp(`^${root}/Messages/(SM\\w+)\\.json$`).exec(request.target) ?? [];
    if (request.method === "GET" && sid)
      return vendor.accepted.some(({ id }) => id === sid)
        ? { body: { sid, status: "delivered", error_code: null } }
        : fail(404, 20404, "The requested resource was not found");
    if (request.method !== "POST" || request.target !== `${root}/Messages.json`)
      return fail(404, 20404, "The requested resource was not found");
    if (!/^application\/x-www-form-urlencoded/.test(request.headers["content-type"] ?? ""))
      return fail(400, 21617, "Form expected");
    const { To = "", From, MessagingServiceSid, Body = "", ...rest } = Object.fromEntries(request.form);
    const strange = Object.keys(rest).find((name) => !KNOWN.includes(name));
    if (strange) return fail(400, 20001, `Unknown parameter ${strange}`);
    if (!/^\+[1-9]\d{6,14}$/.test(To) || To === UNKNOWN_NUMBER)
      return fail(400, 21211, `Invalid 'To' Phone Number: ${To}`);
    if (To === THROTTLED_NUMBER || vendor.isFull())
      return fail(429, 20429, "Too Many Requests", { "retry-after": vendor.pace ? "1" : "7" });
    if (To === BLOCKED_NUMBER) return fail(400, 21610, "Attempt to send to unsubscribed recipient");
    if (MessagingServiceSid !== account.fromMessagingServiceSID && From !== account.fromNumber)
      return fail(400, 21606, "The 'From' phone number is not a valid, SMS-capable phone number for your account");
    if (!Body) return fail(400, 21602, "Message body is required");
    if ([...Body].length > 1600)
      return fail(400, 21617, "The concatenated message body exceeds the 1600 character limit");
    if (rest.RiskCheck !== undefined && !["enable", "disable"].includes(rest.RiskCheck))
      return fail(400, 20001, "RiskCheck");
    if (vendor.credit <= 0) return fail(403, 20005, "Account not active");
    sent += 1;
    const id = `SM${sent.toString().padStart(32, "0")}`;
    vendor.accepted.push({ id, to: To, text: Body, account: basic.user });
    return { status: 201, body: { sid: id, status: "queued", error_code: null, num_segments: "0", price: null } };
  });
}
