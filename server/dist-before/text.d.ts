/** @module What may stand in a text that somebody else gives: what PostgreSQL can hold, what a reader can see, what was meant. */
/** PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair. */
export declare const isStorable: (text: string) => boolean;
/** Line breaks are invisible too. */
export declare const hasInvisible: (text: string) => boolean;
/** A text of digits or Latin letters as ASCII, whatever keyboard it was typed on. Blanks stay. */
export declare function toPlainText(text: string): string;
/** Full-width characters as ASCII, and nothing that is invisible. Other letters stay: they may be another's name. */
export declare const toTypedAscii: (text: string) => string;
