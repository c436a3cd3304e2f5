/** @module Alibaba Cloud's SMS API (RPC style, 2017-05-25) as a fake: https://help.aliyun.com/document_detail/55284.html */
import { createHmac } from "node:crypto";
import {
  BLOCKED_NUMBER,
  type FakeAnswer,
  type FakeVendor,
  isNumber,
  startFakeVendor,
  THROTTLED_NUMBER,
  UNKNOWN_NUMBER,
} from "../fake-vendor.js";

export const aliyunAccount = {
  accessKeyId: "LTAI0000000000000001",
  accessKeySecret: "aliyun-access-key-secret-01",
  signName: "문지기",
  /** Each serves one side of the border. */
  chinaTemplate: "SMS_100000001",
  overseasTemplate: "SMS_200000002",
  /** Overseas too; tells no code, and so has no variable. */
  noticeTemplate: "SMS_300000003",
};

const REQUIRED = [
  "Action",
  "Version",
  "AccessKeyId",
  "Signature",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "Timestamp",
  "PhoneNumbers",
  "SignName",
  "TemplateCode",
];
const OPTIONAL = ["Format", "RegionId", "TemplateParam", "OutId", "SmsUpExtendCode"];
const SKEW_MS = 15 * 60 * 1000;

/** An answer of the gateway, before the product sees the request. */
const gateway = (status: number, Code: string, Message: string): FakeAnswer => ({
  status,
  body: { RequestId: "F69545AD-66DC-53BE-B5BD-0E4D2E147AF7", HostId: "dysmsapi.aliyuncs.com", Code, Message },
});
const buildAnswer = (Code: string, Message: string, BizId?: string): FakeAnswer => ({
  body: { Message, RequestId: "F69545AD-66DC-53BE-B5BD-0E4D2E147AF7", Code, ...(BizId && { BizId }) },
});

/** Percent-encodes byte by byte, as RFC 3986 has it. */
const percent = (text: string) =>
  [...Buffer.from(text, "utf8")]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

function expectedSignature(form: URLSearchParams, secret: string): { text: string; signature: string } {
  const names = [...form.keys()].filter((name) => name !== "Signature").sort();
  const canonical = names.map((name) => `${percent(name)}=${percent(form.get(name) ?? "")}`).join("&");
  const text = ["POST", percent("/"), percent(canonical)].join("&");
  return { text, signature: createHmac("sha1", `${secret}&`).update(text).digest("base64") };
}

export async function fakeAliyun(account = aliyunAccount): Promise<FakeVendor> {
  const nonces = new Set<string>();
  let sent = 0;
  return await startFakeVendor((request, vendor) => {
    const { form } = request;
    if (request.method !== "POST" || request.target !== "/")
      return gateway(404, "InvalidAction.NotFound", "Specified api is not found");
    const missing = REQUIRED.find((name) => !form.get(name));
    if (missing) return gateway(400, `Missing${missing}`, `${missing} is mandatory for this action.`);
    const get = (name: string) => form.get(name) ?? "";
    if (get("AccessKeyId") !== account.accessKeyId)
      return gateway(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    const { text, signature } = expectedSignature(form, account.accessKeySecret);
    if (get("SignatureMethod") !== "HMAC-SHA1" || get("SignatureVersion") !== "1.0" || get("Signature") !== signature)
      return gateway(
        400,
        "SignatureDoesNotMatch",
        `Specified signature is not matched with our calculation. server string to sign is:${text}`,
      );
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(get("Timestamp")))
      return gateway(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
    if (Math.abs(Date.parse(get("Timestamp")) - Date.now()) > SKEW_MS)
      return gateway(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
    if (nonces.has(get("SignatureNonce")))
      return gateway(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    nonces.add(get("SignatureNonce"));
    if (get("Version") !== "2017-05-25")
      return gateway(400, "InvalidVersion", "Specified parameter Version is invalid");
    if (get("Action") !== "SendSms")
      return gateway(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    if ([...form.keys()].some((name) => !REQUIRED.includes(name) && !OPTIONAL.includes(name)))
      return buildAnswer("isv.INVALID_PARAMETERS", "unknown parameter");

    const [, prefix = "", domestic] = /^(\+86|0086|86)?(1[3-9]\d{9})$/.exec(get("PhoneNumbers")) ?? [];
    const isNotice = get("TemplateCode") === account.noticeTemplate;
    const isOverseas = isNotice || get("TemplateCode") === account.overseasTemplate;
    const isChinese = domestic !== undefined && (prefix !== "" || !isOverseas);
    const to = isChinese ? `+86${domestic}` : `+${get("PhoneNumbers")}`;
    if (get("SignName") !== account.signName) return buildAnswer("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名");
    if (!isOverseas && get("TemplateCode") !== account.chinaTemplate)
      return buildAnswer("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板");
    if (isChinese && isOverseas)
      return buildAnswer("isv.DOMESTIC_NUMBER_NOT_SUPPORTED", "国际/港澳台消息模板不支持发送境内号码");
    if (!/^\+[1-9]\d{6,14}$/.test(to) || (!isChinese && !isOverseas) || isNumber(to, UNKNOWN_NUMBER))
      return buildAnswer("isv.MOBILE_NUMBER_ILLEGAL", `${get("PhoneNumbers")} invalid mobile number`);
    let values: Record<string, unknown>;
    try {
      values = JSON.parse(form.get("TemplateParam") ?? "{}");
    } catch {
      return buildAnswer("isv.INVALID_JSON_PARAM", "参数格式错误，请修改为字符串值");
    }
    const { code } = values;
    if (!isNotice && typeof code !== "string")
      return buildAnswer("isv.TEMPLATE_MISSING_PARAMETERS", "模板变量缺少对应参数值");
    if (Object.keys(values).length > (isNotice ? 0 : 1) || (!isNotice && !/^[A-Za-z0-9]{4,6}$/.test(String(code))))
      return buildAnswer("isv.TEMPLATE_PARAMS_ILLEGAL", "传入的变量内容和实际申请模板时变量所选择的属性类型不配");
    if (vendor.isFull()) return buildAnswer("Throttling.User", "Request was denied due to user flow control.");
    if (isNumber(to, THROTTLED_NUMBER)) return buildAnswer("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1");
    if (isNumber(to, BLOCKED_NUMBER)) return buildAnswer("isv.BLACK_KEY_CONTROL_LIMIT", "黑名单管控");
    if (vendor.credit <= 0) return buildAnswer("isv.AMOUNT_NOT_ENOUGH", "账户余额不足");
    sent += 1;
    const id = `90061974693649844${sent}^0`;
    const reference = form.get("OutId");
    vendor.accepted.push({
      id,
      to,
      account: account.accessKeyId,
      templateCode: get("TemplateCode"),
      values,
      ...(reference && { reference }),
    });
    return buildAnswer("OK", "OK", id);
  });
}
