// What the contract suite has to know of the connector: a stand-in of its vendor, settings that it takes, and what it refuses.
import { BLOCKED_NUMBER, startFakeVendor, THROTTLED_NUMBER, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import connector from "./acme-sms.mjs";

const refuse = (status, error) => ({ status, body: { error } });

const startFake = () =>
  startFakeVendor(({ method, target, headers, json }, vendor) => {
    if (method !== "POST" || target !== "/v1/messages") return refuse(404, "NOT_FOUND");
    if (headers.authorization !== "Bearer acme-key-0123456789") return refuse(401, "BAD_KEY");
    if (vendor.credit <= 0) return refuse(402, "NO_CREDIT");
    if (json?.to === UNKNOWN_NUMBER) return refuse(400, "NO_SUCH_NUMBER");
    if (json?.to === BLOCKED_NUMBER) return refuse(400, "OPTED_OUT");
    if (json?.to === THROTTLED_NUMBER) return refuse(429, "TOO_FAST");
    if (!/^\+\d{7,15}$/.test(json?.to) || json?.from !== "15440000" || !json?.text) return refuse(400, "BAD_REQUEST");
    const id = `acme-${vendor.accepted.length + 1}`;
    vendor.accepted.push({ id, to: json.to, text: json.text, account: "acme", reference: json.reference });
    return { status: 202, body: { id } };
  });

const templates = ["Register", "SignIn", "ForgotPassword", "Generic"].map((usageType) => ({
  usageType,
  content: "[{{brand}}] 인증번호 [{{code}}]",
}));

export default {
  connector,
  startFake,
  config: { apiKey: "acme-key-0123456789", sender: "15440000", templates },
  wrongCredentials: { apiKey: "another" },
  badConfigs: [
    [{ apiKey: "" }, "apiKey"],
    [{ sender: 15440000 }, "sender"],
    [{ templates: [] }, "templates"],
  ],
};
