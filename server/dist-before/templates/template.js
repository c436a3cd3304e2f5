/** @module What a template is: a text by language, with places for the code, the brand and the caller's own words. Pure. */
import { hasInvisible } from "../text.js";
export const MAX_TEMPLATE_LENGTH = 300;
export const MAX_TEMPLATE_NAME_LENGTH = 32;
export const MAX_SUBSTITUTION_LENGTH = 100;
/** `{{name}}` */
export const PLACE = /\{\{([A-Za-z][A-Za-z0-9_]{0,31})\}\}/g;
/** Filled by us, whatever a caller says. */
const OURS = new Set(["code", "friendly_name"]);
const OF_PAYMENTS = ["amount", "payee"];
/** What is wrong with a translation's text, in words, or `undefined` if it will do. */
export function problemWithTemplateText(text) {
    if ([...text].length > MAX_TEMPLATE_LENGTH)
        return `must be at most ${MAX_TEMPLATE_LENGTH} characters`;
    if (hasInvisible(text.replaceAll("\n", "")))
        return "must not contain control or invisible characters but line breaks";
    if (/\{\{|\}\}/.test(text.replace(PLACE, "")))
        return "must write its places as {{name}}: letters, digits and _";
    if (!text.includes("{{code}}"))
        return "must contain {{code}}";
    return undefined;
}
/** What is wrong with a template's name. */
export function problemWithTemplateName(name) {
    if (!name.trim())
        return "must not be empty";
    if ([...name].length > MAX_TEMPLATE_NAME_LENGTH)
        return `must be at most ${MAX_TEMPLATE_NAME_LENGTH} characters`;
    return hasInvisible(name) ? "must not contain control or invisible characters" : undefined;
}
/** What is wrong with a value that is to fill a place. */
export function problemWithSubstitution(value) {
    if ([...value].length > MAX_SUBSTITUTION_LENGTH)
        return `must be at most ${MAX_SUBSTITUTION_LENGTH} characters`;
    return hasInvisible(value) ? "must not contain line breaks, control or invisible characters" : undefined;
}
/** The translation for a language: its own, its base language's, or the default. */
export function translationFor({ translations }, locale) {
    const find = (name) => translations.find((one) => one.locale === name);
    return find(locale) ?? find(locale.split("-")[0]) ?? translations.find(({ isDefault }) => isDefault);
}
/** The text with what fills it, or the name of a place that nothing fills. */
export function fillPlaces(text, substitutions, hasPayment) {
    const names = new Set([...text.matchAll(PLACE)].map(([, name]) => name));
    const values = {};
    for (const name of names) {
        if (OURS.has(name) || (hasPayment && OF_PAYMENTS.includes(name)))
            continue;
        if (!Object.hasOwn(substitutions, name))
            return { missing: name };
        values[name] = substitutions[name];
    }
    return { chosen: { text, ...(Object.keys(values).length > 0 && { values }) } };
}
/** A text about a payment must tell which (PSD2 RTS article 5). */
export function tellsPayment(text) {
    return OF_PAYMENTS.every((name) => text.includes(`{{${name}}}`));
}
//# sourceMappingURL=template.js.map