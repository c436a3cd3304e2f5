/**
 * @module Twilio Verify v2 as a vendor, which makes, sends and checks the code itself:
 * https://www.twilio.com/docs/verify/api
 */
import { z } from "zod";
import { basicAuth, callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { additions, line, secretLine, vendorUrl } from "../kit/settings.js";
import type { FailureClass, MessageConnector, SendContext, SmsMessage } from "../message-connector.js";

const settings = z.object({
  accountSID: line({
    label: { ko: "Account SID", en: "Account SID" },
    hint: { ko: "AC로 시작합니다.", en: "Starts with AC." },
    placeholder: "ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  }),
  authToken: secretLine({ label: { ko: "Auth Token", en: "Auth token" } }),
  serviceSID: line({
    label: { ko: "Verify Service SID", en: "Verify service SID" },
    hint: { ko: "VA로 시작합니다.", en: "Starts with VA." },
    placeholder: "VAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  }),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/** https://www.twilio.com/docs/api/errors */
const classes: Record<string, FailureClass> = {
  20003: "auth",
  20005: "balance",
  20008: "auth",
  20403: "auth",
  // A start with a service that does not exist.
  20404: "auth",
  20429: "rate",
  21211: "recipient_invalid",
  21408: "geo",
  21608: "recipient_blocked",
  21610: "recipient_blocked",
  21614: "recipient_invalid",
  25109: "rate",
  60200: "recipient_invalid",
  60201: "content",
  60202: "rate",
  60203: "rate",
  60204: "sender",
  60205: "recipient_invalid",
  60206: "content",
  60212: "rate",
  60220: "geo",
  60223: "sender",
  60224: "content",
  60226: "geo",
  60228: "content",
  60229: "content",
  60238: "recipient_blocked",
  60245: "rate",
  60247: "content",
  60248: "content",
  60410: "recipient_blocked",
  60412: "recipient_blocked",
  60413: "recipient_blocked",
  60605: "geo",
  60624: "recipient_blocked",
  60626: "rate",
};

/** Five checks, five sends, two requests at once: of one number. */
const recipientOnly = ["60202", "60203", "60212"];

const fraud = {
  ko: "Twilio의 Fraud Guard가 이 번호 대역을 막았습니다. Twilio 콘솔의 Verify → Fraud Guard에서 확인하고, 정상 번호면 Safe List에 넣어 주세요.",
  en: "Twilio's Fraud Guard has blocked this range of numbers. See Verify → Fraud Guard in Twilio's console; put a good number on the safe list.",
};
const remedies = {
  20003: {
    ko: "Twilio 콘솔 첫 화면의 Account SID와 Auth Token을 다시 복사해 주세요. 테스트 자격 증명으로는 보낼 수 없습니다.",
    en: "Copy Account SID and Auth Token from the first page of Twilio's console; test credentials do not send.",
  },
  20404: {
    ko: "serviceSID가 이 계정의 것이 아닙니다. Twilio 콘솔의 Verify → Services에서 SID(VA…)를 다시 복사해 주세요.",
    en: "serviceSID is not this account's. Copy the SID (VA…) anew under Verify → Services in Twilio's console.",
  },
  21608: {
    ko: "트라이얼 계정은 등록된 번호로만 보낼 수 있습니다. Verified Caller IDs에 번호를 등록하거나 계정을 업그레이드해 주세요.",
    en: "A trial account sends to verified numbers only. Add the number under Verified Caller IDs, or upgrade the account.",
  },
  60203: {
    ko: "이 번호로 10분 안에 다섯 번 보냈습니다. 10분 뒤에 다시 요청해야 합니다.",
    en: "Five messages went to this number within ten minutes. It has to be asked for again after ten minutes.",
  },
  60223: {
    ko: "Twilio 콘솔의 Verify → Services → 해당 서비스의 SMS 채널을 켜 주세요.",
    en: "Switch the SMS channel of the service on: Verify → Services in Twilio's console.",
  },
  60238: fraud,
  60410: fraud,
  60605: {
    ko: "Twilio 콘솔의 Verify → Settings → Geo permissions에서 해당 국가를 켜 주세요.",
    en: "Switch the country on in Twilio's console: Verify → Settings → Geo permissions.",
  },
};

/** The languages of its standard text: https://www.twilio.com/docs/verify/supported-languages */
const LOCALES =
  "af ar ca zh zh-CN zh-HK hr cs da nl en en-GB et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl pt pt-BR ro ru sk es sv tl te th tr uk vi".split(
    " ",
  );

/** `ko-KR` is served by `ko`; a language that Twilio lacks is left to Twilio, which goes by the country. */
export function localeOf(locale: string): string | undefined {
  const find = (name: string | undefined) => LOCALES.find((one) => one.toLowerCase() === name?.toLowerCase());
  return find(locale) ?? find(locale.split("-")[0]);
}

function post(own: Settings, context: SendContext, path: string, form: Record<string, string | undefined>) {
  const url = vendorUrl(own, "https://verify.twilio.com", `/v2/Services/${encodeURIComponent(own.serviceSID)}/${path}`);
  return callVendor(context, url, { headers: { authorization: basicAuth(own.accountSID, own.authToken) }, form });
}

/** Without the vendor's sentence, which may repeat the number: "Invalid parameter `To`: +8210…". */
function refusalOf(context: SendContext, answer: VendorAnswer) {
  const { code, message } = answer.json ?? {};
  const text = typeof message === "string" ? message.replace(/\+?\d{7,}/g, "…") : undefined;
  return failureOf(context, answer, { code, text, classes, recipientOnly });
}

async function start(message: SmsMessage, own: Settings, context: SendContext) {
  const answer = await post(own, context, "Verifications", {
    To: message.to,
    Channel: "sms",
    Locale: localeOf(message.locale),
  });
  const { sid, status } = answer.json ?? {};
  if (!isSuccess(answer) || typeof sid !== "string" || status !== "pending") throw refusalOf(context, answer);
  return { vendorMessageId: sid };
}

export const twilioVerify: MessageConnector<Settings> = {
  id: "twilio-verify",
  type: "Sms",
  name: { ko: "Twilio Verify", en: "Twilio Verify" },
  docs: "docs/connectors/twilio-verify.md",
  settings,
  example: {
    accountSID: "<account-sid>",
    authToken: "<auth-token>",
    serviceSID: "<verify-service-sid>",
  },
  guide: {
    ko: "1. [Twilio 콘솔](https://console.twilio.com) 첫 화면에서 Account SID와 Auth Token을 복사합니다.\n2. Verify → Services에서 서비스를 만들고 SID(VA…)를 복사합니다. 발신번호는 필요하지 않습니다.\n3. Verify → Settings → Geo permissions에서 보낼 국가를 켭니다.",
    en: "1. Copy Account SID and Auth Token from the first page of [Twilio's console](https://console.twilio.com).\n2. Under Verify → Services make a service and copy its SID (VA…). No number is needed.\n3. Under Verify → Settings → Geo permissions switch on the countries you send to.",
  },
  limits: { maxBytes: 1600, charset: "gsm-7/ucs-2" },
  remedies,

  send: start,
  verifier: {
    start,

    async check(to, code, own, context) {
      // Twilio's codes have four to ten characters; any other length it answers as an error of the request, not as a wrong code.
      if (!/^[A-Za-z0-9]{4,10}$/.test(code)) return false;
      const answer = await post(own, context, "VerificationCheck", { To: to, Code: code });
      const { status, code: vendorCode } = answer.json ?? {};
      if (isSuccess(answer) && typeof status === "string") return status === "approved";
      // 20404: the verification is over (approved, expired) or was never begun. 60202: it was tried five times.
      if (vendorCode === 20404 || vendorCode === 60202) return false;
      throw refusalOf(context, answer);
    },
  },
};
