/**
 * @module Who may pass: HTTP Basic for API keys, Bearer for the admin token. The function that looks keys up is passed in,
 * because the room of API keys may import this one, and not the other way round.
 */
import type { FastifyRequest } from "fastify";
import { AppError } from "../errors.js";

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
  };
}

/** RFC 7617. */
function readBasic(header = ""): { user: string; password: string } | undefined {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(header)?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
