/** @module What may stand in a text that somebody else gives: what PostgreSQL can hold, and what a reader can see. */

/** PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** Control and format characters, line separators, halves of characters, and the blank that is a letter (braille). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]/u;

/** Line breaks are invisible too. */
export const hasInvisible = (text: string): boolean => INVISIBLE.test(text);
