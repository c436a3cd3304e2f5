/** @module Whether a token is the provider's, for one of our clients, and of this sign-in: the same for browsers, SDKs and notices. */
import { createHash, timingSafeEqual } from "node:crypto";
import { errors, type JWTPayload, jwtVerify } from "jose";
import type { OutsideContext } from "../contract.js";
import { SocialFailure } from "./contract.js";
import { keysOf } from "./key-set.js";
import { readSubject } from "./read-profile.js";

const TOLERANCE_SECONDS = 60;

export interface TokenCheck {
  /** The object under which keys are kept. */
  settings: object;
  jwks: string;
  /** Spellings of the one issuer. */
  issuers: readonly string[];
  /** Our clients that a token may be for. */
  audiences: readonly string[];
  /** RS256 unless told; never one whose key is a shared secret. */
  algorithms?: readonly string[];
}

export interface NonceCheck {
  expected: string;
  /** `always`: it must be there · `if_present`: the provider may leave it out, and PKCE binds the answer instead. */
  presence: "always" | "if_present";
  /** SDKs on phones pass the SHA-256 of it on, as hex or base64url. */
  mayBeHashed?: boolean;
}

export type IdTokenClaims = JWTPayload & { sub: string /** Which of our clients it is for. */; clientId: string };

/**
 * Checks signature, issuer, audience, authorized party, times and nonce (OpenID Connect Core §3.1.3.7). Keys come from the
 * provider's address alone: `jku`, `jwk` and `x5c` of a token's header mean nothing. Throws `SocialFailure`.
 */
export async function verifyIdToken(
  token: string,
  check: TokenCheck,
  nonce: NonceCheck,
  context: OutsideContext,
): Promise<IdTokenClaims> {
  const claims = await verifySigned(token, check, context, { required: ["exp", "iat", "sub"] });
  const { azp } = claims;
  const sub = readSubject(claims.sub);
  if (sub === undefined) throw refused("sub");
  const clientId = audienceOf(claims, check.audiences);
  if (azp !== undefined && (typeof azp !== "string" || !check.audiences.includes(azp))) throw refused("azp");
  if (claims.nonce === undefined ? nonce.presence === "always" : !isNonce(claims.nonce, nonce)) throw refused("nonce");
  return { ...claims, sub, clientId };
}

/** The checks that all signed tokens of a provider share. Throws `SocialFailure`. */
export async function verifySigned(
  token: string,
  { settings, jwks, issuers, audiences, algorithms = ["RS256"] }: TokenCheck,
  context: OutsideContext,
  { required, type }: { required: readonly string[]; type?: string },
): Promise<JWTPayload> {
  const now = context.clock();
  try {
    const { payload } = await jwtVerify(token, keysOf(settings, jwks, context), {
      algorithms: [...algorithms],
      issuer: [...issuers],
      audience: [...audiences],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
      requiredClaims: [...required],
      ...(type !== undefined && { typ: type }),
    });
    const { iat } = payload;
    if (iat !== undefined && iat > now.getTime() / 1000 + TOLERANCE_SECONDS) throw refused("iat");
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
      throw refused(error.claim);
    // No cause: an error of a claim holds all the others.
    if (error instanceof errors.JOSEError) throw refused(error.code);
    throw error instanceof SocialFailure ? error : refused("key");
  }
}

/** A token for several of us is for nobody; one for a stranger besides is refused. */
function audienceOf({ aud }: JWTPayload, audiences: readonly string[]): string {
  const [only, ...others] = [aud].flat();
  if (only === undefined || others.length > 0 || !audiences.includes(only)) throw refused("aud");
  return only;
}

function isNonce(given: unknown, { expected, mayBeHashed = false }: NonceCheck): boolean {
  if (typeof given !== "string") return false;
  const hash = createHash("sha256").update(expected).digest();
  const accepted = mayBeHashed ? [expected, hash.toString("hex"), hash.toString("base64url")] : [expected];
  return accepted.some((one) => isSameText(one, given));
}

/** Compares in a time that does not tell how much of it was right. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

const refused = (what: string) =>
  new SocialFailure("refused", `the token is not to be believed (${what})`, {
    vendorCode: /^[\w.:-]{1,60}$/.test(what) ? `token.${what}`.slice(0, 64) : undefined,
  });
