/** @module The HTTP server: its limits, its identifiers, and JSON for whatever goes wrong before a route is found. */
import { STATUS_CODES } from "node:http";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";
import { problemDetails, respondError } from "./respond-error.js";
import { securityHeaders } from "./security-headers.js";

const KIB = 1024;

export interface ServerOptions {
  origin: string;
  log: Logger;
  metrics: Metrics;
  random: Random;
}

export async function createServer({ origin, log, metrics, random }: ServerOptions): Promise<FastifyInstance> {
  const requestId = () => `req_${random(12).toString("hex")}`;
  const app = Fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: requestId,
    bodyLimit: 16 * KIB,
    // A client that dribbles its headers or body.
    requestTimeout: 10_000,
    http: { headersTimeout: 5000, maxHeaderSize: 16 * KIB, connectionsCheckingInterval: 1000 },
    // A database that does not answer.
    handlerTimeout: 6000,
    exposeHeadRoutes: false,
    forceCloseConnections: "idle",
    frameworkErrors: (error, request, reply) => void respondError(error, request, reply),
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

  const headers = securityHeaders(origin);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(headers).header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "(none)";
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    metrics.requestSeconds.observe({ method, route, status }, elapsedTime / 1000);
    request.log.info({ method, route, status, ms: Math.round(elapsedTime * 10) / 10 }, "request");
  });
  return app as unknown as FastifyInstance;
}

/** The path is not repeated: it may hold a number. */
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
  const body = JSON.stringify(problemDetails(error, "en", requestId));
  const status = error.code === "request.too_large" ? 431 : error.status;
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
    "",
    body,
  ].join("\r\n");
}
