/** @module Notices: messages that are no codes. Their kinds, and what a caller may tell in one. Pure. */
import { isStorable } from "../text.js";

export const noticeKinds = [
  "phone_changed",
  "phone_added",
  "email_changed",
  "email_added",
  "social_added",
  "passkey_added",
  "totp_added",
  "recovery_codes_made",
  "recovery_code_used",
  "identifier_removed",
  "password_changed",
  "new_device",
  "account_deleted",
  "organization_invitation",
  "operator_alert",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const removableIdentifiers = ["phone", "email", "username", "social", "passkey", "totp"] as const;

/** What a text may tell besides brand and kind. Whatever is given, no whole number or address is kept of it. */
export interface NoticeValues {
  /** Of a number: the last two digits are kept. */
  ending?: string;
  /** An e-mail address, kept as `k•••@e•••.com`: its owner knows it, and nobody can write to it or tap on it. */
  address?: string;
  /** What was removed. */
  identifier?: (typeof removableIdentifiers)[number];
  /** As a person calls it: "Chrome, Windows". */
  device?: string;
  /** ISO 8601. */
  time?: string;
  /** Who invites. */
  organization?: string;
  /** A page of ours whose address is a secret of its recipient: sealed in its row, opened where the text is written. */
  link?: string;
  /** What whoever runs the deployment is told, as its room has written it, in the language of the notice. */
  subject?: string;
  text?: string;
}

/** The values that each kind tells. */
interface ValuesOf {
  phone_changed: Required<Pick<NoticeValues, "ending">>;
  phone_added: Required<Pick<NoticeValues, "ending">>;
  email_changed: Required<Pick<NoticeValues, "address">>;
  email_added: Required<Pick<NoticeValues, "address">>;
  social_added: Record<never, never>;
  passkey_added: Record<never, never>;
  totp_added: Record<never, never>;
  recovery_codes_made: Record<never, never>;
  recovery_code_used: Record<never, never>;
  identifier_removed: Required<Pick<NoticeValues, "identifier">>;
  password_changed: Record<never, never>;
  new_device: Pick<NoticeValues, "device" | "time">;
  account_deleted: Record<never, never>;
  organization_invitation: Required<Pick<NoticeValues, "organization" | "link">>;
  operator_alert: Required<Pick<NoticeValues, "subject" | "text">>;
}

/** What a notice says: its kind, with the values of that kind. */
export type NoticeContent = { [Kind in NoticeKind]: { kind: Kind; values: ValuesOf[Kind] } }[NoticeKind];

/** A notice about to be made. */
export interface NewNotice {
  sid: string;
  serviceSid: string;
  recipient: string;
  country: string;
  channel: string;
  kind: NoticeKind;
  locale: string;
  brand: string;
  values: NoticeValues;
  lifetimeSeconds: number;
  /** Its recipient is emptied as soon as it is sent. */
  forgetWhenSent: boolean;
}

interface KindRow {
  /** For so long it is tried; then it would be no news. */
  lifetimeSeconds: number;
  values: readonly (keyof NoticeValues)[];
  /** After it there may be no account that has the recipient. */
  isLast?: true;
  /** Its text ends with `link`; all others hold none, so that a link in such a text is known to be somebody else's. */
  hasLink?: true;
  /** Its words are in its values: it goes to whoever runs the deployment, not to a person who has an account. */
  isWritten?: true;
}

const DAY_SECONDS = 24 * 3600;

export const noticeKind: Readonly<Record<NoticeKind, KindRow>> = {
  phone_changed: { lifetimeSeconds: DAY_SECONDS, values: ["ending"] },
  phone_added: { lifetimeSeconds: DAY_SECONDS, values: ["ending"] },
  email_changed: { lifetimeSeconds: DAY_SECONDS, values: ["address"] },
  email_added: { lifetimeSeconds: DAY_SECONDS, values: ["address"] },
  social_added: { lifetimeSeconds: DAY_SECONDS, values: [] },
  passkey_added: { lifetimeSeconds: DAY_SECONDS, values: [] },
  totp_added: { lifetimeSeconds: DAY_SECONDS, values: [] },
  recovery_codes_made: { lifetimeSeconds: DAY_SECONDS, values: [] },
  recovery_code_used: { lifetimeSeconds: DAY_SECONDS, values: [] },
  identifier_removed: { lifetimeSeconds: DAY_SECONDS, values: ["identifier"], isLast: true },
  password_changed: { lifetimeSeconds: DAY_SECONDS, values: [] },
  new_device: { lifetimeSeconds: DAY_SECONDS, values: ["device", "time"] },
  account_deleted: { lifetimeSeconds: DAY_SECONDS, values: [], isLast: true },
  organization_invitation: { lifetimeSeconds: DAY_SECONDS, values: ["organization", "link"], hasLink: true },
  operator_alert: { lifetimeSeconds: DAY_SECONDS, values: ["subject", "text"], isWritten: true },
};

const MAX_BRAND_LENGTH = 64;
const MAX_DEVICE_LENGTH = 40;
const MAX_ORGANIZATION_LENGTH = 64;
const MAX_SUBJECT_LENGTH = 150;
const MAX_TEXT_LINES = 50;
const MAX_TEXT_LINE_LENGTH = 1000;

/** One line that a reader can see and PostgreSQL can hold. */
export function cleanLine(text: string, maxLength: number): string {
  const line = text
    .toWellFormed()
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd\u2800]/gu, "")
    .trim();
  return [...line].slice(0, maxLength).join("").trim();
}

export const cleanBrand = (brand: string) => cleanLine(brand, MAX_BRAND_LENGTH);

/**
 * A browser says of itself what it likes, and an organization may be named by whoever founds it: a name must not become a link or an
 * address in a message of ours, nor a number to call.
 */
function cleanName(text: string, maxLength: number): string {
  const harmless = cleanLine(text, maxLength * 4)
    .replace(/\S*@\S*/g, " ")
    .replace(/[:/\\<>]+|\.(?=[^\s\d])/g, " ")
    .replace(/\d(?:[\s().-]*\d){6,}/g, " ");
  return cleanLine(harmless, maxLength);
}

/** `undefined`: there is nothing to tell. */
const readers: Readonly<{ [Name in keyof NoticeValues]-?: (text: string) => NoticeValues[Name] | undefined }> = {
  ending: (text) => /\d{2}$/.exec(text.replace(/\D/g, ""))?.[0],
  address(text) {
    const [, name, domain, top] = /^([^@\s])[^@\s]*@([^@\s.])[^@\s]*(\.[^@\s.]+)$/u.exec(cleanLine(text, 320)) ?? [];
    return name && `${name}•••@${domain}•••${top}`;
  },
  identifier: (text) => removableIdentifiers.find((one) => one === text),
  device: (text) => cleanName(text, MAX_DEVICE_LENGTH) || undefined,
  time(text) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
  },
  organization: (text) => cleanName(text, MAX_ORGANIZATION_LENGTH) || undefined,
  subject: (text) => cleanLine(text, MAX_SUBJECT_LENGTH) || undefined,
  text: (text) =>
    text
      .split("\n")
      .slice(0, MAX_TEXT_LINES)
      .map((line) => cleanLine(line, MAX_TEXT_LINE_LENGTH))
      .join("\n")
      .trim() || undefined,
  link: (text) => (/^https?:\/\/[\x21-\x7e]+$/.test(text) ? text : undefined),
};

/** Of what was given that which this kind tells, cleaned. Never throws: a notice must not undo what it is about. */
export function cleanValues(kind: NoticeKind, given: Readonly<Record<string, unknown>>): NoticeValues {
  const entries = noticeKind[kind].values.flatMap((name) => {
    const text = given[name];
    const value = typeof text === "string" && isStorable(text) ? readers[name](text) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
