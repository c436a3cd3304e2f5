/** @module The text of a notice, as long as its channel holds. Pure. */
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/sms/euc-kr";
import { writtenLanguage } from "../language.js";
import { KOREAN_BUDGET_BYTES } from "./compose-text.js";
import { accountOf, ifNotYou, noticeWords } from "./notice-texts.js";
export function composeNotice(notice, to) {
    return to.channel === "email" ? writeMail(notice) : writeText(notice, to.country === "KR");
}
/** The subject of a notice by e-mail. */
export function composeNoticeSubject({ kind, locale, brand }) {
    const { subject } = noticeWords[kind][writtenLanguage(locale)];
    return brand ? `[${brand}] ${subject}` : subject;
}
function writeMail({ kind, locale, brand, values }) {
    const language = writtenLanguage(locale);
    return `${noticeWords[kind][language].mail(values, accountOf(language, brand))}\n\n${ifNotYou[language].mail}\n`;
}
/**
 * One that would be too long for a Korean short message loses details first, then the brackets around the brand, then letters of the
 * brand. What happened and what to do about it always stay.
 */
function writeText({ kind, locale, brand: whole, values }, korean) {
    const language = writtenLanguage(locale);
    const { sms } = noticeWords[kind][language];
    const brand = korean ? eucKrOnly(whole) : whole;
    const write = (sentence, name) => {
        const told = sentence(values);
        return `${name}${korean ? eucKrOnly(told) : told} ${ifNotYou[language].sms}`;
    };
    const inBrackets = brand && `[${brand}] `;
    for (const sentence of sms) {
        const text = write(sentence, inBrackets);
        if (!korean || eucKrBytes(text) <= KOREAN_BUDGET_BYTES)
            return text;
    }
    const shortest = sms.at(-1) ?? (() => "");
    for (const name of shortened(brand, language)) {
        const text = write(shortest, name);
        if (eucKrBytes(text) <= KOREAN_BUDGET_BYTES)
            return text;
    }
    return write(shortest, "");
}
/** A brand that stands before a sentence without brackets is told apart by a colon. */
function* shortened(brand, language) {
    const mark = language === "ko" ? " " : ": ";
    for (let length = [...brand].length; length > 0; length--)
        yield `${[...brand].slice(0, length).join("").trim()}${mark}`;
}
//# sourceMappingURL=compose-notice.js.map