/** @module The words of a text: brand, code, and a last line for the device, within what one SMS holds. */
import { eucKrBytes, eucKrOnly, lostInEucKr } from "@munjigi/connectors/kit/euc-kr";
import { fillTemplate } from "@munjigi/connectors/kit/templates";
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
 * around the brand, then letters of the brand, the line for the page last. After every step what went before is tried again,
 * so that nothing is lost that has room. The code and the word "인증번호", by which phones find it, always stay. Where nothing of
 * that helps it is left whole: its connector sends a long message, or refuses.
 */
export function composeText(given: TextParts): string {
  if (!given.korean) return writeDraft(given, WHOLE);
  const brand = eucKrOnly(given.brand);
  const parts = { ...given, brand, ...(given.payment && { payment: inEucKr(given.payment) }) };
  const whole = writeDraft(parts, WHOLE);
  if (eucKrBytes(whole) <= KOREAN_BUDGET_BYTES) return whole;
  const shortest = writeDraft({ ...parts, brand: "" }, { brackets: false, warning: false, line: false });
  if (eucKrBytes(shortest) > MAX_KOREAN_BYTES) return whole;
  let fitting: string | undefined;
  for (const { length, ...cuts } of allCuts([...brand].length)) {
    const text = writeDraft({ ...parts, brand: cut(brand, length) }, cuts);
    const bytes = eucKrBytes(text);
    if (bytes <= KOREAN_BUDGET_BYTES) return text;
    if (bytes <= MAX_KOREAN_BYTES) fitting ??= text;
  }
  return fitting ?? shortest;
}

/** What is still there of a text. */
interface Cuts {
  brackets: boolean;
  warning: boolean;
  /** The line for the page that may read the code. */
  line: boolean;
}
const WHOLE: Cuts = { brackets: true, warning: true, line: true };

/** In the order in which they are tried: the last thing dropped varies slowest. */
function* allCuts(brandLength: number): Generator<Cuts & { length: number }> {
  for (const line of [true, false])
    for (let length = brandLength; length >= 0; length--)
      for (const brackets of [true, false])
        for (const warning of [true, false]) yield { line, length, brackets, warning };
}

function writeDraft(parts: TextParts, cuts: Cuts): string {
  const { webOtpHost, ...rest } = parts;
  const kept = { ...rest, ...(cuts.line && webOtpHost !== undefined && { webOtpHost }) };
  const own = ownWords(parts);
  if (own === undefined)
    return write({ ...kept, brackets: cuts.brackets, doNotShare: parts.doNotShare && cuts.warning });
  let text = own;
  if (!cuts.warning) text = text.replace(WARNING, "");
  if (!cuts.brackets || (parts.korean && parts.brand === "")) text = text.replace(BRACKETS, "$1");
  if (!cuts.line) text = text.replace(BOUND, "");
  return fillOwn(kept, text);
}

/** The team's words, if they may be used: a payment must be told, and a connector's words have no place for it. */
function ownWords({ template, content, payment }: TextParts): string | undefined {
  return template?.text ?? (payment ? undefined : content);
}

const WARNING = /\s*(?:절대\s*)?타인에게[^.\n]*(?:마세요|마십시오|않습니다)\.?/g;
const BRACKETS = /\[\s*(\{\{\s*(?:brand|friendly_name)\s*\}\})\s*\]/g;

const cut = (brand: string, length: number) => [...brand].slice(0, length).join("").trim();

/** Currencies whose signs EUC-KR lacks. */
const CURRENCIES = new Map(
  "€EUR ₹INR ₫VND ₽RUB ₺TRY ₱PHP ฿THB ₪ILS ₴UAH ₦NGN ₮MNT ₸KZT ₲PYG ₡CRC ₵GHS ₾GEL ₼AZN ៛KHR ₭LAK"
    .split(" ")
    .map((one) => [one.charAt(0), one.slice(1)]),
);

const withCodes = (amount: string) => amount.replace(/\p{Sc}/gu, (sign) => CURRENCIES.get(sign) ?? sign);

/** A payment as a Korean text tells it. */
function inEucKr({ amount, payee }: Payment): Payment {
  return { amount: eucKrOnly(withCodes(amount)), payee: eucKrOnly(payee) };
}

/** The part of a payment that a Korean text cannot tell: the customer would read of another one. */
export function untellablePart({ amount, payee }: Payment): keyof Payment | undefined {
  if (lostInEucKr(withCodes(amount)).length > 0) return "amount";
  return lostInEucKr(payee).length > 0 ? "payee" : undefined;
}

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
  return addLastLine(parts, dropEmptyBrackets(korean ? onlyLines(filled) : filled));
}

/** Line by line, so that the blanks beside a line's end go too. */
const onlyLines = (text: string) => text.split("\n").map(eucKrOnly).join("\n").trim();

const EMPTY_BRACKETS = /(?:\[\s*\]|\(\s*\)|<\s*>|【\s*】|〔\s*〕|「\s*」|『\s*』|《\s*》|〈\s*〉|（\s*）)[^\S\n]*/g;

/** What was to stand in them had no character that could be sent. */
const dropEmptyBrackets = (text: string) => {
  const rest = text.replace(EMPTY_BRACKETS, "");
  return rest === text ? text : rest.trim();
};

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
