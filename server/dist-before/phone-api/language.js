import { chooseLocale, findLanguage, preferredLanguage, writtenLanguage } from "../language.js";
export function languageOfService({ defaultLocale, defaultCountry }) {
    return writtenLanguage(defaultLocale ?? chooseLocale(defaultCountry));
}
export function languageOf(request) {
    const { locale } = (request.body ?? {});
    const asked = typeof locale === "string" ? findLanguage([locale]) : preferredLanguage(request.headers["accept-language"]);
    return asked ?? request.defaultLanguage ?? "ko";
}
//# sourceMappingURL=language.js.map