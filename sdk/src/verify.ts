/** @module For a backend: verifies what the server signed. */
import { type Fetch, ownFetch, parseOrigin } from "./call.js";
import { MunjigiError } from "./errors.js";
import { createKeySet } from "./key-set.js";
import type { AccessTokenClaims, IdTokenClaims, VerificationClaims } from "./tokens.js";
import { verifyIdToken } from "./verify-id-token.js";
import { verifyJwt } from "./verify-jwt.js";

const LEEWAY_SECONDS = 5;

export interface VerifierOptions {
  /** The server's origin, as `MUNJIGI_URL` says; issuers of tokens are compared with it. */
  url: string;
  /** What tokens must be for where a call names nothing else. */
  audience?: string | readonly string[];
  /** Where the keys are fetched, if not at `url`: an address inside your network. */
  jwksUrl?: string;
  fetch?: Fetch;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Each rejects with a MunjigiError. With `keys_unavailable` nobody can tell just now (503); any other code means no (401). */
export interface Verifier {
  /**
   * A verification token of the phone API. `audience`: your service, `VA…`. `nonce`: the one your session gave to the page; without
   * it a token of another session passes. That a `jti` comes once is yours to see to.
   */
  verifyVerificationToken(
    token: string,
    options?: { audience?: string | readonly string[]; nonce?: string },
  ): Promise<VerificationClaims>;
  /** An access token for an API of yours (RFC 9068). `audience`: the API's resource indicator. `scopes`: all must be granted. */
  verifyAccessToken(
    token: string,
    options?: { audience?: string | readonly string[]; scopes?: readonly string[] },
  ): Promise<AccessTokenClaims>;
  /** `clientId`: your application. `nonce` is compared where given. */
  verifyIdToken(token: string, options: { clientId: string; nonce?: string }): Promise<IdTokenClaims>;
}

/** One per process: it keeps the server's keys for five minutes, and for an hour while the server is away. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { fetch = ownFetch, now = Date.now } = options;
  const origin = parseOrigin("url", options.url);
  const issuer = `${origin}/oidc`;
  const jwksUrl = options.jwksUrl ?? `${origin}/.well-known/jwks.json`;
  const keys = createKeySet({ locate: () => jwksUrl, fetch });
  const common = { leewaySeconds: LEEWAY_SECONDS, now };

  /** A check that compares with nothing would pass everything. */
  function audienceOf(given: string | readonly string[] | undefined): readonly string[] {
    const names = [given ?? options.audience ?? []].flat();
    if (names.length === 0 || names.includes(""))
      throw new MunjigiError("option_invalid", "`audience` is missing: say for whom the token must be.");
    return names;
  }

  return {
    async verifyVerificationToken(token, { audience, nonce } = {}) {
      const claims = (await verifyJwt(token, keys, {
        ...common,
        algorithms: ["ES256"],
        types: ["munjigi-verification+jwt"],
        issuer: origin,
        audience: audienceOf(audience),
        texts: ["sub", "jti", "phone_number"],
      })) as VerificationClaims;
      if (claims.phone_number_verified !== true)
        throw new MunjigiError("claim_missing", "The token does not say that the number is verified.");
      if (nonce !== undefined && claims.nonce !== nonce)
        throw new MunjigiError("wrong_nonce", "The token is of another session.");
      return claims;
    },

    async verifyAccessToken(token, { audience, scopes = [] } = {}) {
      const claims = (await verifyJwt(token, keys, {
        ...common,
        algorithms: ["ES256"],
        types: ["at+jwt"],
        issuer,
        audience: audienceOf(audience),
        texts: ["sub", "client_id", "jti"],
      })) as AccessTokenClaims;
      const granted = typeof claims.scope === "string" ? claims.scope.split(" ") : [];
      const missing = scopes.filter((scope) => !granted.includes(scope));
      if (missing.length > 0)
        throw new MunjigiError(
          "scope_missing",
          `The token does not grant ${missing.map((scope) => `\`${scope}\``).join(", ")}.`,
        );
      return claims;
    },

    verifyIdToken: (token, { clientId, nonce }) => verifyIdToken(token, keys, { ...common, issuer, clientId, nonce }),
  };
}
