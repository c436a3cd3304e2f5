/** @module The HTTP server: its limits, its identifiers, and JSON for whatever goes wrong before a route is found. */
import { STATUS_CODES } from "node:http";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Outages } from "../db/outages.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import { problemDetails, respondError } from "./respond-error.js";
import { securityHeaders } from "./security-headers.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Its body may take as long as it keeps coming. */
    takesFile?: boolean;
  }
  interface FastifyInstance {
    /** Requests that have arrived and are not answered yet. */
    requestsUnderWay(): number;
    outages: Outages;
  }
}

const KIB = 1024;
const ANSWER_WITHIN_MS = 8000;
/** Shorter than the above: two answers must not be sent to one request. */
const BODY_WITHIN_MS = 5000;

export interface ServerOptions {
  origin: string;
  log: Logger;
  metrics: Metrics;
  random: Random;
  outages: Outages;
  /**
   * By the prefix of its API, how a failure is answered before a route is found: a path that cannot be decoded, a parameter
   * that is too long. Everywhere else it is problem details.
   */
  errorFormats: Readonly<Record<string, typeof respondError>>;
}

export async function createServer({
  origin,
  log,
  metrics,
  random,
  outages,
  errorFormats,
}: ServerOptions): Promise<FastifyInstance> {
  // Identifiers of requests are unique and cheap to make; they need not be hard to guess.
  const run = random(6).toString("hex");
  let count = 0;
  const requestId = () => `req_${run}_${(count++).toString(36)}`;
  const headers = securityHeaders(origin);
  const app = Fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: requestId,
    bodyLimit: 16 * KIB,
    // A path may contain an e-mail address, which has up to 254 characters.
    routerOptions: { maxParamLength: 254 },
    // Ends clients that send their headers too slowly. Node's own limit for bodies knows no routes: see `BODY_WITHIN_MS`.
    requestTimeout: 0,
    http: { headersTimeout: 5000, maxHeaderSize: 16 * KIB, connectionsCheckingInterval: 1000 },
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    // A request that arrives on an open connection while the server stops is still answered.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      const respond = formatOf(request.url, errorFormats);
      void respond(error, request, reply.headers(headers).header("x-request-id", request.id));
    },
    clientErrorHandler(error, socket) {
      if (error.code === "ECONNRESET" || !socket.writable) return;
      socket.end(rawAnswer(clientError(error.code), requestId()));
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(formbody, { bodyLimit: 16 * KIB });
  app.setErrorHandler((error, request, reply) => respondError(error, request, reply));
  app.setNotFoundHandler((request, reply) => respondError(notFound(), request, reply));

  // Ends clients that send their body too slowly, and answers a request that waits for a database which does not answer. (Fastify's
  // own `handlerTimeout` makes and aborts a signal for every request, which cost more than the request.) A route that takes a file
  // sees to both itself.
  let underWay = 0;
  app.decorate("requestsUnderWay", () => underWay);
  app.decorate("outages", outages);
  const late = () => new AppError("server.unavailable", { retryAfterSeconds: 1 });
  app.addHook("onRequest", (request, reply, done) => {
    underWay += 1;
    reply.headers(headers).header("x-request-id", request.id);
    const answerLate = () => reply.sent || reply.send(late());
    const isTooSlow = () => {
      if (request.raw.complete) deadline = setTimeout(answerLate, ANSWER_WITHIN_MS - BODY_WITHIN_MS);
      else if (!reply.raw.headersSent) {
        request.raw.socket.end(rawAnswer(new AppError("request.timeout"), request.id));
        request.raw.socket.destroySoon();
      }
    };
    let deadline = request.routeOptions.config.takesFile ? undefined : setTimeout(isTooSlow, BODY_WITHIN_MS);
    // Not `onResponse`: it does not run when a client goes away before its answer.
    reply.raw.once("close", () => {
      underWay -= 1;
      clearTimeout(deadline);
    });
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "(none)";
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    metrics.requestSeconds.observe({ method, route, status }, elapsedTime / 1000);
    request.log.info({ method, route, status, ms: Math.round(elapsedTime * 10) / 10 }, "request");
    done();
  });
  return app as unknown as FastifyInstance;
}

/** The path is not repeated, because it may hold a telephone number. */
export function notFound(): AppError {
  return new AppError("request.not_found", { path: "this address" });
}

/** Errors of Node's HTTP parser, before there is a request. */
function clientError(code: string | undefined): AppError {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new AppError("request.timeout");
  if (code === "HPE_HEADER_OVERFLOW") return new AppError("request.too_large");
  return new AppError("request.malformed", { problem: "it is not HTTP/1.1" });
}

function rawAnswer(error: AppError, requestId: string): string {
  const status = error.code === "request.too_large" ? 431 : error.status;
  const body = JSON.stringify({ ...problemDetails(error, "en", requestId), status });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
    "",
    body,
  ].join("\r\n");
}

/** The format of the API that a path belongs to. */
function formatOf(url: string, formats: ServerOptions["errorFormats"]): typeof respondError {
  const prefix = Object.keys(formats).find((one) => url === one || url.startsWith(`${one}/`));
  return (prefix !== undefined && formats[prefix]) || respondError;
}
