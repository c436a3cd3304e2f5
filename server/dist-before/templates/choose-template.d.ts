import type { Service } from "../services/service.js";
import { type ChosenText, type Substitutions, type Template, type TemplateChoice } from "./template.js";
export interface TemplateRequest {
    service: Pick<Service, "defaultTemplateSid" | "webOtpHost">;
    /** The first one that can be filled is taken. */
    asked?: readonly TemplateChoice[] | undefined;
    /** Fill the service's default. */
    substitutions?: Substitutions | undefined;
    locale: string;
    hasPayment: boolean;
}
/** A text and its language. */
export interface ChosenTemplate {
    locale: string;
    template: ChosenText;
}
type FindTemplate = (sid: string) => Promise<Template | undefined>;
/**
 * `undefined`: the ordinary text. Throws, for the first template asked for, `template.unknown`, `.no_translation`, `.substitution_missing` or
 * `request.invalid`. A default that is gone or that nobody filled makes way for the ordinary text: it must not stop sign-ins.
 */
export declare function chooseTemplate(find: FindTemplate, request: TemplateRequest): Promise<ChosenTemplate | undefined>;
export {};
