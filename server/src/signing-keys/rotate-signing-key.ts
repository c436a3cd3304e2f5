/** @module Makes the key that signs next. Of many rotations at once one makes a key and all others are told of that one. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { recordChange } from "../audit/record.js";
import type { Random } from "../clock.js";
import { theServer } from "../core.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type Keyring, seal } from "../secrets.js";
import type { Algorithm } from "./algorithm.js";
import type { PublicJwk } from "./schema.js";
import { insertSigningKey, type NewSigningKey, type RotationReason } from "./store.js";

export interface KeyMaker {
  sql: Database;
  keyring: Keyring;
  random: Random;
}

/**
 * A new key is published so long before it signs: `ES256` twice as long as anybody may keep a copy of our keys; `RS256`, which signs
 * id_tokens, long enough for libraries that look for new keys once a day.
 */
export const LEAD_SECONDS: Readonly<Record<Algorithm, number>> = { ES256: 600, RS256: 86_400 };
/**
 * An old key stays published so long after it stopped signing: longer than any token of ours lives. An id_token is also a hint at
 * sign-out (`id_token_hint`), weeks later.
 */
const KEEP_SECONDS = 30 * 86_400;
/** Each lost race means that somebody else's key came; who comes after them finds what was wanted. */
const MAX_ROUNDS = 5;

/**
 * "asked" and "aged" publish a key now that signs after `LEAD_SECONDS`; "unusable" and "emergency" make one that signs at once,
 * and an emergency withdraws all others. Resolves to the key that now is the newest, and whether it was made here. Throws
 * `request.unauthenticated` if `reason.by` is revoked.
 */
export async function rotateSigningKey(
  maker: KeyMaker,
  reason: RotationReason,
  algorithm: Algorithm = "ES256",
): Promise<{ kid: string; isNew: boolean }> {
  const key = await createSigningKey(maker, algorithm);
  const times = {
    leadSeconds: reason.why === "asked" || reason.why === "aged" ? LEAD_SECONDS[algorithm] : 0,
    keepSeconds: reason.why === "emergency" ? 0 : KEEP_SECONDS,
  };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const newest = await recordChange(
      maker.sql,
      (tx) => insertSigningKey(tx, reason, key, times),
      (made) =>
        made?.isNew
          ? {
              type: "signing_key.rotated",
              actor: ("by" in reason && reason.by) || theServer,
              subject: { kind: "signing_key", id: key.kid },
              data: { why: reason.why, algorithm },
            }
          : undefined,
    );
    if (newest?.kid === null)
      throw new AppError("request.unauthenticated", { expected: "an admin token that is not revoked" });
    if (newest) return { kid: newest.kid, isNew: newest.isNew };
  }
  throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}

/** P-256, or RSA of 2048 bits. The library takes its random bytes from the system; `random` is for the seal. */
async function createSigningKey({ keyring, random }: KeyMaker, algorithm: Algorithm): Promise<NewSigningKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = (await exportJWK(privateKey)) as Required<JWK>;
  const publicJwk: PublicJwk =
    algorithm === "ES256" ? { kty: "EC", crv: "P-256", x: jwk.x, y: jwk.y } : { kty: "RSA", n: jwk.n, e: jwk.e };
  // RFC 7638: the name of a key is its content's, so no two keys share one.
  const kid = await calculateJwkThumbprint(publicJwk);
  return { kid, algorithm, publicJwk, sealedPrivateKey: seal(keyring, JSON.stringify(jwk), kid, random) };
}
