/** @module Every vendor the contract suite runs: a new connector is a file in `cases` and a line here. */
import { aligoCase } from "./cases/aligo.js";
import { naverSensCase } from "./cases/naver-sens.js";
import { nhnCloudCase } from "./cases/nhn-cloud.js";
import { solapiCase } from "./cases/solapi.js";
import { twilioCase } from "./cases/twilio.js";
import type { ConnectorCase } from "./connector-case.js";

export const cases: readonly ConnectorCase[] = [aligoCase, naverSensCase, nhnCloudCase, solapiCase, twilioCase];
