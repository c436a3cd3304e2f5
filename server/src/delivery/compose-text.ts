/** @module The words of a text: brand, code, and a last line for the device, within what one SMS holds. */
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/sms/euc-kr";
import { fillTemplate } from "@munjigi/connectors/sms/templates";
import type { Payment } from "../codes.js";
import { writtenLanguage } from "../language.js";
import { type ChosenText, PLACE } from "../templates/template.js";

export interface TextParts {
  /** Of our own words: Korean is written in Korean, every other language in English. */
  locale: string;
  brand: string;
  code: string;
  /** Adds the sentence that asks not to pass the code on. */
  doNotShare: boolean;
  /** Android's SMS Retriever: the 11 characters of the app, and nothing after them. */
  appHash?: string;
  /** The page that may read the code: https://wicg.github.io/sms-one-time-codes/ */
  webOtpHost?: string;
  /** The payment the code confirms; it must be told (PSD2 RTS article 5). */
  payment?: Payment;
  /** Says the sentence in words of its own. */
  template?: ChosenText;
  /** The connector's own words, with `{{code}}`, `{{brand}}` and `{{minutes}}`; a `template` comes before them. */
  content?: string;
  /** How long the code still lives. */
  minutes?: number;
  /** For a Korean number: EUC-KR and its budget of bytes. */
  korean: boolean;
}

/**
 * Korean carriers cut a short message at 90 bytes and put "[Web발신]" in front of it; none says whether that counts, so
 * ten bytes stay free.
 */
export const KOREAN_BUDGET_BYTES = 80;

/** What a Korean short message can hold at all. */
const MAX_KOREAN_BYTES = 90;

/**
 * Writes the text. One that would be too long for a Korean short message loses the warning first, then the brackets
 * around the brand, then letters of the brand, the line for the page last; the code and the word "인증번호", by which phones
 * find it, always stay. Where nothing of that helps it is left whole: its connector sends a long message, or refuses.
 */
export function composeText(parts: TextParts): string {
  const own = ownWords(parts);
  if (!parts.korean) return own === undefined ? write({ ...parts, brackets: true }) : fillOwn(parts, own);
  let first: string | undefined;
  let fitting: string | undefined;
  let last = "";
  for (const text of own === undefined ? koreanDrafts(parts) : ownDrafts(parts, own)) {
    const bytes = eucKrBytes(text);
    if (bytes <= KOREAN_BUDGET_BYTES) return text;
    if (bytes <= MAX_KOREAN_BYTES) fitting ??= text;
    first ??= text;
    last = text;
  }
  return fitting ?? (own === undefined ? last : (first ?? last));
}

/** The team's words, if they may be used: a payment must be told, and a connector's words have no place for it. */
function ownWords({ template, content, payment }: TextParts): string | undefined {
  return template?.text ?? (payment ? undefined : content);
}

const WARNING = /\s*(?:절대\s*)?타인에게[^.\n]*(?:마세요|마십시오|않습니다)\.?/g;
const BRACKETS = /\[\s*(\{\{\s*(?:brand|friendly_name)\s*\}\})\s*\]/g;

/** Drafts of the team's own words, each shorter than the one before. */
function* ownDrafts(parts: TextParts, text: string): Generator<string> {
  const brand = eucKrOnly(parts.brand);
  yield fillOwn({ ...parts, brand }, text);
  const withoutWarning = text.replace(WARNING, "");
  yield fillOwn({ ...parts, brand }, withoutWarning);
  const bare = withoutWarning.replace(BRACKETS, "$1");
  for (let length = [...brand].length; length >= 0; length--)
    yield fillOwn({ ...parts, brand: cut(brand, length) }, bare);
  const { webOtpHost: _, ...rest } = parts;
  yield fillOwn({ ...rest, brand: "" }, bare.replace(BOUND, ""));
}

/** Drafts of our words in the same order. */
function* koreanDrafts(parts: TextParts): Generator<string> {
  const brand = eucKrOnly(parts.brand);
  yield write({ ...parts, brand, brackets: true });
  if (parts.doNotShare) yield write({ ...parts, brand, brackets: true, doNotShare: false });
  for (let length = [...brand].length; length >= 0; length--)
    yield write({ ...parts, brand: cut(brand, length), brackets: false, doNotShare: false });
  const { webOtpHost: _, ...rest } = parts;
  if (parts.webOtpHost) yield write({ ...rest, brand: "", brackets: false, doNotShare: false });
}

const cut = (brand: string, length: number) => [...brand].slice(0, length).join("").trim();

interface Draft extends TextParts {
  brackets: boolean;
}

function write(draft: Draft): string {
  return addLastLine(draft, writtenLanguage(draft.locale) === "ko" ? writeKorean(draft) : writeEnglish(draft));
}

/** Fills every placeholder once: a value that looks like a placeholder is not filled again. */
function fillOwn(parts: TextParts, text: string): string {
  const { brand, code, payment, korean, template, minutes = 10 } = parts;
  let filled: string;
  if (template) {
    const values = new Map([...Object.entries(template.values ?? {}), ...Object.entries(payment ?? {})])
      .set("code", code)
      .set("friendly_name", brand);
    filled = text.replace(PLACE, (_, name: string) => values.get(name) ?? "");
  } else filled = fillTemplate(text, { code, brand, minutes: String(minutes) });
  return addLastLine(parts, korean ? eucKrOnly(filled) : filled);
}

/** A template that is bound to a domain already ends with this line. */
const BOUND = /(^|\n)@[^\n]*$/;

function addLastLine({ appHash, webOtpHost, code }: TextParts, sentence: string): string {
  // https://developers.google.com/identity/sms-retriever/verify
  if (appHash) return `<#> ${sentence}\n${appHash}`;
  return webOtpHost && !BOUND.test(sentence) ? `${sentence}\n\n@${webOtpHost} #${code}` : sentence;
}

function writeKorean({ brand, brackets, code, payment, doNotShare }: Draft): string {
  const name = brand && (brackets ? `[${brand}] ` : `${brand} `);
  const paid = payment ? ` ${payment.payee} ${payment.amount} 결제` : "";
  return `${name}인증번호 [${code}]${paid}${doNotShare ? " 타인에게 알려주지 마세요." : ""}`;
}

function writeEnglish({ brand, code, payment, doNotShare }: Draft): string {
  const paid = payment ? ` to pay ${payment.amount} to ${payment.payee}` : "";
  return `Your ${brand ? `${brand} ` : ""}verification code${paid} is: ${code}${doNotShare ? ". Don't share it with anyone." : ""}`;
}
