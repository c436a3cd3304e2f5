/** @module Items of a profile as providers write them, into the one form of ours; what does not fit is left out. */
import { parsePhoneNumber } from "libphonenumber-js/max";

const MAX_NAME_LENGTH = 100;

/** What no column of ours holds, NUL and halves of a character, and what nobody sees: neither is in a name or an address that is real. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;

const MAX_SUBJECT_LENGTH = 255;

/** A provider's name of somebody: as it is, or not at all. */
export function readSubject(value: unknown): string | undefined {
  const isSubject =
    typeof value === "string" && value !== "" && value.length <= MAX_SUBJECT_LENGTH && !UNSEEN.test(value);
  return isSubject ? value : undefined;
}

/** A text for the eye: one line, no control characters, 100 characters at most. */
export function readName(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return text === "" ? undefined : [...text].slice(0, MAX_NAME_LENGTH).join("").trim();
}

export function readEmail(value: unknown): string | undefined {
  const isEmail = typeof value === "string" && /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(value) && !UNSEEN.test(value);
  return isEmail ? value : undefined;
}

/** Https addresses only. */
export function readPicture(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 2000) return undefined;
  const url = URL.parse(value);
  return url?.protocol === "https:" ? url.href : undefined;
}

/**
 * E.164. Kakao writes `+82 10-1234-5678`, and in its own documentation `+82 010-1234-5678`; Naver `010-1234-5678` beside the
 * same in E.164. Numbers of other countries come with their code. Whether it can receive a text is not asked here.
 */
export function readPhone(value: unknown, country: "KR" | undefined): string | undefined {
  if (typeof value !== "string" || value.length > 32) return undefined;
  try {
    const options = country ? { defaultCountry: country, extract: false } : { extract: false };
    const number = parsePhoneNumber(value, options);
    // All eight digits behind 010 are mobile lines'; the library's metadata leave some out.
    const isNumber = number.isValid() || /^\+8210\d{8}$/.test(number.number);
    return isNumber && !number.ext ? number.number : undefined;
  } catch {
    return undefined;
  }
}

/** A name of two parts, as it is written where they live: 홍길동, Jane Doe. */
export function joinName(first: unknown, last: unknown): string | undefined {
  const parts = [readName(first), readName(last)].filter((part) => part !== undefined);
  const isEastAsian = parts.every((part) => /^[\p{Script=Hangul}\p{Script=Han}]+$/u.test(part));
  return readName(isEastAsian ? parts.toReversed().join("") : parts.join(" "));
}
