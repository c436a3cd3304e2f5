import type { Translation, templates } from "./schema.js";
export type { Translation };
export interface Template extends Readonly<typeof templates.$inferSelect> {
    /** It is part of the program and cannot be changed. */
    builtIn: boolean;
}
export type TemplateSettings = Pick<Template, "friendlyName" | "translations">;
/** A template as a caller names it, with what fills its own places. */
export interface TemplateChoice {
    sid: string;
    substitutions: Substitutions;
}
export type Substitutions = Readonly<Record<string, string>>;
/** The text chosen for a message and what its own places are filled with, once, when it is sent. */
export interface ChosenText {
    text: string;
    values?: Substitutions;
}
export declare const MAX_TEMPLATE_LENGTH = 300;
export declare const MAX_TEMPLATE_NAME_LENGTH = 32;
export declare const MAX_SUBSTITUTION_LENGTH = 100;
/** `{{name}}` */
export declare const PLACE: RegExp;
/** What is wrong with a translation's text, in words, or `undefined` if it will do. */
export declare function problemWithTemplateText(text: string): string | undefined;
/** What is wrong with a template's name. */
export declare function problemWithTemplateName(name: string): string | undefined;
/** What is wrong with a value that is to fill a place. */
export declare function problemWithSubstitution(value: string): string | undefined;
/** The translation for a language: its own, its base language's, or the default. */
export declare function translationFor({ translations }: Pick<Template, "translations">, locale: string): Translation | undefined;
/** The text with what fills it, or the name of a place that nothing fills. */
export declare function fillPlaces(text: string, substitutions: Substitutions, hasPayment: boolean): {
    chosen: ChosenText;
} | {
    missing: string;
};
/** A text about a payment must tell which (PSD2 RTS article 5). */
export declare function tellsPayment(text: string): boolean;
