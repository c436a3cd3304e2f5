/**
 * @module The words of notices, Korean and English side by side. A text is one sentence, then what to do if it was somebody else; it
 * holds no link, so that a link in such a text is known to be somebody else's.
 */
import type { Language } from "../errors.js";
import type { NoticeKind, NoticeValues } from "./notice.js";
export interface NoticeWords {
    /** Of an e-mail, after the brand. */
    subject: string;
    /** The sentence of an e-mail. `account`: the brand's, or just the account. */
    mail(values: NoticeValues, account: string): string;
    /** The sentence of a text, the longest first: a Korean one holds 80 bytes with the brand and what to do. */
    sms: readonly ((values: NoticeValues) => string)[];
}
/** What to do if it was somebody else. */
export declare const ifNotYou: Readonly<Record<Language, {
    sms: string;
    mail: string;
}>>;
export declare const accountOf: (language: Language, brand: string) => string;
export declare const noticeWords: Readonly<Record<NoticeKind, Readonly<Record<Language, NoticeWords>>>>;
