/** @module Every vendor the contract suite runs: a new connector is a file in `cases` and a line here. */

import { aligoCase } from "./cases/aligo.js";
import { aliyunCase } from "./cases/aliyun.js";
import { awsSnsCase } from "./cases/aws-sns.js";
import { gatewayapiCase } from "./cases/gatewayapi.js";
import { httpSmsCase } from "./cases/http-sms.js";
import { naverSensCase } from "./cases/naver-sens.js";
import { nhnCloudCase } from "./cases/nhn-cloud.js";
import { smsaeroCase } from "./cases/smsaero.js";
import { solapiCase } from "./cases/solapi.js";
import { tencentCase } from "./cases/tencent.js";
import { twilioCase } from "./cases/twilio.js";
import { twilioVerifyCase } from "./cases/twilio-verify.js";
import { vonageCase } from "./cases/vonage.js";
import type { ConnectorCase } from "./connector-case.js";

export const cases: readonly ConnectorCase[] = [
  aligoCase,
  aliyunCase,
  awsSnsCase,
  gatewayapiCase,
  httpSmsCase,
  naverSensCase,
  nhnCloudCase,
  smsaeroCase,
  solapiCase,
  tencentCase,
  twilioCase,
  twilioVerifyCase,
  vonageCase,
];
