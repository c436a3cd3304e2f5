/** @module Every vendor the contract suite runs: a new connector is a file in `cases` and a line here. */
import { aliyunCase } from "./cases/aliyun.js";
import { awsSnsCase } from "./cases/aws-sns.js";
import { httpSmsCase } from "./cases/http-sms.js";
import { tencentCase } from "./cases/tencent.js";
import { twilioCase } from "./cases/twilio.js";
import type { ConnectorCase } from "./connector-case.js";

export const cases: readonly ConnectorCase[] = [aliyunCase, awsSnsCase, httpSmsCase, tencentCase, twilioCase];
