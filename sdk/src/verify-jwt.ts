/** @module Verifies a JWT (RFC 7519) under RFC 8725: the caller says what the token must be, the token chooses nothing. */
import { decodeBase64url } from "./base64url.js";
import { isObject, type Json } from "./call.js";
import { MunjigiError } from "./errors.js";
import type { Algorithm, KeySet } from "./key-set.js";

export interface Expectation {
  algorithms: readonly Algorithm[];
  /** What `typ` may be; `undefined`: it may be absent. */
  types: readonly (string | undefined)[];
  issuer: string;
  /** One of these must be in `aud`. */
  audience: string | readonly string[];
  /** Claims that must be texts, and not empty. */
  texts: readonly string[];
  leewaySeconds: number;
  /** Milliseconds since 1970. */
  now(): number;
}

const verifyParameters = {
  ES256: { name: "ECDSA", hash: "SHA-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5" },
} as const;

/** The claims of a token that is what was expected. Throws a MunjigiError otherwise. */
export async function verifyJwt(token: string, keys: KeySet, expected: Expectation): Promise<Json> {
  const { header, claims, signed, signature } = readJwt(token);
  const algorithm = expected.algorithms.find((name) => name === header.alg);
  if (!algorithm)
    throw new MunjigiError("wrong_algorithm", `The token's algorithm is not ${expected.algorithms.join(" or ")}.`);
  if (!expected.types.some((type) => type === header.typ))
    throw new MunjigiError("wrong_type", "This is another kind of token.");
  // RFC 7515 §4.1.11: what must be understood is not.
  if (header.crit !== undefined || typeof header.kid !== "string")
    throw new MunjigiError("token_malformed", "The token's header is not as the server writes it.");
  const key = await keys.find(header.kid, algorithm);
  if (!(await crypto.subtle.verify(verifyParameters[algorithm], key, signature, signed)))
    throw new MunjigiError("bad_signature", "The token was tampered with.");
  checkClaims(claims, expected);
  return claims;
}

/** The claims of a token that was verified before. */
export const readClaims = (token: string): Json => readJwt(token).claims;

function readJwt(token: string) {
  try {
    const [header = "", claims = "", signature = "", ...rest] = token.split(".");
    if (rest.length > 0 || signature === "") throw new SyntaxError("not three parts");
    return {
      header: readPart(header),
      claims: readPart(claims),
      signed: new TextEncoder().encode(`${header}.${claims}`),
      signature: decodeBase64url(signature),
    };
  } catch {
    // Without the cause, whose message quotes the token.
    throw new MunjigiError("token_malformed", "This is no signed JWT.");
  }
}

function readPart(part: string): Json {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(decodeBase64url(part)));
  if (!isObject(value)) throw new SyntaxError("no object");
  return value;
}

function checkClaims(claims: Json, { issuer, audience, texts, leewaySeconds, now }: Expectation): void {
  if (claims.iss !== issuer) throw new MunjigiError("wrong_issuer", "The token is of another server.");
  const accepted = [audience].flat();
  if (![claims.aud].flat().some((aud) => accepted.some((name) => name === aud)))
    throw new MunjigiError("wrong_audience", "The token is for somebody else.");
  for (const name of texts)
    if (typeof claims[name] !== "string" || claims[name] === "")
      throw new MunjigiError("claim_missing", `The token has no \`${name}\`.`);
  const seconds = now() / 1000;
  const [exp, iat, nbf] = [numberOf(claims, "exp"), numberOf(claims, "iat"), numberOf({ nbf: 0, ...claims }, "nbf")];
  if (seconds >= exp + leewaySeconds) throw new MunjigiError("token_expired", "The token has expired.");
  if (Math.max(iat, nbf) > seconds + leewaySeconds)
    throw new MunjigiError("token_not_yet_valid", "The token is of the future: look at both clocks.");
}

function numberOf(claims: Json, name: string): number {
  const value = claims[name];
  if (typeof value !== "number") throw new MunjigiError("claim_missing", `The token has no \`${name}\`.`);
  return value;
}
