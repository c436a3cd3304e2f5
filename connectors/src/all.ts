/** @module Every connector that comes with the package: a new one is a file and a line here. */

import { aligo } from "./sms/aligo.js";
import { aliyun } from "./sms/aliyun.js";
import { awsSns } from "./sms/aws-sns.js";
import type { SmsConnector } from "./sms/contract.js";
import { httpSms } from "./sms/http-sms.js";
import { naverSens } from "./sms/naver-sens.js";
import { nhnCloud } from "./sms/nhn-cloud.js";
import { outbox } from "./sms/outbox.js";
import { solapi } from "./sms/solapi.js";
import { tencent } from "./sms/tencent.js";
import { twilio } from "./sms/twilio.js";

export const smsConnectors: readonly SmsConnector[] = [
  aligo,
  aliyun,
  awsSns,
  httpSms,
  naverSens,
  nhnCloud,
  solapi,
  tencent,
  twilio,
  outbox,
];
