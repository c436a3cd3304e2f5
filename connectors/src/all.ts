/** @module Every connector that comes with the package: a new one is a file and a line here. */
import { aliyun } from "./sms/aliyun.js";
import { awsSns } from "./sms/aws-sns.js";
import type { SmsConnector } from "./sms/contract.js";
import { httpSms } from "./sms/http-sms.js";
import { outbox } from "./sms/outbox.js";
import { tencent } from "./sms/tencent.js";
import { twilio } from "./sms/twilio.js";

export const smsConnectors: readonly SmsConnector[] = [aliyun, awsSns, httpSms, tencent, twilio, outbox];
