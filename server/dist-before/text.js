/** @module What may stand in a text that somebody else gives: what PostgreSQL can hold, what a reader can see, what was meant. */
/** PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair. */
export const isStorable = (text) => !text.includes("\0") && text.isWellFormed();
/** Control and format characters, line separators, halves of characters, and the blank that is a letter (braille). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]/u;
/** Line breaks are invisible too. */
export const hasInvisible = (text) => INVISIBLE.test(text);
/** What no reader sees and copying brings along: zero-width and bidirectional marks, soft hyphens, variation selectors, fillers. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Minus signs, and the long-vowel mark that Japanese keyboards have where a hyphen is wanted. */
const DASHES = /[\p{Pd}\u2212\u30fc]/gu;
const DIGIT = /\p{Nd}/u;
/** A text of digits or Latin letters as ASCII, whatever keyboard it was typed on. Blanks stay. */
export function toPlainText(text) {
    const unified = text.normalize("NFKC").replace(IGNORABLE, "").replace(DASHES, "-");
    return isAscii(unified) ? unified : unified.replace(/\p{Nd}/gu, readDigit);
}
/** Full-width characters as ASCII, and nothing that is invisible. Other letters stay: they may be another's name. */
export const toTypedAscii = (text) => text
    .replace(IGNORABLE, "")
    .replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ");
const isAscii = (text) => /^[\0-\x7f]*$/.test(text);
/** Unicode keeps each script's digits together, from 0 to 9 (https://www.unicode.org/policies/stability_policy.html). */
function readDigit(digit) {
    const point = digit.codePointAt(0);
    let value = 0;
    while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1)))
        value += 1;
    return String(value);
}
//# sourceMappingURL=text.js.map