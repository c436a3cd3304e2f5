/** @module What may stand in front of a code. A brand with a link or a phone number in it is a phisher's tool. */

const LONGEST_FRIENDLY_NAME = 30;
const MOST_DIGITS = 4;
const URL_LIKE = /:\/\/|www\.|\p{L}[\p{L}\d-]*\.\p{L}{2,}|\d+\.\d+\.\d+/iu;
const CONTROL = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** What is wrong with a service's name, in words, or `undefined` if it will do. */
export function problemWithFriendlyName(name: string): string | undefined {
  const text = name.normalize("NFKC");
  if (!text.trim()) return "must not be empty";
  if ([...text].length > LONGEST_FRIENDLY_NAME) return `must be at most ${LONGEST_FRIENDLY_NAME} characters`;
  if (CONTROL.test(name)) return "must not contain line breaks, control or invisible characters";
  if (URL_LIKE.test(text)) return "must not contain a URL or a domain name";
  if ((text.match(/\p{Nd}/gu) ?? []).length > MOST_DIGITS) return `must not contain more than ${MOST_DIGITS} digits`;
  return undefined;
}
