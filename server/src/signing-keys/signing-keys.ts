/** @module The keys that sign our tokens. The face of this room. */
import type { JWK } from "jose";
import type { Logger } from "pino";
import type { Job } from "../jobs/repeat.js";
import { type Algorithm, algorithms } from "./algorithm.js";
import { cacheSigningKeys } from "./cache-signing-keys.js";
import { type JwkSet, listPublicKeys } from "./list-public-keys.js";
import { listSigningKeys, type SigningKey } from "./list-signing-keys.js";
import { renewSigningKey } from "./renew-signing-key.js";
import { type KeyMaker, rotateSigningKey } from "./rotate-signing-key.js";
import { createSigner, type SignToken } from "./sign-token.js";
import type { RotationReason } from "./store.js";

export interface SigningKeys {
  sign: SignToken;
  /** What anybody needs to verify our tokens. */
  listPublic(): Promise<JwkSet>;
  /** All of them and what has become of each, newest first. */
  list(): Promise<SigningKey[]>;
  /** The private halves, for a library that signs by itself: of each algorithm the one that signs first. */
  privateJwks(): Promise<JWK[]>;
  /** Another key; this process sees it at once. See `rotateSigningKey`. */
  rotate(reason: RotationReason, algorithm: Algorithm): Promise<{ kid: string; isNew: boolean }>;
  /** Makes the first keys of a deployment; to be called before anybody can ask for it. */
  prepare(): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export interface SigningKeyDependencies extends KeyMaker {
  log: Logger;
  /** A key's successor is published so many days after it began to sign; 0: never. */
  renewalDays: number;
}

const SECONDS_BETWEEN_RENEWALS = 3600;

export function createSigningKeys(dependencies: SigningKeyDependencies): SigningKeys {
  const cache = cacheSigningKeys(dependencies);
  return {
    sign: createSigner(cache),
    listPublic: () => listPublicKeys(cache),
    list: () => listSigningKeys(dependencies),
    privateJwks: cache.privateJwks,
    async rotate(reason, algorithm) {
      const rotated = await rotateSigningKey(dependencies, reason, algorithm);
      cache.forget();
      return rotated;
    },
    async prepare() {
      await Promise.all(algorithms.map((algorithm) => cache.signingKey(algorithm)));
    },
    jobs: [
      {
        name: "renew signing keys",
        seconds: SECONDS_BETWEEN_RENEWALS,
        work: async () => {
          for (const algorithm of algorithms)
            await renewSigningKey(dependencies, cache, dependencies.renewalDays, algorithm);
        },
      },
    ],
  };
}
