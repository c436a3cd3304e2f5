/** @module What is said of a failure: its HTTP status and a sentence in Korean and English that says what to do next. */
export interface ErrorEntry {
    status: number;
    en: string;
    ko: string;
}
/** By code: `noun.what_is_wrong`. */
export type ErrorEntries = Record<`${string}.${string}`, ErrorEntry>;
