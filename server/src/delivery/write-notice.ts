/** @module A notice as its connector gets it, and whether a connector can carry one at all: not all send a text of ours. */
import { SendFailure, type SmsMessage, type Template } from "@munjigi/connectors/message-connector";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { Keyring } from "../secrets.js";
import { composeNotice, composeNoticeSubject, type NoticeText } from "./compose-notice.js";
import { findNoticeTemplate, keepsTexts } from "./find-template.js";
import { noticeKind } from "./notice.js";
import { openNotice } from "./notice-link.js";
import type { WritableNotice } from "./outcome.js";
import { noticeUsageOf } from "./usage-type.js";

type Carrier = Pick<ReadyConnector, "connector" | "settings">;

/**
 * Whether it sends more than codes. A vendor that makes the code, or writes the text itself, cannot tell anything else, unless it keeps
 * a text for notices too (usage `Notice`). Such a text has no place for a link.
 */
export function canCarryNotice(
  { connector, settings }: Carrier,
  { kind, locale }: Pick<NoticeText, "kind" | "locale">,
): boolean {
  if (connector.verifier || connector.codesOnly?.(settings)) return false;
  if (!keepsTexts(settings)) return true;
  return !noticeKind[kind].hasLink && findNoticeTemplate(settings, locale) !== undefined;
}

/** Throws `SendFailure` (`content`) where the connector can carry none. */
export function writeNotice(keyring: Keyring, row: WritableNotice, ready: ReadyConnector): SmsMessage {
  const { recipient, sid } = row;
  const notice = openNotice(keyring, row);
  const { connector, settings, receiptUrl, host } = ready;
  const { hasLink } = noticeKind[notice.kind];
  if (!canCarryNotice(ready, notice))
    throw new SendFailure("content", "the vendor sends codes only", { vendorCode: "notice" });
  if (hasLink && notice.values.link === undefined)
    throw new SendFailure("content", "the link is forgotten", { vendorCode: "forgotten" });
  const template: Template | undefined = hasLink ? undefined : findNoticeTemplate(settings, notice.locale);
  return {
    to: recipient,
    body: composeNotice(notice, row),
    code: "",
    usageType: noticeUsageOf(notice.kind),
    locale: notice.locale,
    reference: sid,
    ...(template && { template }),
    ...(receiptUrl && { receiptUrl }),
    ...(connector.type === "Email" && { ...(host !== undefined && { host }), subject: composeNoticeSubject(notice) }),
  };
}
