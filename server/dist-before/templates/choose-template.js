/** @module Which text a message gets: the first template asked for that can be filled, or the service's default. */
import { AppError } from "../errors.js";
import { fillPlaces, tellsPayment, translationFor, } from "./template.js";
/**
 * `undefined`: the ordinary text. Throws, for the first template asked for, `template.unknown`, `.no_translation`, `.substitution_missing` or
 * `request.invalid`. A default that is gone or that nobody filled makes way for the ordinary text: it must not stop sign-ins.
 */
export async function chooseTemplate(find, request) {
    const { service, asked = [], substitutions } = request;
    const failures = [];
    for (const choice of asked) {
        const result = await fill(find, choice, request);
        if (!(result instanceof AppError))
            return result;
        failures.push(result);
    }
    if (failures[0])
        throw failures[0];
    if (service.defaultTemplateSid === null)
        return undefined;
    const choice = { sid: service.defaultTemplateSid, substitutions: substitutions ?? {} };
    const result = await fill(find, choice, request);
    if (!(result instanceof AppError))
        return result;
    if (substitutions && result.code === "template.substitution_missing")
        throw result;
    return undefined;
}
async function fill(find, { sid, substitutions }, { service, locale, hasPayment }) {
    const template = await find(sid);
    if (!template)
        return new AppError("template.unknown");
    const translation = translationFor(template, locale);
    if (!translation)
        return new AppError("template.no_translation");
    if (hasPayment && !tellsPayment(translation.text))
        return new AppError("request.invalid", {
            parameter: "template",
            problem: "it does not tell the {{amount}} and the {{payee}} of the payment",
        });
    const given = { ...(service.webOtpHost && { domain: service.webOtpHost }), ...substitutions };
    const filled = fillPlaces(translation.text, given, hasPayment);
    if ("missing" in filled)
        return new AppError("template.substitution_missing", { parameter: filled.missing });
    return { locale: translation.locale, template: filled.chosen };
}
//# sourceMappingURL=choose-template.js.map