/** @module Alibaba Cloud SMS (Dysmsapi 2017-05-25): https://help.aliyun.com/document_detail/55284.html */
import { createHmac } from "node:crypto";
import { z } from "zod";
import { callVendor, failureOf, isSuccess } from "../kit/call-vendor.js";
import { additions, type FieldMeta, line, secretLine, vendorUrl } from "../kit/settings.js";
import { exampleCodeTemplates, listOf, locale, usageType } from "../kit/templates.js";
import { type DeliveryReport, type FailureClass, type MessageConnector, SendFailure } from "../message-connector.js";

const code = (meta: FieldMeta) => line({ ...meta, placeholder: "SMS_123456789" });

const settings = z.object({
  accessKeyId: line({
    label: { ko: "AccessKey ID", en: "AccessKey ID" },
    hint: { ko: "RAM 사용자의 키를 권합니다.", en: "Preferably of a RAM user." },
  }),
  accessKeySecret: secretLine({ label: { ko: "AccessKey Secret", en: "AccessKey secret" } }),
  signName: line({
    label: { ko: "서명(签名)", en: "Signature name" },
    hint: {
      ko: "심사를 통과한 서명 이름입니다. 괄호 【】 없이 넣습니다.",
      en: "An approved one, without its brackets 【】.",
    },
  }),
  strictPhoneRegionNumberCheck: z
    .boolean()
    .optional()
    .meta({
      label: { ko: "국가번호 엄격 확인", en: "Strict country code" },
      hint: {
        ko: "Logto 설정과의 호환용입니다. 번호에 언제나 국가번호가 있으므로 차이가 없습니다.",
        en: "For configs of Logto. It makes no difference: numbers always have their country code here.",
      },
    } satisfies FieldMeta),
  templates: listOf(
    z.object({
      usageType,
      templateCode: z
        .union([
          code({ label: { ko: "템플릿 코드", en: "Template code" } }),
          z.object({
            china: code({ label: { ko: "중국 본토용", en: "For mainland China" } }),
            overseas: code({ label: { ko: "그 밖의 국가용", en: "For everywhere else" } }),
          }),
        ])
        .meta({
          label: { ko: "템플릿 코드", en: "Template code" },
          hint: { ko: "하나, 또는 china와 overseas에 하나씩.", en: "One, or one each for china and overseas." },
        } satisfies FieldMeta),
      type: z
        .union([z.literal(0), z.literal(1), z.literal(2), z.literal(6), z.literal(7)])
        .optional()
        .meta({
          label: { ko: "종류", en: "Type" },
          hint: { ko: "Logto 설정과의 호환용이며 쓰이지 않습니다.", en: "For configs of Logto; not used." },
        } satisfies FieldMeta),
      locale,
    }),
  ),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/**
 * Of requests: https://help.aliyun.com/document_detail/101346.html and, of the gateway before them,
 * https://api.aliyun.com/document/Dysmsapi/2017-05-25/errorCode. In capitals, of the carriers:
 * https://help.aliyun.com/document_detail/101347.html; REQUEST_SUCCESS and SP_UNKNOWN_ERROR are not here: after those the outcome is unknown.
 */
const classes: Record<string, FailureClass> = {
  SignatureDoesNotMatch: "auth",
  IncompleteSignature: "auth",
  "InvalidAccessKeyId.NotFound": "auth",
  "InvalidAccessKeyId.Inactive": "auth",
  "InvalidTimeStamp.Expired": "auth",
  "InvalidTimeStamp.Format": "auth",
  "Forbidden.AccessKeyDisabled": "auth",
  "Forbidden.RAM": "auth",
  NoPermission: "auth",
  SignatureNonceUsed: "transient",
  Throttling: "rate",
  "Throttling.Api": "rate",
  "Throttling.User": "rate",
  ServiceUnavailable: "transient",
  "isp.GATEWAY_ERROR": "transient",
  "isp.RAM_PERMISSION_DENY": "auth",
  "isp.SYSTEM_ERROR": "transient",
  "isv.ACCOUNT_ABNORMAL": "auth",
  "isv.ACCOUNT_NOT_EXISTS": "auth",
  "isv.AMOUNT_NOT_ENOUGH": "balance",
  "isv.BLACK_KEY_CONTROL_LIMIT": "recipient_blocked",
  "isv.BUSINESS_LIMIT_CONTROL": "rate",
  "isv.CODE_ERROR": "sender",
  "isv.CODE_EXCEED_LIMIT": "sender",
  "isv.CUSTOMER_REFUSED": "recipient_blocked",
  "isv.DAY_LIMIT_CONTROL": "rate",
  "isv.DENY_IP_RANGE": "auth",
  "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": "content",
  "isv.EXTEND_CODE_ERROR": "sender",
  "isv.INVALID_JSON_PARAM": "content",
  "isv.INVALID_PARAMETERS": "content",
  "isv.MOBILE_COUNT_OVER_LIMIT": "recipient_invalid",
  "isv.MOBILE_NUMBER_ILLEGAL": "recipient_invalid",
  "isv.MONTH_LIMIT_CONTROL": "rate",
  "isv.ONE_CODE_MULTIPLE_SIGN": "sender",
  "isv.OUT_OF_SERVICE": "balance",
  "isv.PARAM_LENGTH_LIMIT": "content",
  "isv.PARAM_NOT_SUPPORT_URL": "content",
  "isv.PRODUCT_UNSUBSCRIBE": "auth",
  "isv.PRODUCT_UN_SUBSCRIPT": "auth",
  "isv.SECURITY_FROZEN_ACCOUNT": "auth",
  "isv.SIGN_NAME_ILLEGAL": "sender",
  "isv.SIGN_STATE_ILLEGAL": "sender",
  "isv.SMS_CONTENT_ILLEGAL": "content",
  "isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE": "content",
  "isv.SMS_SIGNATURE_ILLEGAL": "sender",
  "isv.SMS_SIGNATURE_SCENE_ILLEGAL": "sender",
  "isv.SMS_SIGN_EMOJI_ILLEGAL": "sender",
  "isv.SMS_SIGN_ILLEGAL": "sender",
  "isv.SMS_TEMPLATE_ILLEGAL": "content",
  "isv.SMS_TEST_NUMBER_LIMIT": "recipient_blocked",
  "isv.SMS_TEST_SIGN_TEMPLATE_LIMIT": "content",
  "isv.SMS_TEST_TEMPLATE_PARAMS_ILLEGAL": "content",
  "isv.TEMPLATE_MISSING_PARAMETERS": "content",
  "isv.TEMPLATE_PARAMS_ILLEGAL": "content",
  "isv.UNSUPPORTED_CONTENT": "content",
  template_parameter_count_illegal: "content",
  SIGNATURE_BLACKLIST: "sender",
  CONTENT_ERROR: "content",
  CONTENT_KEYWORD: "content",
  INVALID_NUMBER: "recipient_invalid",
  IS_CLOSE: "transient",
  MOBILE_ACCOUNT_ABNORMAL: "recipient_invalid",
  MOBILE_IN_BLACK: "recipient_blocked",
  MOBILE_NOT_ON_SERVICE: "recipient_invalid",
  MOBILE_SEND_LIMIT: "rate",
  // The vendor spells it so.
  MOBLLE_TERMINAL_ERROR: "recipient_invalid",
  NO_ROUTE: "geo",
  PARAMS_ILLEGAL: "content",
  PORT_NOT_REGISTERED: "sender",
  SP_NOT_BY_INTER_SMS: "recipient_blocked",
  USER_REJECT: "recipient_blocked",
};

const keys = {
  ko: "RAM 콘솔(ram.console.aliyun.com)의 사용자 → AccessKey에서 키가 활성 상태인지 보고 AccessKey ID와 Secret을 다시 넣어 주세요.",
  en: "See under Users → AccessKey in the RAM console (ram.console.aliyun.com) whether the key is active, and enter its ID and secret anew.",
};
const permission = {
  ko: "RAM 콘솔에서 이 키의 사용자에게 AliyunDysmsFullAccess 권한을 주세요.",
  en: "Grant the key's user the policy AliyunDysmsFullAccess in the RAM console.",
};
const topUp = {
  ko: "알리바바 클라우드 콘솔의 비용(费用与成本)에서 충전하거나, 받는 국가에 맞는 문자 패키지를 사 주세요.",
  en: "Top up under Billing in Alibaba Cloud's console, or buy a package for the countries you send to.",
};
const consoleLimit = {
  ko: "콘솔에서 정한 발송 한도를 다 썼습니다. 문자 서비스 콘솔의 通用设置 → 国内消息设置 → 安全设置에서 한도를 올려 주세요.",
  en: "The limit set in the console is used up. Raise it under General settings → Domestic messages → Security in the SMS console.",
};
/** By the minute, hour and day of one number: https://help.aliyun.com/document_detail/55451.html */
const recipientOnly = ["isv.BUSINESS_LIMIT_CONTROL", "MOBILE_SEND_LIMIT"];

const remedies = {
  "InvalidAccessKeyId.NotFound": keys,
  "InvalidAccessKeyId.Inactive": keys,
  SignatureDoesNotMatch: keys,
  "InvalidTimeStamp.Expired": {
    ko: "서버 시계가 15분 넘게 틀립니다. 서버의 시간 동기화(NTP)를 켜 주세요.",
    en: "The server's clock is off by more than 15 minutes. Switch its time synchronisation (NTP) on.",
  },
  "Forbidden.RAM": permission,
  "isp.RAM_PERMISSION_DENY": permission,
  "isv.PRODUCT_UN_SUBSCRIPT": {
    ko: "이 계정에서 문자 서비스(短信服务)를 아직 켜지 않았습니다. dysms.console.aliyun.com에서 개통해 주세요.",
    en: "The account has not activated the SMS service. Activate it at dysms.console.aliyun.com.",
  },
  "isv.AMOUNT_NOT_ENOUGH": topUp,
  "isv.OUT_OF_SERVICE": topUp,
  "isv.DAY_LIMIT_CONTROL": consoleLimit,
  "isv.MONTH_LIMIT_CONTROL": consoleLimit,
  "isv.BUSINESS_LIMIT_CONTROL": {
    ko: "한 번호에 보낼 수 있는 횟수를 넘었습니다(같은 서명으로 1분 1건, 1시간 5건, 하루 10건). 콘솔의 通用设置 → 国内消息设置 → 发送频率设置에서 바꿀 수 있습니다.",
    en: "This number was sent too many (by default one a minute, five an hour, ten a day with one signature). The frequency is set under General settings → Domestic messages in the SMS console.",
  },
  "isv.DENY_IP_RANGE": {
    ko: "중국 본토 밖의 IP에서는 본토 번호로 보낼 수 없습니다. 국제용 템플릿을 쓰거나 본토의 프록시를 엔드포인트로 넣어 주세요.",
    en: "From outside mainland China nothing is sent to numbers inside. Use a template for international messages, or a proxy inside as the endpoint.",
  },
  "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": {
    ko: '국제용 템플릿은 중국 본토 번호로 보낼 수 없습니다. templateCode를 {"china": …, "overseas": …}로 나눠 넣어 주세요.',
    en: 'A template for international messages does not reach mainland numbers. Give both: templateCode {"china": …, "overseas": …}.',
  },
  "isv.SMS_SIGNATURE_ILLEGAL": {
    ko: "문자 서비스 콘솔의 签名管理에서 서명이 심사를 통과했는지, 같은 계정의 것인지, 글자가 똑같은지 확인해 주세요.",
    en: "See under Signatures in the SMS console whether the signature is approved, of this account, and spelled the same.",
  },
  "isv.SMS_TEMPLATE_ILLEGAL": {
    ko: "문자 서비스 콘솔의 模板管理에서 템플릿이 심사를 통과했는지 확인하고, 변수가 code 하나뿐인지 봐 주세요.",
    en: "See under Templates in the SMS console whether the template is approved, and that code is its only variable.",
  },
  "isv.SMS_TEST_NUMBER_LIMIT": {
    ko: "시험용 서명과 템플릿은 콘솔에 묶어 둔 번호로만 보냅니다. 정식 서명과 템플릿을 신청해 주세요.",
    en: "Signatures and templates for tests reach only numbers bound in the console. Apply for real ones.",
  },
  "isv.TEMPLATE_MISSING_PARAMETERS": {
    ko: "템플릿에 code 말고 다른 변수가 있습니다. 변수가 code 하나인 템플릿을 쓰세요.",
    en: "The template has variables besides code. Use one that has no other.",
  },
  PORT_NOT_REGISTERED: {
    ko: "서명의 실명 신고(实名报备)가 끝나지 않았습니다. 콘솔의 签名管理에서 신고 상태를 확인해 주세요.",
    en: "The signature's real-name filing with the carriers is not done. See its state under Signatures in the SMS console.",
  },
};

/** The reference's rule. Numbers begin with `+` here, so that `+1415…` is not taken for a Chinese number of eleven digits. */
const CHINA = /^(\+86|0086|86)?1\d{10}$/;

export const aliyun: MessageConnector<Settings> = {
  id: "aliyun-short-message-service",
  type: "Sms",
  name: { ko: "알리바바 클라우드(Aliyun)", en: "Alibaba Cloud (Aliyun)" },
  docs: "docs/connectors/aliyun.md",
  settings,
  example: {
    accessKeyId: "<access-key-id>",
    accessKeySecret: "<access-key-secret>",
    signName: "<sign-name>",
    templates: exampleCodeTemplates,
  },
  guide: {
    ko: "1. [RAM 콘솔](https://ram.console.aliyun.com)에서 사용자를 만들고 AliyunDysmsFullAccess 권한을 준 뒤 AccessKey를 만듭니다.\n2. [문자 서비스 콘솔](https://dysms.console.aliyun.com)에서 서명(签名)과 인증번호 템플릿(模板)을 신청합니다. 변수는 code 하나만 둡니다.\n3. 중국 본토와 그 밖의 국가로 모두 보내려면 템플릿이 두 개 필요합니다.\n4. 발송 결과를 받으려면 通用设置의 HTTP 批量推送(SmsReport)에 이 커넥터의 수신 주소를 넣습니다.",
    en: "1. In the [RAM console](https://ram.console.aliyun.com) make a user, grant it AliyunDysmsFullAccess and make an AccessKey.\n2. In the [SMS console](https://dysms.console.aliyun.com) apply for a signature and a template for codes whose only variable is code.\n3. To reach mainland China and other countries you need two templates.\n4. For delivery reports enter this connector's address for SmsReport (HTTP batch push) under General settings.",
  },
  // These are of the vendor's own text, since ours is not sent.
  limits: { maxBytes: 1500, charset: "utf-8" },
  remedies,

  async send(message, own, context) {
    const parameters = {
      Action: "SendSms",
      Format: "json",
      RegionId: "cn-hangzhou",
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      Version: "2017-05-25",
      AccessKeyId: own.accessKeyId,
      PhoneNumbers: message.to.replace(/\D/g, ""),
      SignName: own.signName,
      TemplateCode: templateFor(message.to, message.template?.templateCode),
      ...(message.code !== "" && { TemplateParam: JSON.stringify({ code: message.code }) }),
      OutId: message.reference,
      SignatureNonce: Buffer.from(context.random(16)).toString("hex"),
      Timestamp: context
        .clock()
        .toISOString()
        .replace(/\.\d{3}Z$/, "Z"),
    };
    const answer = await callVendor(context, vendorUrl(own, "https://dysmsapi.aliyuncs.com", "/"), {
      form: { ...parameters, Signature: sign(own.accessKeySecret, parameters) },
    });
    const { Code, BizId } = answer.json ?? {};
    if (isSuccess(answer) && Code === "OK" && typeof BizId === "string") return { vendorMessageId: BizId };
    const given = typeof Code === "string" && Code !== "OK" ? Code : undefined;
    // The vendor's sentences are left out: the one about a wrong signature repeats the whole request.
    throw failureOf(context, answer, {
      code: given,
      text: given,
      classes,
      recipientOnly,
      ...(given && isSuccess(answer) && { refused: true }),
    });
  },

  receiptAnswer: { code: 0, msg: "OK" },

  /** SmsReport: a list, without a signature. https://help.aliyun.com/document_detail/101867.html */
  async receipt({ body }) {
    const reports: unknown = JSON.parse(body);
    if (!Array.isArray(reports)) throw new Error("this is no list of reports");
    return reports.map(reportOf).filter((report) => report !== undefined);
  },
};

function templateFor(to: string, templateCode: string | { china: string; overseas: string } | undefined): string {
  if (templateCode === undefined) throw new SendFailure("content", "no template", { vendorCode: "no_template" });
  if (typeof templateCode === "string") return templateCode;
  return CHINA.test(to) ? templateCode.china : templateCode.overseas;
}

/** RFC 3986: everything but letters, digits and `-_.~`. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** The RPC style's signature of a POST: https://help.aliyun.com/en/document_detail/145075.html */
export function sign(accessKeySecret: string, parameters: Readonly<Record<string, string>>): string {
  const query = Object.entries(parameters)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  return createHmac("sha1", `${accessKeySecret}&`)
    .update(`POST&${encode("/")}&${encode(query)}`)
    .digest("base64");
}

function reportOf(report: { biz_id?: unknown; success?: unknown; err_code?: unknown } | null) {
  const { biz_id: vendorMessageId, success, err_code } = report ?? {};
  if (typeof vendorMessageId !== "string" || typeof success !== "boolean") return undefined;
  if (success) return { vendorMessageId, status: "delivered" } satisfies DeliveryReport;
  const vendorCode = String(err_code);
  return {
    vendorMessageId,
    status: "failed",
    failureClass: classes[vendorCode] ?? "unknown",
    vendorCode,
  } satisfies DeliveryReport;
}
