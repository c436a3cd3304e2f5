const LOCALES = new Set(`af ar ca zh zh-CN zh-HK hr cs da nl en en-GB et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl pt pt-BR ro ru sk
   es sv tl te th tr uk vi`.split(/\s+/));
const bySpelling = new Map([...LOCALES].map((locale) => [locale.toLowerCase(), locale]));
const MAX_TAG_LENGTH = 64;
/**
 * The canonical spelling of a BCP 47 tag, or `undefined` if it is none: of Twilio's languages its own (`ko-KR` is `ko`), else
 * that of Unicode (`iw` is `he`). There are no languages of more than three letters, though the grammar has room for them.
 */
export function readLocale(value) {
    const tag = value.trim().replaceAll("_", "-");
    const base = tag.split("-")[0];
    if (tag.length > MAX_TAG_LENGTH || !/^[a-z]{2,3}$/i.test(base))
        return undefined;
    return findTwilios(tag) ?? canonical(tag);
}
/** The same for callers who choose among languages there are: `undefined` for `xx` too. */
export function parseLocale(value) {
    const locale = readLocale(value);
    return locale !== undefined && isLanguage(locale.split("-")[0]) ? locale : undefined;
}
function findTwilios(tag) {
    const spelling = tag.toLowerCase();
    return bySpelling.get(spelling) ?? bySpelling.get(spelling.split("-")[0]);
}
function canonical(tag) {
    try {
        const [found = ""] = Intl.getCanonicalLocales(tag);
        return findTwilios(found) ?? found;
    }
    catch {
        return undefined;
    }
}
const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
const isLanguage = (code) => bySpelling.has(code) || names.of(code) !== undefined;
/** The first of these that our own sentences are written in, else English. `undefined` stands for none. */
export function writtenLanguage(...locales) {
    return findLanguage(locales.filter((one) => one !== undefined)) ?? "en";
}
export function chooseLocale(country) {
    return country === "KR" ? "ko" : "en";
}
/** The first of our languages that an `Accept-Language` header names, the best first (RFC 9110 §12.5.4). */
export function preferredLanguage(acceptLanguage) {
    const ranges = (acceptLanguage ?? "")
        .slice(0, MAX_HEADER_LENGTH)
        .split(",")
        .map((part) => {
        const [tag = "", ...parameters] = part.trim().split(";");
        const quality = /^q=([\d.]+)$/.exec(parameters.join("").trim())?.[1];
        return { tag, quality: quality === undefined ? 1 : Number(quality) };
    });
    return findLanguage(ranges
        .filter(({ quality }) => quality > 0)
        .sort((a, b) => b.quality - a.quality)
        .map(({ tag }) => tag));
}
const MAX_HEADER_LENGTH = 500;
/** The first of these BCP 47 tags that is one of our languages. */
export function findLanguage(tags) {
    for (const tag of tags) {
        if (/^ko\b/i.test(tag))
            return "ko";
        if (/^en\b/i.test(tag))
            return "en";
    }
    return undefined;
}
//# sourceMappingURL=language.js.map