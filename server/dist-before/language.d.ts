/**
 * @module Languages: those Twilio takes for a text, and the two that our own sentences are written in. A text asked for in any
 * other language is in the service's, else in English.
 */
import type { Language } from "./errors.js";
/**
 * The canonical spelling of a BCP 47 tag, or `undefined` if it is none: of Twilio's languages its own (`ko-KR` is `ko`), else
 * that of Unicode (`iw` is `he`). There are no languages of more than three letters, though the grammar has room for them.
 */
export declare function readLocale(value: string): string | undefined;
/** The same for callers who choose among languages there are: `undefined` for `xx` too. */
export declare function parseLocale(value: string): string | undefined;
/** The first of these that our own sentences are written in, else English. `undefined` stands for none. */
export declare function writtenLanguage(...locales: (string | undefined)[]): Language;
export declare function chooseLocale(country: string): string;
/** The first of our languages that an `Accept-Language` header names, the best first (RFC 9110 §12.5.4). */
export declare function preferredLanguage(acceptLanguage: string | undefined): Language | undefined;
/** The first of these BCP 47 tags that is one of our languages. */
export declare function findLanguage(tags: readonly string[]): Language | undefined;
