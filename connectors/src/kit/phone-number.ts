/** @module A phone number's country and the rest of it, for vendors that want the two apart. */

/** Country codes of two digits (ITU-T E.164, list of assigned codes). +1 and +7 have one digit, all others three. */
const TWO_DIGITS = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 " +
    "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
  ).split(" "),
);

export const KOREA = "82";

export interface NumberParts {
  /** The country code, without `+`. */
  country: string;
  /** The rest, digits only; a Korean number as it is dialled in Korea (`01012345678`). */
  national: string;
}

/** Splits a number in E.164. */
export function splitNumber(e164: string): NumberParts {
  const digits = e164.replace(/\D/g, "");
  const length = /^[17]/.test(digits) ? 1 : TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3;
  const country = digits.slice(0, length);
  const rest = digits.slice(length);
  return { country, national: country === KOREA ? `0${rest}` : rest };
}
