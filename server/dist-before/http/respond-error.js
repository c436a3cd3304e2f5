import { errorCatalog } from "../errors.js";
import { preferredLanguage } from "../language.js";
import { toAppError } from "./to-app-error.js";
/** The language of an answer: Korean if `Accept-Language` names it first, else English. */
export function languageOf(request) {
    return preferredLanguage(request.headers["accept-language"]) ?? "en";
}
/** The body of a problem: `type` names the code, `detail` says what to do. */
export function problemDetails(error, language, requestId) {
    const { reason, retryAfterSeconds, parameter, problems, services, signInMethods, test } = error.facts;
    return {
        type: `urn:munjigi:error:${error.code}`,
        title: error.code,
        status: errorCatalog[error.code].status,
        detail: error.text(language),
        requestId,
        ...(parameter && { parameter }),
        ...(reason && { reason }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
        ...(problems && { problems }),
        ...(services && { services }),
        ...(signInMethods && { signInMethods }),
        ...test,
    };
}
export function respondError(error, request, reply) {
    const failure = toAppError(error);
    logFailure(failure, error, request);
    // A browser then asks for a password, which is the admin token.
    if (failure.status === 401)
        reply.header("www-authenticate", 'Basic realm="Munjigi", charset="UTF-8"');
    return retryAfter(reply, failure)
        .code(failure.status)
        .type("application/problem+json")
        .send(problemDetails(failure, languageOf(request), request.id));
}
/** Logs our own faults with their cause. A caller's mistake needs no line of its own: the request's line has its status. */
export function logFailure(failure, error, request) {
    if (failure.code === "server.internal")
        request.log.error({ err: failure.cause ?? error }, "request failed");
    else if (failure.code === "server.unavailable")
        request.log.warn({ err: failure.cause ?? error }, "unavailable");
}
/** `Retry-After` in seconds, RFC 9110 §10.2.3. */
export function retryAfter(reply, { facts }) {
    return facts.retryAfterSeconds === undefined ? reply : reply.header("retry-after", String(facts.retryAfterSeconds));
}
//# sourceMappingURL=respond-error.js.map