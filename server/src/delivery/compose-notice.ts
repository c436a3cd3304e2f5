/** @module The text of a notice, as long as its channel holds. Pure. */
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/kit/euc-kr";
import type { Language } from "../errors.js";
import { writtenLanguage } from "../language.js";
import { KOREAN_BUDGET_BYTES } from "./compose-text.js";
import { type NoticeKind, type NoticeValues, noticeKind } from "./notice.js";
import { accountOf, ifNotExpected, ifNotYou, noticeWords } from "./notice-texts.js";

/** What a notice is written from. */
export interface NoticeText {
  kind: NoticeKind;
  locale: string;
  brand: string;
  values: NoticeValues;
}

export function composeNotice(notice: NoticeText, to: { channel: string; country: string }): string {
  if (to.channel === "email") return writeMail(notice);
  const korean = to.country === "KR";
  return noticeKind[notice.kind].hasLink ? writeLink(notice, korean) : writeText(notice, korean);
}

/** The subject of a notice by e-mail. */
export function composeNoticeSubject({ kind, locale, brand, values }: NoticeText): string {
  const words = noticeWords[kind][writtenLanguage(locale)];
  const subject = (noticeKind[kind].isWritten && values.subject) || words.subject;
  return brand ? `[${brand}] ${subject}` : subject;
}

function writeMail({ kind, locale, brand, values }: NoticeText): string {
  const language = writtenLanguage(locale);
  const told = noticeWords[kind][language].mail(values, accountOf(language, brand));
  if (noticeKind[kind].isWritten) return `${told}\n`;
  if (!noticeKind[kind].hasLink) return `${told}\n\n${ifNotYou[language].mail}\n`;
  return `${told}\n\n${values.link ?? FORGOTTEN}\n\n${ifNotExpected[language]}\n`;
}

/** Stands for a link that cannot be read any more. */
const FORGOTTEN = "••••••";

/**
 * The link always stays. Where the whole is too long for a Korean short message the brand goes first, then who invites; a link that is
 * too long by itself makes a long message.
 */
function writeLink({ kind, locale, brand: whole, values }: NoticeText, korean: boolean): string {
  const fit = (text: string) => (korean ? eucKrOnly(text) : text);
  const brand = fit(whole);
  const { sms } = noticeWords[kind][writtenLanguage(locale)];
  const names = brand ? [`[${brand}] `, ""] : [""];
  const texts = sms.flatMap((sentence) =>
    names.map((name) => `${name}${fit(sentence(values))} ${values.link ?? FORGOTTEN}`),
  );
  return texts.find((text) => !korean || eucKrBytes(text) <= KOREAN_BUDGET_BYTES) ?? (texts.at(-1) as string);
}

/**
 * One that would be too long for a Korean short message loses details first, then the brackets around the brand, then letters of the
 * brand. What happened and what to do about it always stay.
 */
function writeText({ kind, locale, brand: whole, values }: NoticeText, korean: boolean): string {
  const language = writtenLanguage(locale);
  const { sms } = noticeWords[kind][language];
  const brand = korean ? eucKrOnly(whole) : whole;
  const write = (sentence: (values: NoticeValues) => string, name: string) => {
    const told = sentence(values);
    const advice = noticeKind[kind].isWritten ? "" : ` ${ifNotYou[language].sms}`;
    return `${name}${korean ? eucKrOnly(told) : told}${advice}`;
  };
  const inBrackets = brand && `[${brand}] `;
  for (const sentence of sms) {
    const text = write(sentence, inBrackets);
    if (!korean || eucKrBytes(text) <= KOREAN_BUDGET_BYTES) return text;
  }
  const shortest = sms.at(-1) ?? (() => "");
  for (const name of shortened(brand, language)) {
    const text = write(shortest, name);
    if (eucKrBytes(text) <= KOREAN_BUDGET_BYTES) return text;
  }
  return write(shortest, "");
}

/** A brand that stands before a sentence without brackets is told apart by a colon. */
function* shortened(brand: string, language: Language): Generator<string> {
  const mark = language === "ko" ? " " : ": ";
  for (let length = [...brand].length; length > 0; length--)
    yield `${[...brand].slice(0, length).join("").trim()}${mark}`;
}
