/** @module Writes the text of a message from its verification or notice, at the moment it is needed. */
import { deriveCode, type Payment, type Purpose } from "../codes.js";
import { writtenLanguage } from "../language.js";
import { type Keyring, unseal } from "../secrets.js";
import type { ChosenText } from "../templates/template.js";
import { composeNotice, type NoticeText } from "./compose-notice.js";
import { composeText } from "./compose-text.js";
import { openNotice } from "./notice-link.js";

/** What a text needs besides the code: kept with the verification from its start. */
export interface Wording {
  locale: string;
  brand: string;
  doNotShare?: true;
  appHash?: string;
  /** The host of the page that may read the code. */
  webOtpHost?: string;
  /** What the code confirms. */
  payment?: Payment;
  /** A text other than the ordinary one; goes with the recipient. */
  template?: ChosenText;
  /** The service's language, where the request asked for another. */
  serviceLocale?: string;
  /** What the code is derived from, where a resend has changed it; otherwise the verification's identifier. */
  codeSeed?: string;
}

/** What a text is written from. */
export type RenderableRow = RenderableCode | RenderableNotice;

interface Addressed {
  recipient: string;
  country: string;
}

export interface RenderableNotice extends Addressed {
  channel: string;
  notice: NoticeText;
}

export interface RenderableCode extends Addressed {
  notice?: null;
  verificationSid: string;
  purpose: Purpose;
  keyId: string;
  codeLength: number;
  /** The caller chose the code… */
  callerCode: boolean;
  /** …and this is it, encrypted, until the verification is over. */
  customCode: string | null;
  wording: Wording;
}

export interface RenderedMessage {
  body: string;
  /** `null` in a notice, which has none, and once a code that the caller had chosen is forgotten, or `MUNJIGI_SECRET_KEY` has lost the key it came from. */
  code: string | null;
}

/** Stands in the text for a code that can no longer be read. */
const FORGOTTEN = "••••••";

/** A connector's own words, and how many minutes the code has left. */
export interface OwnWords {
  content: string | undefined;
  minutes: number;
}

export function renderMessage(keyring: Keyring, row: RenderableRow): RenderedMessage {
  return row.notice ? { body: composeNotice(openNotice(keyring, row), row), code: null } : renderCode(keyring, row);
}

export function renderCode(keyring: Keyring, row: RenderableCode, own?: OwnWords): RenderedMessage {
  const { locale, serviceLocale, brand, doNotShare, appHash, webOtpHost, payment, template } = row.wording;
  const code = readCode(keyring, row);
  const body = composeText({
    locale: writtenLanguage(locale, serviceLocale),
    brand,
    code: code ?? FORGOTTEN,
    doNotShare: doNotShare === true,
    ...(appHash && { appHash }),
    ...(webOtpHost && { webOtpHost }),
    ...(payment && { payment }),
    ...(template && { template }),
    ...(own?.content !== undefined && { content: own.content, minutes: own.minutes }),
    korean: row.country === "KR",
  });
  return { body, code };
}

function readCode(keyring: Keyring, row: RenderableCode): string | null {
  if (!keyring.has(row.keyId)) return null;
  if (row.customCode !== null) return unseal(keyring, row.customCode, row.verificationSid);
  if (row.callerCode) return null;
  return deriveCode(keyring.get(row.keyId).code, row.wording.codeSeed ?? row.verificationSid, row.codeLength);
}
