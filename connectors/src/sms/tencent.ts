/** @module Tencent Cloud SMS (2021-01-11): https://cloud.tencent.com/document/product/382/55981 */
import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { callVendor, failureOf, isSuccess } from "../kit/call-vendor.js";
import { additions, line, secretLine, vendorUrl } from "../kit/settings.js";
import { codeTemplates, exampleCodeTemplates } from "../kit/templates.js";
import { type DeliveryReport, type FailureClass, type MessageConnector, SendFailure } from "../message-connector.js";

const settings = z.object({
  accessKeyId: line({
    label: { ko: "SecretId", en: "SecretId" },
    hint: { ko: "AKID로 시작합니다.", en: "Starts with AKID." },
    placeholder: "AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  }),
  accessKeySecret: secretLine({ label: { ko: "SecretKey", en: "SecretKey" } }),
  signName: line({
    label: { ko: "서명(签名)", en: "Signature" },
    hint: {
      ko: "심사를 통과한 서명의 내용입니다. 괄호 【】 없이 넣습니다.",
      en: "An approved one, without its brackets 【】.",
    },
  }),
  sdkAppId: line({
    label: { ko: "SDK AppID", en: "SDK AppID" },
    hint: {
      ko: "문자 콘솔의 应用管理에 있는 숫자입니다.",
      en: "A number, under Application management in the SMS console.",
    },
    placeholder: "1400000000",
  }),
  region: line({
    label: { ko: "리전", en: "Region" },
    hint: {
      ko: "ap-guangzhou, ap-beijing, ap-nanjing, ap-singapore 가운데 하나입니다.",
      en: "ap-guangzhou, ap-beijing, ap-nanjing or ap-singapore.",
    },
    placeholder: "ap-guangzhou",
  }),
  templates: codeTemplates(
    line({
      label: { ko: "템플릿 ID", en: "Template ID" },
      hint: { ko: "심사를 통과한 템플릿의 숫자입니다.", en: "The number of an approved template." },
      placeholder: "1234567",
    }),
  ),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/**
 * Of every API: https://cloud.tencent.com/document/api/382/52075. Of this one: https://cloud.tencent.com/document/product/382/59177.
 * In capitals, of carriers, where they mean the same everywhere. InternalError.* that are not here: after those the outcome is unknown.
 */
const classes: Record<string, FailureClass> = {
  "AuthFailure.InvalidAuthorization": "auth",
  "AuthFailure.InvalidSecretId": "auth",
  "AuthFailure.MFAFailure": "auth",
  "AuthFailure.SecretIdNotFound": "auth",
  "AuthFailure.SignatureExpire": "auth",
  "AuthFailure.SignatureFailure": "auth",
  "AuthFailure.TokenFailure": "auth",
  "AuthFailure.UnauthorizedOperation": "auth",
  "FailedOperation.ContainSensitiveWord": "content",
  "FailedOperation.FailResolvePacket": "content",
  "FailedOperation.InsufficientBalanceInSmsPackage": "balance",
  "FailedOperation.JsonParseFail": "content",
  "FailedOperation.MarketingSendTimeConstraint": "content",
  "FailedOperation.MissingSignature": "sender",
  "FailedOperation.MissingSignatureList": "sender",
  "FailedOperation.MissingTemplateList": "content",
  "FailedOperation.PhoneNumberInBlacklist": "recipient_blocked",
  "FailedOperation.PhoneNumberParseFail": "recipient_invalid",
  "FailedOperation.ProhibitSubAccountUse": "auth",
  "FailedOperation.SignIdNotExist": "sender",
  "FailedOperation.SignatureIncorrectOrUnapproved": "sender",
  "FailedOperation.TemplateIdNotExist": "content",
  "FailedOperation.TemplateIncorrectOrUnapproved": "content",
  "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": "content",
  "FailedOperation.TemplateUnapprovedOrNotExist": "content",
  "InternalError.JsonParseFail": "content",
  "InternalError.RequestTimeException": "auth",
  "InternalError.RestApiInterfaceNotExist": "content",
  "InternalError.SigFieldMissing": "auth",
  "InternalError.SigVerificationFail": "auth",
  InvalidParameter: "content",
  "InvalidParameter.AppidAndBizId": "auth",
  "InvalidParameter.DirtyWordFound": "content",
  "InvalidParameter.InvalidParameters": "content",
  InvalidParameterValue: "content",
  "InvalidParameterValue.ContentLengthLimit": "content",
  "InvalidParameterValue.IncorrectPhoneNumber": "recipient_invalid",
  "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": "content",
  "InvalidParameterValue.SdkAppIdNotExist": "auth",
  "InvalidParameterValue.SignNameLengthTooLong": "sender",
  "InvalidParameterValue.TemplateParameterFormatError": "content",
  "InvalidParameterValue.TemplateParameterLengthLimit": "content",
  "InvalidParameterValue.TemplateWithDirtyWords": "content",
  "InvalidParameterValue.UnsupportedTemplateVariable": "content",
  IpInBlacklist: "auth",
  IpNotInWhitelist: "auth",
  LimitExceeded: "rate",
  "LimitExceeded.AppCountryOrRegionDailyLimit": "rate",
  "LimitExceeded.AppCountryOrRegionInBlacklist": "geo",
  "LimitExceeded.AppDailyLimit": "rate",
  "LimitExceeded.AppGlobalDailyLimit": "rate",
  "LimitExceeded.AppMainlandChinaDailyLimit": "rate",
  "LimitExceeded.DailyLimit": "rate",
  "LimitExceeded.DeliveryFrequencyLimit": "rate",
  "LimitExceeded.PhoneNumberCountLimit": "content",
  "LimitExceeded.PhoneNumberDailyLimit": "rate",
  "LimitExceeded.PhoneNumberOneHourLimit": "rate",
  "LimitExceeded.PhoneNumberSameContentDailyLimit": "rate",
  "LimitExceeded.PhoneNumberThirtySecondLimit": "rate",
  MissingParameter: "content",
  "MissingParameter.EmptyPhoneNumberSet": "recipient_invalid",
  RequestLimitExceeded: "rate",
  "RequestLimitExceeded.GlobalRegionUinLimitExceeded": "rate",
  "RequestLimitExceeded.IPLimitExceeded": "rate",
  "RequestLimitExceeded.UinLimitExceeded": "rate",
  ServiceUnavailable: "transient",
  UnauthorizedOperation: "auth",
  "UnauthorizedOperation.IndividualUserMarketingSmsPermissionDeny": "auth",
  "UnauthorizedOperation.RequestIpNotInWhitelist": "auth",
  "UnauthorizedOperation.RequestPermissionDeny": "auth",
  "UnauthorizedOperation.SdkAppIdIsDisabled": "auth",
  "UnauthorizedOperation.ServiceSuspendDueToArrears": "balance",
  "UnauthorizedOperation.SmsSdkAppIdVerifyFail": "auth",
  UnsupportedOperation: "content",
  "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone": "content",
  "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber": "content",
  "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone": "content",
  "UnsupportedOperation.UnsupportedRegion": "geo",
  UnsupportedRegion: "auth",
  COMFAIL: "transient",
  REJECTD: "content",
  SUBFAIL: "recipient_invalid",
  UNDELIV: "recipient_invalid",
  WTNFAIL: "transient",
};

const keys = {
  ko: "텐센트 클라우드 콘솔의 CAM → API 密钥管理에서 키가 활성 상태인지 보고 SecretId와 SecretKey를 다시 넣어 주세요.",
  en: "See under CAM → API keys in Tencent Cloud's console whether the key is active, and enter SecretId and SecretKey anew.",
};
const topUp = {
  ko: "텐센트 클라우드 콘솔에서 충전하거나 문자 패키지(套餐包)를 사 주세요.",
  en: "Top up in Tencent Cloud's console, or buy an SMS package.",
};
const application = {
  ko: "문자 콘솔의 应用管理에서 SDK AppID를 다시 복사하고, 이 키와 같은 계정의 것인지 확인해 주세요.",
  en: "Copy the SDK AppID anew from Application management in the SMS console, and see whether it is of the key's account.",
};
const template = {
  ko: "문자 콘솔의 正文模板管理에서 템플릿이 심사를 통과했는지, 변수가 하나뿐인지 확인해 주세요.",
  en: "See under Body templates in the SMS console whether the template is approved, and that it has one variable.",
};
const side = {
  ko: "중국 본토용 템플릿과 국제용 템플릿은 서로 바꿔 쓸 수 없습니다. 받는 번호에 맞는 템플릿과 서명을 쓰세요.",
  en: "Templates for mainland China and for elsewhere do not take each other's numbers. Use the one, and the signature, that fit.",
};
const frequency = {
  ko: "한 번호에 보낼 수 있는 횟수를 넘었습니다. 문자 콘솔의 应用管理 → 基础配置 → 频率限制에서 바꿀 수 있습니다.",
  en: "This number was sent too many. The frequency is set under Application management → Basic configuration in the SMS console.",
};
/** https://www.tencentcloud.com/document/product/382/40604: how often one number may be sent to. */
const recipientOnly = [
  "LimitExceeded.DeliveryFrequencyLimit",
  "LimitExceeded.PhoneNumberDailyLimit",
  "LimitExceeded.PhoneNumberOneHourLimit",
  "LimitExceeded.PhoneNumberSameContentDailyLimit",
  "LimitExceeded.PhoneNumberThirtySecondLimit",
];

const remedies = {
  "AuthFailure.SecretIdNotFound": keys,
  "AuthFailure.SignatureFailure": keys,
  "AuthFailure.SignatureExpire": {
    ko: "서버 시계가 5분 넘게 틀립니다. 서버의 시간 동기화(NTP)를 켜 주세요.",
    en: "The server's clock is off by more than 5 minutes. Switch its time synchronisation (NTP) on.",
  },
  "AuthFailure.UnauthorizedOperation": {
    ko: "CAM에서 이 키의 사용자에게 QcloudSMSFullAccess 권한을 주세요.",
    en: "Grant the key's user the policy QcloudSMSFullAccess in CAM.",
  },
  "FailedOperation.InsufficientBalanceInSmsPackage": topUp,
  "UnauthorizedOperation.ServiceSuspendDueToArrears": topUp,
  "FailedOperation.SignatureIncorrectOrUnapproved": {
    ko: "문자 콘솔의 签名管理에서 서명이 심사를 통과했는지, 글자가 똑같은지 확인해 주세요.",
    en: "See under Signatures in the SMS console whether the signature is approved and spelled the same.",
  },
  "FailedOperation.TemplateIncorrectOrUnapproved": template,
  "FailedOperation.TemplateUnapprovedOrNotExist": template,
  "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": {
    ko: "템플릿의 변수가 하나가 아닙니다. 변수가 {1} 하나인 템플릿을 쓰세요.",
    en: "The template does not have one variable. Use one whose only variable is {1}.",
  },
  "InvalidParameterValue.SdkAppIdNotExist": application,
  "UnauthorizedOperation.SmsSdkAppIdVerifyFail": application,
  "LimitExceeded.AppCountryOrRegionInBlacklist": {
    ko: "문자 콘솔의 应用管理 → 基础配置에 있는 국제 발송 허용 국가에 해당 국가를 넣어 주세요.",
    en: "Add the country to those international messages may go to: Application management → Basic configuration in the SMS console.",
  },
  "LimitExceeded.PhoneNumberDailyLimit": frequency,
  "LimitExceeded.PhoneNumberOneHourLimit": frequency,
  "LimitExceeded.PhoneNumberThirtySecondLimit": frequency,
  "UnauthorizedOperation.RequestIpNotInWhitelist": {
    ko: "콘솔에서 정한 허용 IP에 이 서버가 없습니다. 추가해 주세요.",
    en: "The console allows certain IP addresses only. Add this server's.",
  },
  "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone": side,
  "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber": side,
  "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone": side,
  UnsupportedRegion: {
    ko: "region은 ap-guangzhou, ap-beijing, ap-nanjing, ap-singapore 가운데 하나여야 합니다.",
    en: "region has to be ap-guangzhou, ap-beijing, ap-nanjing or ap-singapore.",
  },
};

const CONTENT_TYPE = "application/json; charset=utf-8";

export const tencent: MessageConnector<Settings> = {
  id: "tencent-short-message-service",
  type: "Sms",
  name: { ko: "텐센트 클라우드", en: "Tencent Cloud" },
  docs: "docs/connectors/tencent.md",
  settings,
  example: {
    accessKeyId: "<secret-id>",
    accessKeySecret: "<secret-key>",
    signName: "<sign-name>",
    sdkAppId: "<sdk-app-id>",
    region: "ap-guangzhou",
    templates: exampleCodeTemplates,
  },
  guide: {
    ko: "1. [CAM 콘솔](https://console.cloud.tencent.com/cam/capi)에서 API 키를 만듭니다. 사용자에게는 QcloudSMSFullAccess 권한이 필요합니다.\n2. [문자 콘솔](https://console.cloud.tencent.com/smsv2)의 应用管理에서 앱을 만들고 SDK AppID를 복사합니다.\n3. 서명(签名)과 인증번호 템플릿(正文模板)을 신청합니다. 변수는 {1} 하나만 둡니다.\n4. 발송 결과를 받으려면 应用管理 → 基础配置의 短信下发回调에 이 커넥터의 수신 주소를 넣습니다.",
    en: "1. Make an API key in the [CAM console](https://console.cloud.tencent.com/cam/capi); its user needs QcloudSMSFullAccess.\n2. In the [SMS console](https://console.cloud.tencent.com/smsv2), under Application management, make an application and copy its SDK AppID.\n3. Apply for a signature and a body template for codes whose only variable is {1}.\n4. For delivery reports enter this connector's address as delivery callback under Application management → Basic configuration.",
  },
  // These are of the vendor's own text, since ours is not sent.
  limits: { maxBytes: 1500, charset: "utf-8" },
  remedies,

  async send(message, own, context) {
    const templateCode = message.template?.templateCode;
    if (typeof templateCode !== "string")
      throw new SendFailure("content", "no template", { vendorCode: "no_template" });
    const url = vendorUrl(own, "https://sms.tencentcloudapi.com", "/");
    const timestamp = Math.floor(context.clock().getTime() / 1000);
    const body = JSON.stringify({
      SmsSdkAppId: own.sdkAppId,
      SignName: own.signName,
      TemplateId: templateCode,
      TemplateParamSet: message.code === "" ? [] : [message.code],
      // Without the `+`, only numbers of mainland China are understood.
      PhoneNumberSet: [message.to],
    });
    const answer = await callVendor(context, url, {
      headers: {
        authorization: authorization(own, { timestamp, host: new URL(url).hostname, contentType: CONTENT_TYPE, body }),
        "content-type": CONTENT_TYPE,
        "x-tc-action": "SendSms",
        "x-tc-version": "2021-01-11",
        "x-tc-timestamp": String(timestamp),
        "x-tc-region": own.region,
      },
      body,
    });
    const { Error: error, SendStatusSet } = answer.json?.Response ?? {};
    const { Code, SerialNo } = SendStatusSet?.[0] ?? {};
    const isAccepted = isSuccess(answer) && !error && /^ok$/i.test(String(Code));
    if (isAccepted && typeof SerialNo === "string" && SerialNo !== "") return { vendorMessageId: SerialNo };
    const given = error?.Code ?? Code;
    const code = typeof given === "string" && !/^ok$/i.test(given) ? given : undefined;
    const isRefused = code !== undefined && isSuccess(answer) && !code.startsWith("InternalError");
    // The vendor's sentences are left out: some repeat the number.
    throw failureOf(context, answer, { code, text: code, classes, recipientOnly, ...(isRefused && { refused: true }) });
  },

  receiptAnswer: { result: 0, errmsg: "OK" },

  /** A list, without a signature. https://www.tencentcloud.com/document/product/382/43547 */
  async receipt({ body }) {
    const reports: unknown = JSON.parse(body);
    if (!Array.isArray(reports)) throw new Error("this is no list of reports");
    return reports.map(reportOf).filter((report) => report !== undefined);
  },
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

export interface SignedRequest {
  /** Seconds since 1970. */
  timestamp: number;
  /** Without a port, as the vendor's SDK signs it. */
  host: string;
  contentType: string;
  body: string;
}

const scopeOf = ({ timestamp }: SignedRequest) => `${new Date(timestamp * 1000).toISOString().slice(0, 10)}/sms`;

/** TC3-HMAC-SHA256: https://www.tencentcloud.com/document/api/647/34264 */
export function sign(secretKey: string, request: SignedRequest): string {
  const { timestamp, host, contentType, body } = request;
  const [date = "", service = ""] = scopeOf(request).split("/");
  const canonical = `POST\n/\n\ncontent-type:${contentType}\nhost:${host}\n\ncontent-type;host\n${sha256(body)}`;
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), "tc3_request");
  return hmac(key, text).toString("hex");
}

function authorization({ accessKeyId, accessKeySecret }: Settings, request: SignedRequest): string {
  const credential = `${accessKeyId}/${scopeOf(request)}/tc3_request`;
  const signature = sign(accessKeySecret, request);
  return `TC3-HMAC-SHA256 Credential=${credential}, SignedHeaders=content-type;host, Signature=${signature}`;
}

function reportOf(report: { sid?: unknown; report_status?: unknown; errmsg?: unknown } | null) {
  const { sid: vendorMessageId, report_status, errmsg } = report ?? {};
  if (typeof vendorMessageId !== "string") return undefined;
  if (report_status === "SUCCESS") return { vendorMessageId, status: "delivered" } satisfies DeliveryReport;
  if (report_status !== "FAIL") return undefined;
  const vendorCode = String(errmsg);
  return {
    vendorMessageId,
    status: "failed",
    failureClass: classes[vendorCode] ?? "unknown",
    vendorCode,
  } satisfies DeliveryReport;
}
