/** @module The keys that sign our tokens. The face of this room. */
import type { Logger } from "pino";
import type { Job } from "../jobs/repeat.js";
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
  /** Another key; this process sees it at once. See `rotateSigningKey`. */
  rotate(reason: RotationReason): Promise<{ kid: string; isNew: boolean }>;
  /** Makes the first key of a deployment; to be called before anybody can ask for it. */
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
    async rotate(reason) {
      const rotated = await rotateSigningKey(dependencies, reason);
      cache.forget();
      return rotated;
    },
    async prepare() {
      await cache.signingKey();
    },
    jobs: [
      {
        name: "renew signing key",
        seconds: SECONDS_BETWEEN_RENEWALS,
        work: () => renewSigningKey(dependencies, cache, dependencies.renewalDays),
      },
    ],
  };
}
