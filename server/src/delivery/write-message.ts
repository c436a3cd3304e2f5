/** @module A message as its connector gets it: the template that fits, and the text written from it. */

import { eucKrBytes } from "@munjigi/connectors/kit/euc-kr";
import { fillTemplate } from "@munjigi/connectors/kit/templates";
import { SendFailure, type SmsMessage, type Template } from "@munjigi/connectors/message-connector";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { Language } from "../errors.js";
import { writtenLanguage } from "../language.js";
import type { Keyring } from "../secrets.js";
import { findTemplate } from "./find-template.js";
import { maxBytesOf } from "./find-unsendable.js";
import type { WritableCode, WritableRow } from "./outcome.js";
import { type OwnWords, type RenderableCode, type RenderedMessage, renderCode } from "./render-message.js";
import { usageTypeOf } from "./usage-type.js";
import { writeNotice } from "./write-notice.js";

/** The subject of an e-mail whose template has none. */
const SUBJECTS = { ko: "인증번호", en: "Your verification code" };

/** Throws what `writeCode` and `writeNotice` throw. */
export function writeMessage(keyring: Keyring, row: WritableRow, ready: ReadyConnector): SmsMessage {
  return row.notice ? writeNotice(keyring, row, ready) : writeCode(keyring, row, ready);
}

/**
 * Throws `SendFailure` (`content`) where there is nothing to write: the code is forgotten, or a payment must be told and the
 * vendor writes the text.
 */
function writeCode(keyring: Keyring, row: WritableCode, ready: ReadyConnector): SmsMessage {
  const { connector, settings, receiptUrl, host } = ready;
  const { wording, purpose, recipient, sid } = row;
  const { locale, serviceLocale } = wording;
  const usageType = usageTypeOf(purpose);
  const found = findTemplate(row, settings);
  if (wording.payment && found?.templateCode !== undefined)
    throw new SendFailure("content", "the vendor's template cannot tell the payment", { vendorCode: "payment" });
  if (connector.verifier && (wording.payment || row.callerCode))
    throw new SendFailure("content", "the vendor makes the code", { vendorCode: "vendor_code" });
  const minutes = Math.max(1, Math.round(row.secondsLeft / 60));
  const { template, brand } = fitForType(found, wording);
  const ours = { ...row, wording: { ...wording, brand } };
  const { body, code } = renderFitting(keyring, ours, { content: template?.content, minutes }, ready);
  if (code === null) throw new SendFailure("content", "the code is forgotten", { vendorCode: "forgotten" });
  const values = { code, brand: wording.brand.replace(/\s+/g, " "), minutes: String(minutes) };
  return {
    to: recipient,
    body,
    code,
    usageType,
    locale,
    reference: sid,
    ...(template && { template }),
    ...(receiptUrl && { receiptUrl }),
    ...(connector.type === "Email" && {
      ...(host !== undefined && { host }),
      subject: template?.subject
        ? fillTemplate(template.subject, values)
        : subjectOf(wording.brand, writtenLanguage(locale, serviceLocale)),
    }),
  };
}

/** Where the connector's words do not fit into what its vendor sends to a Korean number, ours do: the code must come. */
function renderFitting(keyring: Keyring, row: WritableCode, own: OwnWords, ready: ReadyConnector): RenderedMessage {
  const rendered = renderCode(keyring, row, own);
  const isKorean = ready.connector.limits.charset === "euc-kr" && own.content !== undefined;
  if (!isKorean || eucKrBytes(rendered.body) <= maxBytesOf(ready)) return rendered;
  return renderCode(keyring, row, { ...own, content: undefined });
}

/**
 * In an HTML template the brand is escaped. Where the words are not the template's (a text of the service, a payment) the mail is
 * plain text, whatever the template is.
 */
function fitForType(template: Template | undefined, { brand, payment, template: own }: RenderableCode["wording"]) {
  if (template?.contentType !== "text/html") return { template, brand };
  if (own || payment) return { template: { ...template, contentType: "text/plain" as const }, brand };
  return { template, brand: brand.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`) };
}

function subjectOf(brand: string, language: Language): string {
  const words = SUBJECTS[language];
  return brand ? `[${brand.replace(/\s+/g, " ")}] ${words}` : words;
}
