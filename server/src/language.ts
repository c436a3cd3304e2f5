/** @module The languages Twilio takes for a text. Ours are written in Korean and English: the others get English. */

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
