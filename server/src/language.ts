/**
 * @module Languages: those Twilio takes for a text, and the two that our own sentences are written in. Texts in any other
 * language are English.
 */
import type { Language } from "./errors.js";

const LOCALES = new Set(
  `af ar ca zh zh-CN zh-HK hr cs da nl en en-GB et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl pt pt-BR ro ru sk
   es sv tl te th tr uk vi`.split(/\s+/),
);
const bySpelling = new Map([...LOCALES].map((locale) => [locale.toLowerCase(), locale]));

/** The canonical spelling of a language we know, or `undefined`. `ko-KR` is `ko`. */
export function parseLocale(value: string): string | undefined {
  const spelling = value.toLowerCase().replace("_", "-");
  return bySpelling.get(spelling) ?? bySpelling.get(spelling.split("-")[0] as string);
}

export function chooseLocale(country: string): string {
  return country === "KR" ? "ko" : "en";
}

/** The first of our languages that an `Accept-Language` header names, the best first (RFC 9110 §12.5.4). */
export function preferredLanguage(acceptLanguage: string | undefined): Language | undefined {
  const ranges = (acceptLanguage ?? "")
    .slice(0, MAX_HEADER_LENGTH)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = /^q=([\d.]+)$/.exec(parameters.join("").trim())?.[1];
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    });
  return findLanguage(
    ranges
      .filter(({ quality }) => quality > 0)
      .sort((a, b) => b.quality - a.quality)
      .map(({ tag }) => tag),
  );
}

const MAX_HEADER_LENGTH = 500;

/** The first of these BCP 47 tags that is one of our languages. */
export function findLanguage(tags: readonly string[]): Language | undefined {
  for (const tag of tags) {
    if (/^ko\b/i.test(tag)) return "ko";
    if (/^en\b/i.test(tag)) return "en";
  }
  return undefined;
}
