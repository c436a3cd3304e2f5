/** @module Every connector that comes with the package: a new one is a file and a line here. */

import { outboxEmail } from "./email/outbox-email.js";
import { smtp } from "./email/smtp.js";
import type { MessageConnector } from "./message-connector.js";
import { aligo } from "./sms/aligo.js";
import { aliyun } from "./sms/aliyun.js";
import { awsSns } from "./sms/aws-sns.js";
import { gatewayapi } from "./sms/gatewayapi.js";
import { httpSms } from "./sms/http-sms.js";
import { naverSens } from "./sms/naver-sens.js";
import { nhnCloud } from "./sms/nhn-cloud.js";
import { outbox } from "./sms/outbox.js";
import { smsaero } from "./sms/smsaero.js";
import { solapi } from "./sms/solapi.js";
import { tencent } from "./sms/tencent.js";
import { twilio } from "./sms/twilio.js";
import { twilioVerify } from "./sms/twilio-verify.js";
import { vonage } from "./sms/vonage.js";
import { apple } from "./social/apple.js";
import type { SocialConnector } from "./social/contract.js";
import { google } from "./social/google.js";
import { kakao } from "./social/kakao.js";
import { naver } from "./social/naver.js";
import { oauth2 } from "./social/oauth2.js";
import { oidc } from "./social/oidc.js";

export const messageConnectors: readonly MessageConnector[] = [
  aligo,
  aliyun,
  awsSns,
  gatewayapi,
  httpSms,
  naverSens,
  nhnCloud,
  smsaero,
  solapi,
  tencent,
  twilio,
  twilioVerify,
  vonage,
  smtp,
  outbox,
  outboxEmail,
];

/** In the order a sign-in page shows them unless told. */

export const socialConnectors: readonly SocialConnector[] = [kakao, naver, google, apple, oidc, oauth2];
