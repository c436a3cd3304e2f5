/** @module Who may use the management API: the admin token, or somebody in the console whose role allows it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.js";
import type { Cookies } from "../http/cookies.js";
import { parseSid } from "../sid.js";
import type { Console, LiveConsoleSession } from "./console.js";
import { isAtLeast, needsFreshProof, roleFor } from "./role.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Whoever is in the console, where that is what let the request in. */
    consoleSession?: LiveConsoleSession;
  }
}

/** Of requests that a page of the console makes without anybody having done anything. */
export const BACKGROUND_HEADER = "x-munjigi-background";

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface GuardOptions {
  console: Pick<Console, "find" | "isProofTooOld" | "isAdmin">;
  cookies: Pick<Cookies, "read">;
  /** Lets the admin token pass. */
  byToken: Guard;
}

/**
 * The live session of the console's cookie. What it changes has to say where it comes from, as every browser does: who sends neither
 * `Origin` nor Fetch Metadata has no business with a cookie.
 */
export async function readConsoleSession(
  { console, cookies }: Pick<GuardOptions, "console" | "cookies">,
  request: FastifyRequest,
): Promise<LiveConsoleSession | undefined> {
  const token = cookies.read(request, "console");
  if (token === undefined) return undefined;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (request.method !== "GET" && origin === undefined && site === undefined) throw new AppError("request.other_site");
  return await console.find(token, { isBackground: request.headers[BACKGROUND_HEADER] !== undefined });
}

export function guardManagement(options: GuardOptions): Guard {
  return async (request, reply) => {
    const session = request.headers.authorization ? undefined : await readConsoleSession(options, request);
    if (!session) return await options.byToken(request, reply);
    const { method } = request;
    const path = request.routeOptions.url ?? "";
    const wanted = roleFor(method, path);
    if (!isAtLeast(session.role, wanted)) throw new AppError("console.role_too_low", { expected: wanted });
    // Nobody shuts out whoever is above them.
    if (session.role !== "admin" && method !== "GET" && (await isAboutAdmin(options, request)))
      throw new AppError("console.role_too_low", { expected: "admin" });
    if (needsFreshProof(method, path) && options.console.isProofTooOld(session))
      throw new AppError("console.proof_too_old");
    request.letIn = { kind: "user", id: session.userSid };
    request.consoleSession = session;
  };
}

async function isAboutAdmin({ console }: GuardOptions, { routeOptions, params }: FastifyRequest): Promise<boolean> {
  const { sid } = params as { sid?: string };
  if (sid === undefined || !routeOptions.url?.startsWith("/api/users/:sid")) return false;
  return await console.isAdmin(parseSid("US", sid) ?? "");
}
