/** @module Aligo's SMS API: https://smartsms.aligo.in/smsapi.html */
import { z } from "zod";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { koreanClass } from "../kit/measure-text.js";
import { KOREA, splitNumber } from "../kit/phone-number.js";
import { additions, allowLms, type FieldMeta, line, secretLine, senderNumber, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import { type FailureClass, type MessageConnector, type SendContext, SendFailure } from "../message-connector.js";

const settings = z.object({
  key: secretLine({ label: { ko: "API Key", en: "API key" } }),
  userId: line({
    label: { ko: "사용자 ID", en: "User ID" },
    hint: { ko: "알리고 로그인 아이디입니다.", en: "The name you sign in to Aligo with." },
  }),
  sender: senderNumber,
  testMode: z
    .boolean()
    .optional()
    .meta({
      label: { ko: "테스트 모드", en: "Test mode" },
      hint: {
        ko: "요청만 확인하고 문자는 보내지 않습니다.",
        en: "Aligo checks the request and sends nothing.",
      },
    } satisfies FieldMeta),
  allowLms,
  templates: contentTemplates("euc-kr"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/**
 * Aligo publishes no list: a negative number is a refusal, and its sentence says which. Only what is sure stands here; any other
 * counts as a refusal that nobody has mapped. `error_cnt` is ours: the request is fine and its one recipient is not.
 */
const classes: Record<string, FailureClass> = {
  "-101": "auth",
  "-201": "balance",
  error_cnt: "recipient_invalid",
};

const remedies = {
  "-101": {
    ko: "알리고는 등록된 IP의 요청만 받습니다. 알리고의 문자API → 신청/인증 → 발송 서버 IP에 이 서버가 밖으로 나가는 IP를 등록해 주세요. 등록되어 있으면 같은 화면의 API Key와 로그인 아이디를 다시 확인해 주세요.",
    en: "Aligo takes requests from registered IP addresses only: add the address this server goes out from under SMS API → application → sending server IP in Aligo's console. If it is there, compare the API key on the same page and your user ID.",
  },
  "-201": {
    ko: "알리고에서 문자 발송 건수를 충전해 주세요.",
    en: "Buy more messages from Aligo.",
  },
  korea_only: {
    ko: "알리고는 한국 번호로만 보냅니다. 다른 국가는 국제 발송이 되는 업체로 보내도록 설정해 주세요.",
    en: "Aligo sends to Korean numbers only. Send to other countries with another vendor.",
  },
};

function call(own: Settings, context: SendContext, path: string, form: Record<string, string | undefined> = {}) {
  return callVendor(context, vendorUrl(own, "https://apis.aligo.in", path), {
    form: { key: own.key, user_id: own.userId, ...form },
  });
}

/** `result_code` comes as a string at times, and at times as a number. */
const isFine = (answer: VendorAnswer) => isSuccess(answer) && Number(answer.json?.result_code) === 1;

function refusalOf(context: SendContext, answer: VendorAnswer) {
  const { result_code: code, message: text } = answer.json ?? {};
  const isRefused = isSuccess(answer) && Number(code) < 0;
  return failureOf(context, answer, { code, text, classes, ...(isRefused && { refused: true }) });
}

export const aligo: MessageConnector<Settings> = {
  id: "aligo-sms",
  type: "Sms",
  name: { ko: "알리고", en: "Aligo" },
  docs: "docs/connectors/aligo.md",
  settings,
  example: { key: "<api-key>", userId: "<user-id>", sender: "0212345678", templates: exampleTemplates },
  guide: {
    ko: "1. [알리고](https://smartsms.aligo.in)의 문자API → 신청/인증에서 API를 신청하고 API Key를 복사합니다.\n2. 같은 화면의 발송 서버 IP에 이 서버가 밖으로 나가는 IP를 등록합니다. 등록하지 않으면 모든 요청이 인증 오류가 됩니다.\n3. 발신번호 관리에서 발신번호를 등록합니다.\n4. 발송 건수를 충전합니다.",
    en: "1. Apply for the API under SMS API → application at [Aligo](https://smartsms.aligo.in) and copy the API key.\n2. On the same page register the IP address this server goes out from. Without it every request is refused.\n3. Register the sender under sender numbers.\n4. Buy messages.",
  },
  limits: { maxBytes: 90, charset: "euc-kr", longBytes: 2000 },
  remedies,

  async send(message, own, context) {
    const { country, national } = splitNumber(message.to);
    if (country !== KOREA) throw new SendFailure("geo", "Korean numbers only", { vendorCode: "korea_only" });
    const answer = await call(own, context, "/send/", {
      sender: own.sender.replace(/\D/g, ""),
      receiver: national,
      msg: message.body,
      // Without a type, Aligo makes it LMS by itself, and puts a question mark where EUC-KR lacks a character.
      msg_type: koreanClass(message.body, own),
      testmode_yn: own.testMode ? "Y" : undefined,
    });
    const { msg_id, error_cnt, message: text } = answer.json ?? {};
    if (isFine(answer) && Number(error_cnt) > 0)
      throw failureOf(context, answer, { code: "error_cnt", text, classes, refused: true });
    const vendorMessageId = String(msg_id ?? "");
    if (!isFine(answer) || vendorMessageId === "") throw refusalOf(context, answer);
    return { vendorMessageId };
  },

  async status(vendorMessageId, own, context) {
    const answer = await call(own, context, "/sms_list/", { mid: vendorMessageId, page: "1", page_size: "30" });
    if (!isFine(answer)) throw refusalOf(context, answer);
    const state = String(answer.json.list?.[0]?.sms_state ?? "");
    // The status is a word, not a code: 발송완료, 발송실패, 전송중 …
    if (/실패|오류|거부|취소/.test(state))
      return {
        vendorMessageId,
        status: "failed",
        failureClass: "unknown",
        vendorCode: state.replace(/\d{4,}/g, "").slice(0, 40),
      };
    return { vendorMessageId, status: /완료|성공/.test(state) ? "delivered" : "sent" };
  },

  /** Aligo counts what is left in short messages. */
  async balance(own, context) {
    const answer = await call(own, context, "/remain/");
    const count = Number(answer.json?.SMS_CNT);
    if (!isFine(answer) || !Number.isInteger(count)) throw refusalOf(context, answer);
    return { amount: String(count), unit: "SMS" };
  },

  allowList: {
    ko: "알리고 → 문자API → 신청/인증 → 발송 서버 IP (등록하지 않으면 모든 요청이 거절됩니다)",
    en: "Aligo: SMS API → application → IP addresses of the sending servers (without it every request is refused)",
  },
};
