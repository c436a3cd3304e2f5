/**
 * Verifies Munjigi's verification tokens (JWT, ES256) with nothing but Node. With the `jose` package it is ten lines: see
 * docs/phone-api.md.
 */
import { createPublicKey, verify } from "node:crypto";

/** Munjigi publishes a new key well before it signs, so its list may be kept this long. */
const KEEP_KEYS_MS = 300_000;
/** An unknown key is asked for at most this often: forged tokens must not become requests. */
const ASK_AGAIN_MS = 5_000;

/** The token is not to be believed. Any other error means that nobody can tell just now. */
export class BadToken extends Error {}

/**
 * Returns a function that resolves to a token's claims or rejects with a BadToken. It does not look at `nonce` and `jti`:
 * those are the session's business.
 */
export function createVerifier({ issuer, audience }) {
  let keys = new Map();
  let askedAt = Number.NEGATIVE_INFINITY;

  let asking;

  async function readKeys() {
    const response = await fetch(`${issuer}/.well-known/jwks.json`, { signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`the keys cannot be read: ${response.status}`);
    const list = await response.json();
    keys = new Map(list.keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: "jwk" })]));
    askedAt = Date.now();
  }

  async function findKey(kid) {
    const age = Date.now() - askedAt;
    if (age > KEEP_KEYS_MS || (!keys.has(kid) && age > ASK_AGAIN_MS)) {
      asking ??= readKeys().finally(() => {
        asking = undefined;
      });
      await asking;
    }
    const key = keys.get(kid);
    if (!key) throw new BadToken("the key is unknown");
    return key;
  }

  return async function verifyToken(token) {
    const parts = String(token).split(".");
    if (parts.length !== 3) throw new BadToken("this is no token");
    const [header, claims] = parts.slice(0, 2).map(readObject);
    // Pinned: the token does not choose how it is verified (RFC 8725 §3.1).
    if (header.alg !== "ES256") throw new BadToken("the algorithm is not ES256");
    // Other tokens of the same signer are no verification tokens.
    if (header.typ !== "munjigi-verification+jwt") throw new BadToken("this is another kind of token");
    const key = { key: await findKey(header.kid), dsaEncoding: "ieee-p1363" };
    const signature = Buffer.from(parts[2], "base64url");
    if (!verify("sha256", Buffer.from(`${parts[0]}.${parts[1]}`), key, signature))
      throw new BadToken("it was tampered with");
    if (claims.iss !== issuer) throw new BadToken("it is of another server");
    if (claims.aud !== audience) throw new BadToken("it is for another service");
    if (!(claims.exp > Date.now() / 1000)) throw new BadToken("it has expired");
    if (claims.phone_number_verified !== true) throw new BadToken("the number is not verified");
    return claims;
  };
}

function readObject(part) {
  try {
    return { ...JSON.parse(Buffer.from(part, "base64url").toString()) };
  } catch {
    throw new BadToken("this is no token");
  }
}
