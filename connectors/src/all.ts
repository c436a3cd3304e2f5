/** @module Every connector that comes with the package: a new one is a file and a line here. */
import { smtp } from "./email/smtp.js";
import type { SmsConnector } from "./sms/contract.js";
import { gatewayapi } from "./sms/gatewayapi.js";
import { outbox } from "./sms/outbox.js";
import { smsaero } from "./sms/smsaero.js";
import { twilio } from "./sms/twilio.js";
import { twilioVerify } from "./sms/twilio-verify.js";
import { vonage } from "./sms/vonage.js";

export const smsConnectors: readonly SmsConnector[] = [gatewayapi, smsaero, twilio, twilioVerify, vonage, smtp, outbox];
