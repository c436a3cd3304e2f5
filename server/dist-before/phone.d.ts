/**
 * @module Phone numbers, read once, at the edge: every key, limit, log line and vendor call uses what this returns.
 * Reading a number twice, or two ways, is how limits are passed (one subscriber under sixteen spellings).
 */
import { type CountryCode, type NumberType } from "libphonenumber-js/max";
export type { CountryCode };
export type PhoneNumber = {
    ok: true;
    /** E.164, `+821012345678`. */
    e164: string;
    country: CountryCode;
    /** As dialled inside the country, digits only: `01012345678`. */
    national: string;
} | {
    ok: false;
    /**
     * `ambiguous`: two different numbers may be meant. `retired_01x`: Korea's 011 and 016–019, switched off with 2G in June
     * 2021.
     */
    reason: "not_a_number" | "invalid" | "ambiguous" | "not_mobile" | "retired_01x";
    /** The line type, where the number is a real one of another kind. */
    type?: NonNullable<NumberType>;
};
/**
 * Reads a number as people type it. Accepts spaces, dashes, dots and brackets, digits of any script, `tel:`, the international
 * prefix of the default country, and `00`. Refuses letters and extensions rather than guessing what they mean, and a text that
 * is one valid number in one reading and another in the next: the text would go to a stranger.
 * Mobile lines only; where a numbering plan cannot tell (North America), "fixed or mobile" passes.
 * `isPlusGuessed`: the `+` in front stood where a form has a blank, so the number may also have been written without one.
 */
export declare function normalizePhone(input: string, defaultCountry: CountryCode, { isPlusGuessed }?: {
    isPlusGuessed?: boolean | undefined;
}): PhoneNumber;
/** Whether a text is an ISO 3166-1 alpha-2 code of a country that has a numbering plan. */
export declare function isCountry(value: string): value is CountryCode;
/** The country of a number in E.164 that was read before. */
export declare function countryOf(e164: string): string;
/** A number as people write it: Korean ones as inside the country, others with their country code. */
export declare function displayPhone(e164: string): string;
