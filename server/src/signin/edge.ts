/** @module What every hosted page has to do with HTTP: who asks, from where, in which face, and the document around the page. */
import { renderPage } from "@munjigi/pages/render";
import type { Frame, View } from "@munjigi/pages/view";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isLoopbackName } from "../config.js";
import { AppError } from "../errors.js";
import { coloursCss } from "../experience/colours.js";
import type { Experience } from "../experience/experience.js";
import type { Experiences } from "../experience/experiences.js";
import { languageOf, logFailure, respondError, retryAfter } from "../http/respond-error.js";
import { hostedPageHeaders } from "../http/security-headers.js";
import { toAppError } from "../http/to-app-error.js";
import type { Service } from "../services/service.js";
import { readLanguage, readVisit, type VisitReader } from "./read-visit.js";
import type { Setting, SigninDependencies, Visit } from "./visit.js";

export interface EdgeOptions extends VisitReader {
  origin: string;
  experiences: Pick<Experiences, "current" | "serviceOf" | "findDraft">;
}

export interface SigninRoutesOptions extends EdgeOptions {
  deps: SigninDependencies;
  /** Refuses a foreign Host. */
  onlyOwnHost: (request: FastifyRequest) => Promise<void>;
}

export interface Opened extends Setting {
  visit: Visit;
}

type Framed = NonNullable<Frame["framed"]>;

export type Edge = ReturnType<typeof createEdge>;

const FORM = "application/x-www-form-urlencoded";

function createEdge(options: EdgeOptions) {
  const { origin, environment, experiences } = options;

  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<Opened> => {
    const experience = await experiences.current();
    const service = await experiences.serviceOf(experience);
    return { experience, service, visit: await readVisit(options, request, reply, experience) };
  };

  /** Pages of ours, and of origins that the settings name. In development also any loopback page that asks the server it is of. */
  const isOwn = (asking: string, host: string | undefined, origins: readonly string[]): boolean => {
    if (asking === origin || origins.includes(asking)) return true;
    const page = environment === "development" ? URL.parse(asking) : null;
    return page !== null && isLoopbackName(page.hostname) && page.host === host;
  };

  /**
   * A hook: what changes something comes from a page of ours, or from a program. A form carries no secret of ours, so its browser
   * has to say where it comes from; a program sends JSON, which a page of another site may not (Fetch standard, CORS).
   */
  const refuseForeign = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { origin: asking, host, "sec-fetch-site": site } = request.headers;
    const { origins } = await experiences.current();
    if (asking !== undefined && origins.includes(asking)) allowOrigin(reply, asking);
    if (request.method === "GET") return;
    const isForm = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() === FORM;
    const isNamed = asking !== undefined && isOwn(asking, host, origins);
    if (asking !== undefined ? !isNamed : site !== undefined ? site !== "same-origin" && site !== "none" : isForm)
      throw new AppError("request.other_site");
    if (site === "cross-site" && !isNamed) throw new AppError("request.other_site");
  };

  const sendPage = (
    reply: FastifyReply,
    { experience, service, language }: { experience: Experience; service: Service; language: Visit["language"] },
    view: View,
    more: { status?: number; framed?: Framed; isPopUp?: boolean } = {},
  ): FastifyReply => {
    const { headers, page } = draw(reply.request, { experience, service, language }, view, more);
    return reply
      .headers(headers)
      .code(more.status ?? 200)
      .type("text/html; charset=utf-8")
      .send(page);
  };

  const draw = (
    request: FastifyRequest,
    { experience, service, language }: { experience: Experience; service: Service; language: Visit["language"] },
    view: View,
    { framed, isPopUp = false }: { framed?: Framed; isPopUp?: boolean } = {},
  ) => {
    const { logoUrl } = experience.brand;
    const isFramed = framed !== undefined;
    return {
      headers: hostedPageHeaders({ isFramed, isPopUp, ...(logoUrl && { logo: new URL(logoUrl).origin }) }),
      page: renderPage({ ...frameOf(request, experience, service, language), ...(framed && { framed }) }, view),
    };
  };

  /** A page for whoever answers by other means than a reply. */
  const drawFor = async (request: FastifyRequest, viewIn: (language: Visit["language"]) => View) => {
    const experience = await experiences.current();
    const service = await experiences.serviceOf(experience);
    const language = readLanguage(options.cookies, request, experience);
    return draw(request, { experience, service, language }, viewIn(language));
  };

  /** Failures that no flow keeps: a page with a way on, or problem details. */
  const respondFailure = async (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    if (wantsJson(request)) return respondError(error, request, reply);
    const failure = toAppError(error);
    logFailure(failure, error, request);
    const experience = await experiences.current().catch(() => undefined);
    const service = experience && (await experiences.serviceOf(experience).catch(() => undefined));
    if (!experience || !service) return respondError(error, request, reply);
    const language = languageOf(request);
    const view: View = { page: "error", text: failure.text(language), href: "/sign-in" };
    return sendPage(retryAfter(reply, failure), { experience, service, language }, view, { status: failure.status });
  };

  return { open, refuseForeign, sendPage, drawFor, respondFailure };
}

/** What all hosted pages have in common; they stand in no openapi.json, since what they take and give depends on the settings. */
export function servePages(
  app: FastifyInstance,
  options: EdgeOptions & { onlyOwnHost: (request: FastifyRequest) => Promise<void> },
): Edge {
  const edge = createEdge(options);
  app.setErrorHandler(edge.respondFailure);
  app.removeContentTypeParser("text/plain");
  // An action without inputs may have an empty body.
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, {});
    else void parse(request, body as string, done);
  });
  app.addHook("onRoute", (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  app.addHook("onRequest", options.onlyOwnHost);
  app.addHook("onRequest", edge.refuseForeign);
  return edge;
}

function allowOrigin(reply: FastifyReply, origin: string): void {
  reply
    .header("access-control-allow-origin", origin)
    .header("access-control-allow-credentials", "true")
    .header("access-control-expose-headers", "Retry-After, X-Request-Id")
    // Other pages of the same site may read what they are told.
    .header("cross-origin-resource-policy", "cross-origin");
}

/** Answers a browser's question before the question, for origins that the settings name. */
export function answerPreflight(reply: FastifyReply): FastifyReply {
  return reply
    .header("access-control-allow-methods", "GET, POST")
    .header("access-control-allow-headers", "content-type, accept, accept-language")
    .header("access-control-max-age", "600")
    .code(204)
    .send();
}

/** The JSON face is asked for by name; whoever sends JSON wants it back. */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? "";
  if (/\btext\/html\b/i.test(accept)) return false;
  if (/\bapplication\/(?:[\w.]+\+)?json\b/i.test(accept)) return true;
  return /^application\/json\b/i.test(request.headers["content-type"] ?? "");
}

function frameOf(
  request: FastifyRequest,
  experience: Experience,
  service: Service,
  language: Visit["language"],
): Frame {
  const { brand, languages } = experience;
  const other = languages.find((one) => one !== language);
  return {
    language,
    otherLanguageHref: other && inLanguage(request.originalUrl, other),
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

function inLanguage(url: string, language: string): string {
  const read = URL.parse(url, "http://localhost");
  if (!read) return `?lang=${language}`;
  read.searchParams.set("lang", language);
  return read.pathname + read.search;
}
