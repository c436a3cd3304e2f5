/**
 * @module Signing in to the console through OpenID Connect, as any application does: the authorization code flow with PKCE. What it
 * began with stays in a cookie of the browser; the code is redeemed here, so that no token reaches a page.
 */
import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Random } from "../clock.js";
import { AppError } from "../errors.js";

/** What a sign-in began with. */
const startSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The path in the console that somebody asked for. */
  path: z.string(),
});
export type Start = z.output<typeof startSchema>;

const claimsSchema = z.object({
  sub: z.string(),
  aud: z.string(),
  nonce: z.string(),
});

export const CALLBACK = "/console/callback";
/** A second proof, which a passkey is alone. */
const LEVEL = "urn:munjigi:acr:2";

export function beginSignIn(
  { random, origin }: { random: Random; origin: string },
  clientId: string,
  path: string,
): { start: Start; href: string } {
  const [state, nonce, verifier] = [0, 1, 2].map(() => random(32).toString("base64url")) as [string, string, string];
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: origin + CALLBACK,
    response_type: "code",
    scope: "openid",
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    acr_values: LEVEL,
    // Whoever is signed in on the pages shows that it is still them.
    max_age: "0",
  });
  return { start: { state, nonce, verifier, path }, href: `/oidc/auth?${query}` };
}

export const writeStart = (start: Start): string => Buffer.from(JSON.stringify(start)).toString("base64url");

export function readStart(text: string | undefined): Start | undefined {
  try {
    return startSchema.safeParse(JSON.parse(Buffer.from(text ?? "", "base64url").toString())).data;
  } catch {
    return undefined;
  }
}

/**
 * Redeems a code, for whose sign-in it is. The token endpoint is asked within this process: what it answers is its own word (OpenID Connect Core §3.1.3.7, 6).
 * Throws `console.sign_in_over`.
 */
export async function redeemCode(
  http: FastifyInstance,
  { origin, clientId, code, start }: { origin: string; clientId: string; code: string; start: Start },
): Promise<string> {
  const answer = await http.inject({
    method: "POST",
    url: "/oidc/token",
    headers: { host: new URL(origin).host, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: origin + CALLBACK,
      code,
      code_verifier: start.verifier,
    }).toString(),
  });
  const token = answer.statusCode === 200 ? (answer.json() as { id_token?: string }).id_token : undefined;
  const body = token?.split(".")[1];
  const claims = body && claimsSchema.safeParse(JSON.parse(Buffer.from(body, "base64url").toString())).data;
  if (!claims || claims.aud !== clientId || claims.nonce !== start.nonce) throw new AppError("console.sign_in_over");
  return claims.sub;
}
