import type { Payment } from "../codes.js";
import { type ChosenText } from "../templates/template.js";
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
export declare const KOREAN_BUDGET_BYTES = 80;
/**
 * Writes the text. One that would be too long for a Korean short message loses the warning first, then the brackets
 * around the brand, then letters of the brand, the line for the page last. After every step what went before is tried again,
 * so that nothing is lost that has room. The code and the word "인증번호", by which phones find it, always stay. Where nothing of
 * that helps it is left whole: its connector sends a long message, or refuses.
 */
export declare function composeText(given: TextParts): string;
/** The part of a payment that a Korean text cannot tell: the customer would read of another one. */
export declare function untellablePart({ amount, payee }: Payment): keyof Payment | undefined;
