/** @module A notice as its connector gets it, and whether a connector can carry one at all: not all send a text of ours. */
import { SendFailure, type SmsMessage, type Template } from "@munjigi/connectors/message-connector";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import { composeNotice, composeNoticeSubject } from "./compose-notice.js";
import { findNoticeTemplate, keepsTexts } from "./find-template.js";
import type { WritableNotice } from "./outcome.js";

type Carrier = Pick<ReadyConnector, "connector" | "settings">;

/**
 * Whether it sends more than codes. A vendor that makes the code, or writes the text itself, cannot tell anything else, unless it keeps
 * a text for notices too (usage `Notice`).
 */
export function canCarryNotice({ connector, settings }: Carrier, locale: string): boolean {
  if (connector.verifier || connector.codesOnly?.(settings)) return false;
  return !keepsTexts(settings) || findNoticeTemplate(settings, locale) !== undefined;
}

/** Throws `SendFailure` (`content`) where the connector can carry none. */
export function writeNotice(row: WritableNotice, ready: ReadyConnector): SmsMessage {
  const { notice, recipient, sid } = row;
  const { connector, settings, receiptUrl, host } = ready;
  if (!canCarryNotice(ready, notice.locale))
    throw new SendFailure("content", "the vendor sends codes only", { vendorCode: "notice" });
  const template: Template | undefined = findNoticeTemplate(settings, notice.locale);
  return {
    to: recipient,
    body: composeNotice(notice, row),
    code: "",
    usageType: "Notice",
    locale: notice.locale,
    reference: sid,
    ...(template && { template }),
    ...(receiptUrl && { receiptUrl }),
    ...(connector.type === "Email" && { ...(host !== undefined && { host }), subject: composeNoticeSubject(notice) }),
  };
}
