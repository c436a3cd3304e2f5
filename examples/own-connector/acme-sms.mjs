// A connector of your own: MUNJIGI_CONNECTORS=./examples/own-connector/acme-sms.mjs npm start
import { callVendor, failureOf, isSuccess } from "@munjigi/connectors/kit/call-vendor";
import { additions, line, secretLine, vendorUrl } from "@munjigi/connectors/kit/settings";
import { contentTemplates, exampleTemplates } from "@munjigi/connectors/kit/templates";
import { z } from "zod";

const settings = z.object({
  apiKey: secretLine({ label: { ko: "API 키", en: "API key" } }),
  sender: line({ label: { ko: "발신번호", en: "Sender" } }),
  templates: contentTemplates("gsm-7/ucs-2"),
  ...additions,
});

/** What each of the vendor's codes means. */
const classes = {
  BAD_KEY: "auth",
  NO_CREDIT: "balance",
  NO_SUCH_NUMBER: "recipient_invalid",
  OPTED_OUT: "recipient_blocked",
  TOO_FAST: "rate",
};

export default {
  id: "acme-sms",
  type: "Sms",
  name: { ko: "애크미 문자", en: "Acme SMS" },
  docs: "https://acme.example/docs/sms",
  settings,
  example: { apiKey: "<api-key>", sender: "<sender>", templates: exampleTemplates },
  limits: { maxBytes: 1600, charset: "gsm-7/ucs-2" },
  async send(message, own, context) {
    const answer = await callVendor(context, vendorUrl(own, "https://api.acme.example", "/v1/messages"), {
      headers: { authorization: `Bearer ${own.apiKey}` },
      json: { to: message.to, from: own.sender, text: message.body, reference: message.reference },
    });
    const { id, error } = answer.json ?? {};
    if (!isSuccess(answer) || typeof id !== "string") throw failureOf(context, answer, { code: error, classes });
    return { vendorMessageId: id };
  },
};
