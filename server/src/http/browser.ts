/** @module Which browser it is: a cookie of 256 random bits, one for all tabs. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Random } from "../clock.js";
import { hashToken } from "../secrets.js";
import type { Cookies } from "./cookies.js";

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** Who comes for the first time gets one. */
export function browserOf(
  cookies: Pick<Cookies, "read" | "set">,
  request: FastifyRequest,
  reply: FastifyReply,
  random: Random,
): { secret: string; hash: string } {
  const known = cookies.read(request, "browser");
  const secret = known && TOKEN.test(known) ? known : random(TOKEN_BYTES).toString("base64url");
  if (secret !== known) cookies.set(reply, "browser", secret);
  return { secret, hash: hashToken(secret) };
}
