/**
 * @module Phone numbers, read once, at the edge: every key, limit, log line and vendor call uses what this returns.
 * Reading a number twice, or two ways, is how limits are passed (one subscriber under sixteen spellings).
 */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type NumberType,
  type PhoneNumber as PhoneNumberOf,
  parsePhoneNumber,
} from "libphonenumber-js/max";
import { toPlainText } from "./text.js";

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
      /**
       * `ambiguous`: two different numbers may be meant. `retired_01x`: Korea's 011 and 016–019, switched off with 2G in June
       * 2021.
       */
      reason: "not_a_number" | "invalid" | "ambiguous" | "not_mobile" | "retired_01x";
      /** The line type, where the number is a real one of another kind. */
      type?: NonNullable<NumberType>;
    };

const MAX_INPUT_LENGTH = 32;
const ALLOWED = /^[\d+().\-\s]*$/;

/**
 * Reads a number as people type it. Accepts spaces, dashes, dots and brackets, digits of any script, `tel:`, the international
 * prefix of the default country, and `00`. Refuses letters and extensions rather than guessing what they mean, and a text that
 * is one valid number in one reading and another in the next: the text would go to a stranger.
 * Mobile lines only; where a numbering plan cannot tell (North America), "fixed or mobile" passes.
 * `isPlusGuessed`: the `+` in front stood where a form has a blank, so the number may also have been written without one.
 */
export function normalizePhone(
  input: string,
  defaultCountry: CountryCode,
  { isPlusGuessed = false }: { isPlusGuessed?: boolean | undefined } = {},
): PhoneNumber {
  const text = clean(input);
  if (text === undefined) return { ok: false, reason: "not_a_number" };
  const readings = readAll(text, defaultCountry, isPlusGuessed);
  const valid = readings.filter((one) => one.isValid);
  const [first, ...others] = valid.length > 0 ? valid : readings;
  if (!first) return { ok: false, reason: "invalid" };
  const { type, e164, country } = first;
  if (!first.isValid) return { ok: false, reason: "invalid", ...(type && { type }) };
  if (others.some((other) => other.e164 !== e164)) return { ok: false, reason: "ambiguous" };
  if (/^\+821[16789]/.test(e164)) return { ok: false, reason: "retired_01x" };
  if (type !== "MOBILE" && type !== "FIXED_LINE_OR_MOBILE")
    return { ok: false, reason: "not_mobile", ...(type && { type }) };
  // The metadata still takes ten-digit 010 numbers, which do not exist.
  if (first.callingCode === "82" && !/^\+8210\d{8}$/.test(e164)) return { ok: false, reason: "invalid", type };
  // A number that belongs to no country is a satellite or international network.
  if (!country) return { ok: false, reason: "not_mobile", type };
  return { ok: true, e164, country, national: first.national() };
}

/** Whether a text is an ISO 3166-1 alpha-2 code of a country that has a numbering plan. */
export function isCountry(value: string): value is CountryCode {
  return isSupportedCountry(value);
}

function clean(input: string): string | undefined {
  const text = toPlainText(input)
    .trim()
    .replace(/^tel:\s*/i, "");
  if (text.length > MAX_INPUT_LENGTH || !ALLOWED.test(text) || !/\d/.test(text)) return undefined;
  // "(+82) 10…": the parser wants a "+" to come first.
  return text.replace(/^\(\s*\+\s*([\d\s]+)\)/, "+$1 ");
}

interface Reading {
  e164: string;
  callingCode: string;
  isValid: boolean;
  country: CountryCode | undefined;
  type: NumberType;
  national: () => string;
}

/** Every number that a text may stand for. The parser tries the default country's own international prefix by itself. */
function readAll(text: string, defaultCountry: CountryCode, isPlusGuessed: boolean): Reading[] {
  const isInternational = text.startsWith("+");
  const texts = [text];
  if (isInternational && isPlusGuessed) texts.push(text.slice(1));
  if (!isInternational) {
    // Not 00 11…: nobody writes North America's trunk 1 after its country code, and Australia's prefix is 0011.
    if (/^00(?!\D*1\D*1)\D*[1-9]/.test(text)) texts.push(text.replace(/^00\D*/, "+"));
    const digits = text.replace(/\D/g, "");
    if (digits.startsWith(getCountryCallingCode(defaultCountry))) texts.push(`+${digits}`);
  }
  return texts.flatMap((one) => read(one, defaultCountry) ?? []);
}

function read(text: string, defaultCountry: CountryCode): Reading | undefined {
  const parsed = parse(text, defaultCountry);
  if (!parsed || parsed.ext) return undefined;
  const { countryCallingCode: callingCode, nationalNumber } = parsed;
  // Mexico dialled 1, 01, 044 and 045 before its ten digits until August 2019; phone books still have them.
  const withoutOld = callingCode === "52" ? nationalNumber.replace(/^(?:0?1|04[45])(?=\d{10}$)/, "") : nationalNumber;
  if (withoutOld !== nationalNumber) return read(`+52${withoutOld}`, defaultCountry);
  const isValid = parsed.isValid();
  const ofPlan = isValid ? undefined : findMobileInPlan(callingCode, nationalNumber);
  return {
    e164: parsed.number,
    callingCode,
    isValid: isValid || ofPlan !== undefined,
    country: ofPlan?.country ?? parsed.country,
    type: ofPlan?.type ?? parsed.getType(),
    national: () => nationalDigits(parsed),
  };
}

function parse(text: string, defaultCountry: CountryCode): PhoneNumberOf | undefined {
  try {
    return parsePhoneNumber(text, { defaultCountry, extract: false });
  } catch {
    return undefined;
  }
}

/**
 * Area codes of places: the second digit is not 9, the third is another than the second (those are services'), and not among
 * those kept for services and for later. An exchange is no N11. https://www.nanpa.com/numbering/area-codes
 */
const NORTH_AMERICAN = /^(?!37|96|88|456|5[2-9]|710)[2-9]([0-8])(?!\1)\d[2-9](?!11)\d{6}$/;

/**
 * A mobile number that the metadata does not know yet, by the shape of its country's plan. An area code that no country has in
 * the metadata is the United States': seven of eight are.
 */
function findMobileInPlan(
  callingCode: string,
  national: string,
): { country: CountryCode; type: NonNullable<NumberType> } | undefined {
  if (callingCode === "1" && NORTH_AMERICAN.test(national)) {
    // Without a default country the parser names one only if the area code is one of its own.
    const isKnown = parsePhoneNumber(`+1${national}`).country !== undefined;
    return isKnown ? undefined : { country: "US", type: "FIXED_LINE_OR_MOBILE" };
  }
  // All eight digits behind 010 are mobile lines'; the metadata leaves out 010-5970 to 5999.
  if (callingCode === "82" && /^10\d{8}$/.test(national)) return { country: "KR", type: "MOBILE" };
  return undefined;
}

function nationalDigits(parsed: PhoneNumberOf): string {
  // Korea's trunk prefix; formatting by the metadata's patterns costs as much as parsing did.
  if (parsed.countryCallingCode === "82") return `0${parsed.nationalNumber}`;
  return parsed.formatNational().replace(/\D/g, "");
}

/** A number as people write it: Korean ones as inside the country, others with their country code. */
export function displayPhone(e164: string): string {
  const parsed = parse(e164, "KR");
  if (!parsed) return e164;
  return parsed.countryCallingCode === "82" ? parsed.formatNational() : parsed.formatInternational();
}
