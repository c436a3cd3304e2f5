/**
 * @module Phone numbers, read once, at the edge: every key, limit, log line and vendor call uses what this returns.
 * Reading a number twice, or two ways, is how limits are passed (one subscriber under sixteen spellings).
 */
import {
  type CountryCode,
  isSupportedCountry,
  type NumberType,
  type PhoneNumber as PhoneNumberOf,
  parsePhoneNumber,
} from "libphonenumber-js/max";

export type { CountryCode };

export type PhoneNumber =
  | {
      ok: true;
      /** E.164, `+821012345678`. */
      e164: string;
      country: CountryCode;
      /** As dialled inside the country, digits only: `01012345678`. */
      national: string;
    }
  | {
      ok: false;
      /** `retired_01x`: Korea's 011 and 016–019, switched off with 2G in June 2021. */
      reason: "not_a_number" | "invalid" | "not_mobile" | "retired_01x";
      /** The line type, where the number is a real one of another kind. */
      type?: NonNullable<NumberType>;
    };

const MAX_INPUT_LENGTH = 32;
/** Zero-width characters, bidirectional marks and the byte-order mark: they come along when a number is copied. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
const ALLOWED = /^[\d+().\-\s]*$/;

/**
 * Reads a number as people type it. Accepts spaces, dashes, dots and brackets, full-width digits, `tel:`, `0082…`, and a
 * leading blank where a form lost the `+`. Refuses letters and extensions rather than guessing what they mean.
 * Mobile lines only; where a numbering plan cannot tell (North America), "fixed or mobile" passes.
 */
export function normalizePhone(input: string, defaultCountry: CountryCode): PhoneNumber {
  const text = clean(input);
  if (text === undefined) return { ok: false, reason: "not_a_number" };
  const parsed = parse(text, defaultCountry);
  if (!parsed) return { ok: false, reason: "invalid" };
  const type = parsed.getType();
  const e164 = parsed.number as string;
  if (parsed.ext || !parsed.isValid()) return { ok: false, reason: "invalid", ...(type && { type }) };
  if (/^\+821[16789]/.test(e164)) return { ok: false, reason: "retired_01x" };
  if (type !== "MOBILE" && type !== "FIXED_LINE_OR_MOBILE")
    return { ok: false, reason: "not_mobile", ...(type && { type }) };
  // The metadata still takes ten-digit 010 numbers, which do not exist.
  if (parsed.countryCallingCode === "82" && !/^\+8210\d{8}$/.test(e164)) return { ok: false, reason: "invalid", type };
  // A number that belongs to no country is a satellite or international network.
  if (!parsed.country) return { ok: false, reason: "not_mobile", type };
  return { ok: true, e164, country: parsed.country, national: nationalDigits(parsed) };
}

/** Whether a text is an ISO 3166-1 alpha-2 code of a country that has a numbering plan. */
export function isCountry(value: string): value is CountryCode {
  return isSupportedCountry(value);
}

function clean(input: string): string | undefined {
  let text = input.normalize("NFKC").replace(INVISIBLE, "").replace(DASHES, "-");
  if (text.length > MAX_INPUT_LENGTH) return undefined;
  // "+1555" in a form body that was not percent-encoded arrives as " 1555".
  if (/^ [1-9]/.test(text)) text = `+${text.slice(1)}`;
  text = text.replace(/^tel:/i, "").trim();
  if (!ALLOWED.test(text) || !/\d/.test(text)) return undefined;
  return text.replace(/^00\s*(?=[1-9])/, "+");
}

function parse(text: string, defaultCountry: CountryCode) {
  try {
    return parsePhoneNumber(text, { defaultCountry, extract: false });
  } catch {
    return undefined;
  }
}

function nationalDigits(parsed: PhoneNumberOf): string {
  // Korea's trunk prefix; formatting by the metadata's patterns costs as much as parsing did.
  if (parsed.countryCallingCode === "82") return `0${parsed.nationalNumber}`;
  return parsed.formatNational().replace(/\D/g, "");
}
