/**
 * @module Pages answer under one name only: a page that answers under any name can be read by whoever points a name of
 * theirs at this address (DNS rebinding).
 */
import type { FastifyRequest } from "fastify";
import { isLoopbackName } from "../config.js";
import { AppError } from "../errors.js";

/** A hook that refuses (421) a Host other than the origin's; in development any loopback name passes. */
export function requireHost(config: { origin: string; environment: string }) {
  const { host } = new URL(config.origin);
  return async (request: FastifyRequest): Promise<void> => {
    const asked = request.headers.host ?? "";
    if (asked === host) return;
    const name = URL.parse(`http://${asked}`)?.hostname;
    if (config.environment === "development" && name && isLoopbackName(name)) return;
    throw new AppError("request.wrong_host", { host });
  };
}
