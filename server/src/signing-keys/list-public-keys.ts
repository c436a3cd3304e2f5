/** @module What anybody needs to verify our tokens: a JWK Set, RFC 7517 §5. */

import type { Algorithm } from "./algorithm.js";
import type { SigningKeyCache } from "./cache-signing-keys.js";
import type { PublicJwk } from "./schema.js";

export interface JwkSet {
  keys: (PublicJwk & { kid: string; alg: Algorithm; use: "sig" })[];
}

/** Of each algorithm newest first; a key that does not sign yet and one that no longer does are in it too. */
export async function listPublicKeys(keys: SigningKeyCache): Promise<JwkSet> {
  const published = await keys.published();
  return {
    keys: published.map(({ kid, algorithm, publicJwk }) => ({ ...publicJwk, kid, alg: algorithm, use: "sig" })),
  };
}
