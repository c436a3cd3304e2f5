/** @module Every vendor the contract suite runs: a new connector is a file in `cases` and a line here. */
import { gatewayapiCase } from "./cases/gatewayapi.js";
import { smsaeroCase } from "./cases/smsaero.js";
import { twilioCase } from "./cases/twilio.js";
import { twilioVerifyCase } from "./cases/twilio-verify.js";
import { vonageCase } from "./cases/vonage.js";
import type { ConnectorCase } from "./connector-case.js";

export const cases: readonly ConnectorCase[] = [gatewayapiCase, smsaeroCase, twilioCase, twilioVerifyCase, vonageCase];
