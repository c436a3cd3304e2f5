/** @module Amazon SNS, direct to a phone: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
import { AwsV4Signer } from "aws4fetch";
import { z } from "zod";
import { callVendor, failureOf, isSuccess, type VendorAnswer } from "../kit/call-vendor.js";
import { additions, type FieldMeta, line, problem, secretLine, vendorUrl } from "../kit/settings.js";
import { contentTemplates, exampleTemplates } from "../kit/templates.js";
import type { FailureClass, MessageConnector, SendContext, SendFailure } from "../message-connector.js";

const settings = z.object({
  region: line({
    label: { ko: "리전", en: "Region" },
    hint: { ko: "문자를 보낼 수 있는 리전이어야 합니다.", en: "One that SNS sends SMS from." },
    placeholder: "ap-northeast-1",
  }).refine(
    // It becomes part of the host's name.
    (text) => /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(text),
    problem({ ko: "ap-northeast-1 같은 이름이어야 합니다", en: "must be a name such as ap-northeast-1" }),
  ),
  accessKeyId: line({
    label: { ko: "액세스 키 ID", en: "Access key ID" },
    placeholder: "AKIAXXXXXXXXXXXXXXXX",
  }),
  secretAccessKey: secretLine({ label: { ko: "비밀 액세스 키", en: "Secret access key" } }),
  sessionToken: z
    .string()
    .trim()
    .min(1)
    .max(4096)
    .regex(/^\S+$/)
    .optional()
    .meta({
      label: { ko: "세션 토큰", en: "Session token" },
      hint: { ko: "임시 자격 증명에만 있습니다.", en: "Of temporary credentials only." },
      secret: true,
    } satisfies FieldMeta),
  senderId: z
    .string()
    .trim()
    .refine(
      (text) => /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(text),
      problem({
        ko: "영문·숫자·하이픈 11자까지이고 영문자가 하나는 있어야 합니다",
        en: "must be up to 11 letters, digits and hyphens, one of them a letter",
      }),
    )
    .optional()
    .meta({
      label: { ko: "발신자 이름", en: "Sender ID" },
      hint: {
        ko: "허용하는 국가에서만 보입니다. 한국은 해당하지 않습니다.",
        en: "Shown in countries that allow one; Korea does not.",
      },
    } satisfies FieldMeta),
  originationNumber: z
    .string()
    .trim()
    .refine(
      (text) => /^\+?\d{5,15}$/.test(text),
      problem({ ko: "+와 숫자만 쓸 수 있습니다", en: "must be digits, after a + if any" }),
    )
    .optional()
    .meta({
      label: { ko: "발신번호", en: "Origination number" },
      hint: { ko: "이 계정이 가진 번호입니다.", en: "One this account owns." },
      placeholder: "+12065550100",
    } satisfies FieldMeta),
  smsType: z
    .enum(["Transactional", "Promotional"])
    .default("Transactional")
    .meta({
      label: { ko: "종류", en: "Type" },
      hint: { ko: "인증번호에는 Transactional을 씁니다.", en: "Transactional for codes." },
    } satisfies FieldMeta),
  templates: contentTemplates("gsm-7/ucs-2"),
  ...additions,
});

type Settings = z.infer<typeof settings>;

/**
 * Of Publish, and those common to all: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html. InvalidParameter means what
 * its sentence names (`classOf`). InternalError and InternalFailure are not here: after those the outcome is unknown.
 */
const classes: Record<string, FailureClass> = {
  AccessDenied: "auth",
  AccessDeniedException: "auth",
  AuthorizationError: "auth",
  ExpiredToken: "auth",
  ExpiredTokenException: "auth",
  IncompleteSignature: "auth",
  InvalidClientTokenId: "auth",
  InvalidSecurity: "auth",
  MissingAuthenticationToken: "auth",
  MissingAuthenticationTokenException: "auth",
  NotAuthorized: "auth",
  OptInRequired: "auth",
  RequestExpired: "auth",
  SignatureDoesNotMatch: "auth",
  UnrecognizedClientException: "auth",
  KMSAccessDenied: "auth",
  KMSDisabled: "auth",
  KMSInvalidState: "auth",
  KMSNotFound: "auth",
  KMSOptInRequired: "auth",
  KMSThrottling: "rate",
  Throttled: "rate",
  Throttling: "rate",
  ThrottlingException: "rate",
  TooManyRequestsException: "rate",
  OptedOut: "recipient_blocked",
  InvalidParameter: "content",
  InvalidParameterCombination: "content",
  InvalidParameterValue: "content",
  ParameterValueInvalid: "content",
  MissingParameter: "content",
  UserError: "content",
  ValidationError: "content",
  ValidationException: "content",
  ServiceUnavailable: "transient",
};

const keys = {
  ko: "AWS 콘솔의 IAM → 사용자 → 보안 자격 증명에서 액세스 키가 활성 상태인지 보고 키를 새로 만들어 넣어 주세요.",
  en: "See under IAM → Users → Security credentials in AWS's console whether the access key is active, or make a new one.",
};
const permission = {
  ko: "IAM에서 이 키의 사용자에게 sns:Publish를 허용하는 정책을 붙여 주세요. 리소스는 *여야 합니다.",
  en: "Attach a policy to the key's user in IAM that allows sns:Publish; its resource has to be *.",
};
const clock = {
  ko: "서버 시계가 15분 넘게 틀립니다. 서버의 시간 동기화(NTP)를 켜 주세요.",
  en: "The server's clock is off by more than 15 minutes. Switch its time synchronisation (NTP) on.",
};
const token = {
  ko: "임시 자격 증명의 시간이 다 되었습니다. 새 세션 토큰을 넣거나, 만료되지 않는 IAM 사용자의 키를 쓰세요.",
  en: "The temporary credentials have expired. Enter new ones, or use a key of an IAM user, which does not expire.",
};
const remedies = {
  InvalidClientTokenId: keys,
  SignatureDoesNotMatch: {
    ko: "비밀 액세스 키가 다르거나 서버 시계가 틀립니다. 키를 다시 넣고, 계속되면 서버의 시간 동기화(NTP)를 켜 주세요.",
    en: "The secret access key is wrong, or the server's clock is. Enter the key anew; if that does not help, switch NTP on.",
  },
  AuthorizationError: permission,
  AccessDenied: permission,
  RequestExpired: clock,
  ExpiredToken: token,
  OptedOut: {
    ko: "받는 사람이 수신을 거부했습니다. SNS 콘솔의 문자 메시지(SMS) → 수신 거부 번호에서 30일에 한 번 풀 수 있습니다.",
    en: "The recipient has opted out. Under Text messaging (SMS) → Opted out phone numbers in the SNS console this can be lifted once in 30 days.",
  },
  Throttling: {
    ko: "계정의 초당 발송 한도에 걸렸습니다. 잦으면 AWS Service Quotas에서 SNS의 SMS 한도를 올려 달라고 요청해 주세요.",
    en: "The account's messages per second are used up. If it happens often, ask for more SMS of SNS under Service Quotas.",
  },
};

export const awsSns: MessageConnector<Settings> = {
  id: "aws-sns-sms",
  type: "Sms",
  name: { ko: "AWS SNS", en: "AWS SNS" },
  docs: "docs/connectors/aws-sns.md",
  settings,
  example: {
    region: "ap-northeast-1",
    accessKeyId: "<access-key-id>",
    secretAccessKey: "<secret-access-key>",
    templates: exampleTemplates,
  },
  guide: {
    ko: "1. [IAM 콘솔](https://console.aws.amazon.com/iam)에서 사용자를 만들고, 리소스 *에 sns:Publish를 허용하는 정책을 붙인 뒤 액세스 키를 만듭니다.\n2. [SNS 콘솔](https://console.aws.amazon.com/sns)에서 문자를 보낼 리전을 고르고, 문자 메시지(SMS)에서 샌드박스 종료를 신청합니다. 샌드박스에서는 등록한 번호로만 보냅니다.\n3. 월 지출 한도(처음에는 1달러)를 올려 달라고 요청합니다.",
    en: "1. In the [IAM console](https://console.aws.amazon.com/iam) make a user, attach a policy that allows sns:Publish on *, and make an access key.\n2. In the [SNS console](https://console.aws.amazon.com/sns) choose a region that sends SMS and ask to leave the sandbox under Text messaging (SMS). Within it only verified numbers are reached.\n3. Ask for a higher monthly spending limit; it is one dollar at first.",
  },
  limits: { maxBytes: 1600, charset: "gsm-7/ucs-2" },
  remedies,

  async send(message, own, context) {
    const form = new URLSearchParams({
      Action: "Publish",
      Version: "2010-03-31",
      PhoneNumber: message.to,
      Message: message.body,
    });
    const attributes = [
      ["AWS.SNS.SMS.SMSType", own.smsType],
      ["AWS.SNS.SMS.SenderID", own.senderId],
      ["AWS.MM.SMS.OriginationNumber", own.originationNumber],
    ].filter(([, value]) => value !== undefined) as [string, string][];
    for (const [index, [name, value]] of attributes.entries()) {
      const entry = `MessageAttributes.entry.${index + 1}`;
      form.set(`${entry}.Name`, name);
      form.set(`${entry}.Value.DataType`, "String");
      form.set(`${entry}.Value.StringValue`, value);
    }
    const url = vendorUrl(own, `https://sns.${own.region}.amazonaws.com`, "/");
    const body = form.toString();
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const signed = await sign(own, { url, headers, body, date: context.clock() });
    const answer = await callVendor(context, url, { headers: signed, body });
    const vendorMessageId = isSuccess(answer) && ACCEPTED.exec(answer.text)?.[1];
    if (!vendorMessageId) throw refusalOf(context, answer);
    return { vendorMessageId };
  },
};

// XML as documented, without what nothing here needs a parser for: no entities, comments or nested elements of these names.
const ACCEPTED =
  /^\s*(?:<\?xml[^<>]*\?>\s*)?<PublishResponse(?:\s[^<>]*)?>\s*<PublishResult>\s*<MessageId>([0-9A-Za-z-]{1,100})<\/MessageId>/;
const REFUSED =
  /^\s*(?:<\?xml[^<>]*\?>\s*)?<ErrorResponse(?:\s[^<>]*)?>\s*<Error>(?:\s*<Type>\w*<\/Type>)?\s*<Code>([A-Za-z.]{1,100})<\/Code>(?:\s*<Message>([^<]*)<\/Message>)?/;

/** The sentence is read and not passed on: it repeats the number. */
function refusalOf(context: SendContext, answer: VendorAnswer): SendFailure {
  const [, code, sentence = ""] = REFUSED.exec(answer.text) ?? [];
  const failureClass = code && classOf(code, sentence);
  return failureOf(context, answer, {
    code,
    text: code,
    classes: code && failureClass ? { [code]: failureClass } : {},
  });
}

function classOf(code: string, sentence: string): FailureClass | undefined {
  if (/^(InvalidParameter(Value)?|ParameterValueInvalid|UserError|Validation(Error|Exception))$/.test(code)) {
    if (/PhoneNumber|phone number/.test(sentence)) return "recipient_invalid";
    if (/SenderI[Dd]|OriginationNumber/.test(sentence)) return "sender";
  }
  return classes[code];
}

export interface UnsignedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  date: Date;
}

/** The headers of a signed POST (Signature Version 4); all that were given are signed. */
export async function sign(
  own: Pick<Settings, "region" | "accessKeyId" | "secretAccessKey" | "sessionToken">,
  { url, headers, body, date }: UnsignedRequest,
): Promise<Record<string, string>> {
  const { region, accessKeyId, secretAccessKey, sessionToken } = own;
  const signer = new AwsV4Signer({
    method: "POST",
    url,
    headers,
    body,
    service: "sns",
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    datetime: date.toISOString().replace(/[:-]|\.\d{3}/g, ""),
    allHeaders: true,
  });
  return Object.fromEntries((await signer.sign()).headers);
}
