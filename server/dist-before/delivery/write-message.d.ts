/** @module A message as its connector gets it: the template that fits, and the text written from it. */
import { type SmsMessage } from "@munjigi/connectors/sms/contract";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { Keyring } from "../secrets.js";
import type { WritableRow } from "./outcome.js";
/** Throws what `writeCode` and `writeNotice` throw. */
export declare function writeMessage(keyring: Keyring, row: WritableRow, ready: ReadyConnector): SmsMessage;
