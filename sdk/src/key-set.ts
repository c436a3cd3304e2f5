/** @module The server's public keys, a JWK Set (RFC 7517): asked for seldom, kept while the server is away. */
import { call, type Fetch, isObject, type Json } from "./call.js";
import { MunjigiError } from "./errors.js";

export type Algorithm = "ES256" | "RS256";

/** New keys are published well before they sign; a withdrawn one is believed this long. */
const FRESH_MS = 300_000;
/** How long a set is used that cannot be read again. */
const USABLE_MS = 3_600_000;
/** Forged tokens with unknown keys must not become requests. */
const ASK_AGAIN_MS = 30_000;
/** The same, while there are no keys at all. */
const FIRST_ASK_AGAIN_MS = 1_000;
const TIMEOUT_MS = 5_000;
const MIN_RSA_BITS = 2048;

/** A request of Cloudflare's Workers may not wait for what another one has asked. */
const canShare = globalThis.navigator?.userAgent !== "Cloudflare-Workers";

const importParameters = {
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

export interface KeySet {
  /** Throws `unknown_key`, or `keys_unavailable` where nobody can tell just now. */
  find(kid: string, algorithm: Algorithm): Promise<CryptoKey>;
}

export interface KeySetOptions {
  /** Where the set is. */
  locate(): string | Promise<string>;
  fetch: Fetch;
  /** Milliseconds of a clock that nobody sets. */
  elapsed?: () => number;
}

export function createKeySet({ locate, fetch, elapsed = () => performance.now() }: KeySetOptions): KeySet {
  let keys: Map<string, CryptoKey> | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let failure: unknown;

  async function ask(): Promise<void> {
    askedAt = elapsed();
    try {
      keys = await readKeys(await call(fetch, await locate(), { timeoutMs: TIMEOUT_MS }));
      fetchedAt = askedAt;
      failure = undefined;
    } catch (cause) {
      failure = cause;
    }
  }

  /** Many callers share one request. */
  async function renew(): Promise<void> {
    if (asking && canShare) return await asking;
    if (!asking && elapsed() - askedAt < (keys ? ASK_AGAIN_MS : FIRST_ASK_AGAIN_MS)) return;
    asking = ask().finally(() => {
      asking = undefined;
    });
    await asking;
  }

  return {
    async find(kid, algorithm) {
      const name = nameKey(algorithm, kid);
      if (elapsed() - fetchedAt >= FRESH_MS || !keys?.has(name)) await renew();
      const key = elapsed() - fetchedAt < USABLE_MS ? keys?.get(name) : undefined;
      if (key) return key;
      // A key that is missing here may be in the set that could not be read.
      if (failure !== undefined)
        throw new MunjigiError("keys_unavailable", "The server's keys cannot be read just now.", { cause: failure });
      throw new MunjigiError("unknown_key", "The token is signed with a key that is not the server's.");
    },
  };
}

const nameKey = (algorithm: Algorithm, kid: string) => `${algorithm} ${kid}`;

async function readKeys({ isOk, status, body }: { isOk: boolean; status: number; body: unknown }) {
  if (!isOk || !isObject(body) || !Array.isArray(body.keys))
    throw new MunjigiError("answer_unreadable", `This is no JWK Set (status ${status}).`, { status });
  const keys = new Map<string, CryptoKey>();
  for (const jwk of body.keys.filter(isObject)) {
    const algorithm = algorithmOf(jwk);
    const key = algorithm && (await importKey(jwk, algorithm));
    if (key && typeof jwk.kid === "string") keys.set(nameKey(algorithm, jwk.kid), key);
  }
  return keys;
}

function algorithmOf({ kty, crv, alg, use }: Json): Algorithm | undefined {
  const algorithm = kty === "EC" && crv === "P-256" ? "ES256" : kty === "RSA" ? "RS256" : undefined;
  return (alg === undefined || alg === algorithm) && (use === undefined || use === "sig") ? algorithm : undefined;
}

/** Keys of kinds we do not know may stand in a set (RFC 7517 §5): they are passed over. */
async function importKey(jwk: Json, algorithm: Algorithm): Promise<CryptoKey | undefined> {
  try {
    const { kty, crv, x, y, n, e } = jwk as JsonWebKey;
    const bare = kty === "EC" ? { kty, crv, x, y } : { kty, n, e };
    const key = await crypto.subtle.importKey("jwk", bare as JsonWebKey, importParameters[algorithm], false, [
      "verify",
    ]);
    const { modulusLength = MIN_RSA_BITS } = key.algorithm as Partial<RsaKeyAlgorithm>;
    return modulusLength >= MIN_RSA_BITS ? key : undefined;
  } catch {
    return undefined;
  }
}
