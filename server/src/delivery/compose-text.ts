/** @module The words of a text: brand, code, and a last line for the device, within what one SMS holds. */
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/sms/euc-kr";
import type { Payment } from "../codes.js";
import { type ChosenText, PLACE } from "./template.js";

export interface TextParts {
  /** Korean, or English for every other. */
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
  /** For a Korean number: EUC-KR and its budget of bytes. */
  korean: boolean;
}

/**
 * Korean carriers cut a short message at 90 bytes and put "[Web발신]" in front of it; whether that counts nobody says, so
 * ten bytes stay free.
 */
export const KOREAN_BUDGET_BYTES = 80;

/**
 * Writes the text. One that would be too long for a Korean short message loses the warning first, then the brackets
 * around the brand, then letters of the brand; the code and the word "인증번호", by which phones find it, always stay.
 */
export function composeText(parts: TextParts): string {
  if (parts.template) return addLastLine(parts, fillTemplate(parts, parts.template));
  if (!parts.korean) return write({ ...parts, brackets: true });
  let text = "";
  for (const draft of koreanDrafts(parts)) {
    text = write(draft);
    if (eucKrBytes(text) <= KOREAN_BUDGET_BYTES) break;
  }
  return text;
}

function* koreanDrafts(parts: TextParts): Generator<Draft> {
  const brand = eucKrOnly(parts.brand);
  yield { ...parts, brand, brackets: true };
  if (parts.doNotShare) yield { ...parts, brand, brackets: true, doNotShare: false };
  for (let length = [...brand].length; length >= 0; length--)
    yield { ...parts, brand: [...brand].slice(0, length).join("").trim(), brackets: false, doNotShare: false };
  const { webOtpHost: _, ...rest } = parts;
  if (parts.webOtpHost) yield { ...rest, brand: "", brackets: false, doNotShare: false };
}

interface Draft extends TextParts {
  brackets: boolean;
}

function write(draft: Draft): string {
  return addLastLine(draft, draft.locale.startsWith("ko") ? writeKorean(draft) : writeEnglish(draft));
}

/** Every place once: what looks like a place in a value stays what it is. */
function fillTemplate({ brand, code, payment, korean }: TextParts, { text, values }: ChosenText): string {
  const own = new Map([...Object.entries(values ?? {}), ...Object.entries(payment ?? {})])
    .set("code", code)
    .set("friendly_name", brand);
  const filled = text.replace(PLACE, (_, name: string) => own.get(name) ?? "");
  return korean ? eucKrOnly(filled) : filled;
}

/** The line of a template that is bound to a domain already. */
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
