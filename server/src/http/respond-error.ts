/** @module Our own format of errors: problem details, RFC 9457. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type AppError, errorCatalog, type Language } from "../errors.js";
import { preferredLanguage } from "../language.js";
import { toAppError } from "./to-app-error.js";

/** The language of an answer: Korean if `Accept-Language` names it first, else English. */
export function languageOf(request: FastifyRequest): Language {
  return preferredLanguage(request.headers["accept-language"]) ?? "en";
}

/** The body of a problem: `type` names the code, `detail` says what to do. */
export function problemDetails(error: AppError, language: Language, requestId: string) {
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

export function respondError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = toAppError(error);
  logFailure(failure, error, request);
  // A browser then asks for a password, which is the admin token; not where a script of a page asked (Fetch Metadata).
  if (failure.status === 401 && request.headers["sec-fetch-dest"] !== "empty")
    reply.header("www-authenticate", 'Basic realm="Munjigi", charset="UTF-8"');
  return retryAfter(reply, failure)
    .code(failure.status)
    .type("application/problem+json")
    .send(problemDetails(failure, languageOf(request), request.id));
}

/**
 * Logs our own faults with their cause. A caller's mistake needs no line of its own: the request's line has its status. Nor does a
 * request that an outage of the database has failed.
 */
export function logFailure(failure: AppError, error: unknown, request: FastifyRequest): void {
  const err = failure.cause ?? error;
  if (failure.code === "server.internal") request.log.error({ err }, "request failed");
  else if (failure.code === "server.unavailable" && !request.server.outages.heard(err))
    request.log.warn({ err }, "unavailable");
}

/** `Retry-After` in seconds, RFC 9110 §10.2.3. */
export function retryAfter(reply: FastifyReply, { facts }: AppError): FastifyReply {
  return facts.retryAfterSeconds === undefined ? reply : reply.header("retry-after", String(facts.retryAfterSeconds));
}
