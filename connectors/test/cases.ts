/** @module Every vendor the contract suite runs: a new connector is a file in `cases` and a line here. */

import { aligoCase } from "./cases/aligo.js";
import { aliyunCase } from "./cases/aliyun.js";
import { awsSnsCase } from "./cases/aws-sns.js";
import { httpSmsCase } from "./cases/http-sms.js";
import { naverSensCase } from "./cases/naver-sens.js";
import { nhnCloudCase } from "./cases/nhn-cloud.js";
import { solapiCase } from "./cases/solapi.js";
import { tencentCase } from "./cases/tencent.js";
import { twilioCase } from "./cases/twilio.js";
import type { ConnectorCase } from "./connector-case.js";

export const cases: readonly ConnectorCase[] = [
  aligoCase,
  aliyunCase,
  awsSnsCase,
  httpSmsCase,
  naverSensCase,
  nhnCloudCase,
  solapiCase,
  tencentCase,
  twilioCase,
];
