/** @module A notice as its connector gets it, and whether a connector can carry one at all: not all send a text of ours. */
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/kit/euc-kr";
import { fillTemplate } from "@munjigi/connectors/kit/templates";
import { SendFailure, type SmsMessage, type Template } from "@munjigi/connectors/message-connector";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { Keyring } from "../secrets.js";
import { composeNotice, composeNoticeSubject, type NoticeText } from "./compose-notice.js";
import { findLinkTemplate, findNoticeTemplate, keepsTexts } from "./find-template.js";
import { maxBytesOf } from "./find-unsendable.js";
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
  const own = hasLink ? fillLink(notice, row, ready) : undefined;
  const template: Template | undefined = hasLink ? own?.template : findNoticeTemplate(settings, notice.locale);
  return {
    to: recipient,
    body: own?.body ?? composeNotice(notice, row),
    code: "",
    usageType: noticeUsageOf(notice.kind),
    locale: notice.locale,
    reference: sid,
    ...(template && { template }),
    ...(receiptUrl && { receiptUrl }),
    ...(connector.type === "Email" && {
      ...(host !== undefined && { host }),
      subject: own?.subject ?? composeNoticeSubject(notice),
    }),
  };
}

/**
 * An invitation in the connector's own words, if it has some. Where they do not fit into what its vendor sends to a Korean number, ours do:
 * the link must come.
 */
function fillLink({ locale, brand, values }: NoticeText, { country }: WritableNotice, ready: ReadyConnector) {
  const template = findLinkTemplate(ready.settings, locale);
  if (template?.content === undefined || values.link === undefined) return undefined;
  const isKorean = country === "KR" && ready.connector.limits.charset === "euc-kr";
  const fit = (text: string) => (isKorean ? eucKrOnly(text) : text);
  const words = { link: values.link, brand: fit(brand), organization: fit(values.organization ?? "") };
  const isHtml = template.contentType === "text/html";
  const escaped = Object.fromEntries(Object.entries(words).map(([name, text]) => [name, escapeHtml(text)]));
  const body = fillTemplate(template.content, isHtml ? { ...words, ...escaped } : words);
  if (isKorean && eucKrBytes(body) > maxBytesOf(ready)) return undefined;
  return { template, body, ...(template.subject !== undefined && { subject: fillTemplate(template.subject, words) }) };
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
