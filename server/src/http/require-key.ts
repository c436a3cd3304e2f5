/**
 * @module Who may pass: HTTP Basic for API keys, Bearer for the admin token. The function that looks keys up is passed in,
 * because the room of API keys may import this one, and not the other way round.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../core.js";
import { AppError } from "../errors.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The key that was let in. What makes credentials asks in its statement whether it still lives. */
    letIn?: { kind: "account" | "secret" | "admin" | "user"; id: string };
  }
}

interface Key {
  id: string;
  kind: "account" | "secret" | "publishable" | "admin";
}

type LookUp = (secret: string) => Promise<Key | undefined>;

/** A hook that lets the account (`AC…` and token) and its API keys (`SK…` and secret) pass. */
export function requireAccountKey(lookUp: LookUp) {
  return async (request: FastifyRequest): Promise<void> => {
    const given = readBasic(request.headers.authorization);
    const key = given && (await lookUp(given.password));
    if (!key || (key.kind !== "account" && key.kind !== "secret") || key.id !== given.user)
      throw new AppError("request.unauthenticated", { expected: "the account SID and auth token, or an API key" });
    request.letIn = { kind: key.kind, id: key.id };
  };
}

/** A hook that lets the admin token pass: as `Bearer`, or as the password a browser asks for. */
export function requireAdminToken(lookUp: LookUp) {
  return async (request: FastifyRequest): Promise<void> => {
    const { authorization = "" } = request.headers;
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const token = bearer ?? readBasic(authorization)?.password;
    const key = token ? await lookUp(token) : undefined;
    if (key?.kind !== "admin")
      throw new AppError("request.unauthenticated", { expected: "the admin token (Authorization: Bearer …)" });
    request.letIn = { kind: "admin", id: key.id };
  };
}

/** Who asks, for the record of what happened. Throws `request.unauthenticated` if no hook has let a key in. */
export function actorOf({ letIn, id: requestId }: FastifyRequest): Actor & { id: string } {
  if (letIn) return { ...letIn, requestId };
  throw new AppError("request.unauthenticated", { expected: "an API key" });
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Hooks that run a guard before the body is read and, where there is one, once more when it has arrived: a client may hold its
 * body back for seconds, and its key may be revoked meanwhile.
 */
export function guardTwice(guard: Guard): { onRequest: Guard; preValidation: Guard } {
  return {
    onRequest: guard,
    async preValidation(request, reply) {
      const { "content-length": length, "transfer-encoding": encoding } = request.headers;
      if (encoding !== undefined || (length !== undefined && length !== "0")) await guard(request, reply);
    },
  };
}

/** `guardTwice` for all routes of a plugin. */
export function addGuard(app: Pick<FastifyInstance, "addHook">, guard: Guard): void {
  const { onRequest, preValidation } = guardTwice(guard);
  app.addHook("onRequest", onRequest);
  app.addHook("preValidation", preValidation);
}

/** RFC 7617. */
function readBasic(header = ""): { user: string; password: string } | undefined {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(header)?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
