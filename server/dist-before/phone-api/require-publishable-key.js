import { isLoopbackName } from "../config.js";
import { AppError } from "../errors.js";
import { languageOfService } from "./language.js";
/**
 * Answers a browser's question before the question (Fetch standard, "CORS-preflight"). It carries no key, so it cannot be
 * refused for one: it says what may be sent, and the request itself is then refused or not.
 */
export function answerPreflight(request, reply) {
    return allowOrigin(request, reply)
        .header("access-control-allow-methods", "GET, POST")
        .header("access-control-allow-headers", "content-type, x-munjigi-key, accept-language")
        .header("access-control-max-age", "600")
        .code(204)
        .send();
}
/** A hook: the key must live and the page's origin be one of its own. Apps send no Origin. */
export function requirePublishableKey(authenticate, services, cors) {
    return async (request, reply) => {
        // Any page may read that it was refused: otherwise its developer sees a network error and no reason.
        allowOrigin(request, reply);
        const secret = request.headers["x-munjigi-key"];
        const key = typeof secret === "string" && secret.startsWith("pk_") ? await authenticate(secret) : undefined;
        if (key?.kind !== "publishable" || key.serviceSid === null)
            throw new AppError("request.unauthenticated", { expected: "a publishable key (X-Munjigi-Key: pk_…)" });
        const service = await services.find(key.serviceSid);
        request.defaultLanguage = languageOfService(service);
        request.caller = { key, service };
        const { origin } = request.headers;
        if (origin !== undefined && !isAllowed(origin, key.origins, cors))
            throw new AppError("request.origin_not_allowed");
    };
}
function isAllowed(origin, origins, { origin: own, environment }) {
    if (origins.includes(origin) || origins.includes("*") || origin === own)
        return true;
    const hostname = URL.parse(origin)?.hostname;
    return environment === "development" && hostname !== undefined && isLoopbackName(hostname);
}
function allowOrigin(request, reply) {
    const { origin } = request.headers;
    reply.header("vary", "Origin");
    if (origin === undefined)
        return reply;
    return reply
        .header("access-control-allow-origin", origin)
        .header("access-control-expose-headers", "Retry-After, X-Request-Id");
}
//# sourceMappingURL=require-publishable-key.js.map