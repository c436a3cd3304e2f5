/** @module Verifies an id_token, OpenID Connect Core §3.1.3.7. */
import { MunjigiError } from "./errors.js";
import type { KeySet } from "./key-set.js";
import type { IdTokenClaims } from "./tokens.js";
import { verifyJwt } from "./verify-jwt.js";

export interface IdTokenExpectation {
  issuer: string;
  clientId: string;
  /** Compared where given. */
  nonce?: string | undefined;
  leewaySeconds: number;
  now(): number;
}

export async function verifyIdToken(
  token: string,
  keys: KeySet,
  { issuer, clientId, nonce, leewaySeconds, now }: IdTokenExpectation,
): Promise<IdTokenClaims> {
  const claims = (await verifyJwt(token, keys, {
    algorithms: ["RS256", "ES256"],
    // The server writes none; what has one is another kind of token.
    types: [undefined, "JWT"],
    issuer,
    audience: clientId,
    texts: ["sub"],
    leewaySeconds,
    now,
  })) as IdTokenClaims;
  const isForSeveral = Array.isArray(claims.aud) && claims.aud.length > 1;
  if (isForSeveral ? claims.azp !== clientId : (claims.azp ?? clientId) !== clientId)
    throw new MunjigiError("wrong_audience", "The token is for somebody else.");
  if (nonce !== undefined && claims.nonce !== nonce)
    throw new MunjigiError("wrong_nonce", "The token is of another session.");
  return claims;
}
