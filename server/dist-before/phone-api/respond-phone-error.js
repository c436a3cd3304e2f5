import { logFailure, retryAfter } from "../http/respond-error.js";
import { toAppError } from "../http/to-app-error.js";
import { languageOf } from "./language.js";
import { internalError, invalidNumber, phoneErrors } from "./texts.js";
export function respondPhoneError(error, request, reply) {
    const failure = toAppError(error);
    logFailure(failure, error, request);
    const body = phoneErrorBody(failure, languageOf(request));
    return retryAfter(reply, failure).code(body.statusCode).send(body);
}
export function phoneErrorBody(failure, language) {
    const entry = entryOf(failure);
    const { retryAfterSeconds, parameter, problem } = failure.facts;
    const isMalformed = failure.code === "request.invalid" && entry !== invalidNumber;
    const detail = isMalformed ? ` (${parameter}: ${problem})` : "";
    const message = entry[language].replace("{retryAfterSeconds}", String(retryAfterSeconds ?? 1)) + detail;
    const body = { message, error: entry.error, statusCode: entry.status };
    return entry.error === "Too Many Requests" ? { ...body, retryAfterSeconds: retryAfterSeconds ?? 1 } : body;
}
/** What the number is called by the schema of a body, and by the room `verify`: both may refuse it. */
const NUMBER = ["phoneNumber", "recipient"];
function entryOf({ code, facts }) {
    if (code === "request.invalid" && NUMBER.includes(facts.parameter ?? ""))
        return invalidNumber;
    return phoneErrors[code] ?? internalError;
}
//# sourceMappingURL=respond-phone-error.js.map