/** @module A notice as its connector gets it, and whether a connector can carry one at all: not all send a text of ours. */
import { type SmsMessage } from "@munjigi/connectors/sms/contract";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { WritableNotice } from "./outcome.js";
type Carrier = Pick<ReadyConnector, "connector" | "settings">;
/**
 * Whether it sends more than codes. A vendor that makes the code, or writes the text itself, cannot tell anything else, unless it keeps
 * a text for notices too (usage `Notice`).
 */
export declare function canCarryNotice({ connector, settings }: Carrier, locale: string): boolean;
/** Throws `SendFailure` (`content`) where the connector can carry none. */
export declare function writeNotice(row: WritableNotice, ready: ReadyConnector): SmsMessage;
export {};
