/** @module What monitoring and load balancers ask: does the process run, can it answer, and its metrics. */
import type { FastifyInstance, preHandlerAsyncHookHandler } from "fastify";
import { AppError } from "../errors.js";
import type { Metrics } from "../metrics.js";

export interface HealthOptions {
  /** Resolves when the database answers; rejects when it does not. */
  pingDatabase: () => Promise<unknown>;
  isStopping: () => boolean;
  metrics: Metrics;
  refreshGauges: () => Promise<void>;
  /** Hooks in front of `/metrics`. */
  guardMetrics: preHandlerAsyncHookHandler[];
}

const READY_WITHIN_MS = 2000;

export async function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void> {
  app.get("/livez", async () => ({ status: "ok" }));

  app.get("/readyz", async () => {
    if (options.isStopping()) throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
    await withinTime(options.pingDatabase());
    return { status: "ok" };
  });

  app.get("/metrics", { onRequest: options.guardMetrics }, async (_request, reply) => {
    await options.refreshGauges().catch(() => {});
    return reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics());
  });
}

async function withinTime(work: Promise<unknown>): Promise<void> {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new AppError("server.unavailable", { retryAfterSeconds: 1 })), READY_WITHIN_MS).unref();
  });
  await Promise.race([work, late]);
}
