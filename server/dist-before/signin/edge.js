/** @module What every hosted page has to do with HTTP: who asks, from where, in which face, and the document around the page. */
import { renderPage } from "@munjigi/pages/render";
import { isLoopbackName } from "../config.js";
import { AppError } from "../errors.js";
import { coloursCss } from "../experience/colours.js";
import { languageOf, logFailure, respondError, retryAfter } from "../http/respond-error.js";
import { asHostedPage } from "../http/security-headers.js";
import { toAppError } from "../http/to-app-error.js";
import { readVisit } from "./read-visit.js";
const FORM = "application/x-www-form-urlencoded";
export function createEdge(options) {
    const { origin, environment, experiences } = options;
    const open = async (request, reply) => {
        const experience = await experiences.current();
        const service = await experiences.serviceOf(experience);
        return { experience, service, visit: await readVisit(options, request, reply, experience) };
    };
    /** Pages of ours, and of origins that the settings name. In development also any loopback page that asks the server it is of. */
    const isOwn = (asking, host, origins) => {
        if (asking === origin || origins.includes(asking))
            return true;
        const page = environment === "development" ? URL.parse(asking) : null;
        return page !== null && isLoopbackName(page.hostname) && page.host === host;
    };
    /**
     * A hook: what changes something comes from a page of ours, or from a program. A form carries no secret of ours, so its browser
     * has to say where it comes from; a program sends JSON, which a page of another site may not (Fetch standard, CORS).
     */
    const refuseForeign = async (request, reply) => {
        const { origin: asking, host, "sec-fetch-site": site } = request.headers;
        const { origins } = await experiences.current();
        if (asking !== undefined && origins.includes(asking))
            allowOrigin(reply, asking);
        if (request.method === "GET")
            return;
        const isForm = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() === FORM;
        const isNamed = asking !== undefined && isOwn(asking, host, origins);
        if (asking !== undefined ? !isNamed : site !== undefined ? site !== "same-origin" && site !== "none" : isForm)
            throw new AppError("request.other_site");
        if (site === "cross-site" && !isNamed)
            throw new AppError("request.other_site");
    };
    const sendPage = (reply, { experience, service, language }, view, more = {}) => {
        const { logoUrl } = experience.brand;
        const page = renderPage(frameOf(reply.request, experience, service, language), view);
        return asHostedPage(reply, { isFramed: more.isFramed === true, ...(logoUrl && { logo: new URL(logoUrl).origin }) })
            .code(more.status ?? 200)
            .type("text/html; charset=utf-8")
            .send(page);
    };
    /** Failures that no flow keeps: a page with a way on, or problem details. */
    const respondFailure = async (error, request, reply) => {
        if (wantsJson(request))
            return respondError(error, request, reply);
        const failure = toAppError(error);
        logFailure(failure, error, request);
        const experience = await experiences.current().catch(() => undefined);
        const service = experience && (await experiences.serviceOf(experience).catch(() => undefined));
        if (!experience || !service)
            return respondError(error, request, reply);
        const language = languageOf(request);
        const view = { page: "error", text: failure.text(language), href: "/sign-in" };
        return sendPage(retryAfter(reply, failure), { experience, service, language }, view, { status: failure.status });
    };
    return { open, refuseForeign, sendPage, respondFailure };
}
function allowOrigin(reply, origin) {
    reply
        .header("access-control-allow-origin", origin)
        .header("access-control-allow-credentials", "true")
        .header("access-control-expose-headers", "Retry-After, X-Request-Id")
        // Other pages of the same site may read what they are told.
        .header("cross-origin-resource-policy", "cross-origin");
}
/** Answers a browser's question before the question, for origins that the settings name. */
export function answerPreflight(reply) {
    return reply
        .header("access-control-allow-methods", "GET, POST")
        .header("access-control-allow-headers", "content-type, accept, accept-language")
        .header("access-control-max-age", "600")
        .code(204)
        .send();
}
/** The JSON face is asked for by name; whoever sends JSON wants it back. */
export function wantsJson(request) {
    const accept = request.headers.accept ?? "";
    if (/\btext\/html\b/i.test(accept))
        return false;
    if (/\bapplication\/(?:[\w.]+\+)?json\b/i.test(accept))
        return true;
    return /^application\/json\b/i.test(request.headers["content-type"] ?? "");
}
function frameOf(request, experience, service, language) {
    const { brand, languages } = experience;
    const other = languages.find((one) => one !== language);
    return {
        language,
        otherLanguageHref: other && inLanguage(request.url, other),
        brand: {
            name: brand.name ?? service.friendlyName,
            homeUrl: brand.homeUrl ?? undefined,
            logoUrl: brand.logoUrl ?? undefined,
        },
        coloursHref: coloursCss(experience) === undefined ? undefined : "/sign-in/colours.css",
        links: {
            terms: brand.termsUrl ?? undefined,
            privacy: brand.privacyUrl ?? undefined,
            support: brand.supportUrl ?? undefined,
        },
    };
}
function inLanguage(url, language) {
    const read = URL.parse(url, "http://localhost");
    if (!read)
        return `?lang=${language}`;
    read.searchParams.set("lang", language);
    return read.pathname + read.search;
}
//# sourceMappingURL=edge.js.map