/**
 * @module The keys of this moment, at most a second old: which are published, which one signs. All processes ask the same
 * clock, the database's, so they agree within that second.
 */
import { type CryptoKey, importJWK, type JWK } from "jose";
import type { Logger } from "pino";
import { cacheBriefly } from "../brief-cache.js";
import { unseal } from "../secrets.js";
import type { Algorithm } from "./algorithm.js";
import { type KeyMaker, rotateSigningKey } from "./rotate-signing-key.js";
import { type PublishedKey, selectPublishedKeys } from "./store.js";

const MAX_ROUNDS = 3;

export interface SigningKeyCache {
  /** Of each algorithm newest first. */
  published(): Promise<readonly PublishedKey[]>;
  /** The newest key whose time has come and whose private half opens; makes one where there is none. */
  signingKey(algorithm?: Algorithm): Promise<{ kid: string; privateKey: CryptoKey }>;
  /** The private halves of all that are published and open, of each algorithm the one that signs first: `{kid, alg, use, …}`. */
  privateJwks(): Promise<JWK[]>;
  /** After a rotation: this process sees it at once. */
  forget(): void;
}

export function cacheSigningKeys(parts: KeyMaker & { log: Logger }): SigningKeyCache {
  const { sql, keyring, log } = parts;
  const opened = new Map<string, Promise<CryptoKey | undefined>>();
  // There is one list of keys, under one name. Another process may still sign with a key withdrawn here for as long as it lives.
  const cache = cacheBriefly(async () => {
    const keys = await selectPublishedKeys(sql);
    for (const kid of opened.keys()) if (!keys.some((key) => key.kid === kid)) opened.delete(kid);
    return keys;
  });
  const published = () => cache.get("keys");
  const forget = () => cache.forget("keys");

  function open(key: PublishedKey): Promise<CryptoKey | undefined> {
    const known = opened.get(key.kid);
    if (known) return known;
    const opening = openPrivateKey(key).catch((error: Error) => {
      // The message is the key ring's or the cipher's; neither has key material in it.
      log.warn({ kid: key.kid, problem: error.message }, "a signing key cannot be opened and is not used");
      return undefined;
    });
    opened.set(key.kid, opening);
    return opening;
  }

  const readJwk = ({ kid, sealedPrivateKey }: PublishedKey) =>
    JSON.parse(unseal(keyring, sealedPrivateKey, kid)) as JWK;

  async function openPrivateKey(key: PublishedKey): Promise<CryptoKey> {
    return (await importJWK(readJwk(key), key.algorithm)) as CryptoKey;
  }

  /** Of a set that was read: it is opened once. */
  const privateHalves = new WeakMap<readonly PublishedKey[], Promise<JWK[]>>();
  async function openAll(keys: readonly PublishedKey[]): Promise<JWK[]> {
    const opens = await Promise.all(keys.map(async (key) => (await open(key)) !== undefined));
    const usable = keys.filter((_key, at) => opens[at]);
    const inOrder = [...usable.filter(({ maySign }) => maySign), ...usable.filter(({ maySign }) => !maySign)];
    return inOrder.map((key) => ({ ...readJwk(key), kid: key.kid, alg: key.algorithm, use: "sig" }));
  }

  return {
    published,
    forget,
    async privateJwks() {
      const keys = await published();
      const known = privateHalves.get(keys) ?? openAll(keys);
      privateHalves.set(keys, known);
      return await known;
    },
    async signingKey(algorithm = "ES256") {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const keys = (await published()).filter((key) => key.algorithm === algorithm);
        for (const key of keys) {
          const privateKey = key.maySign ? await open(key) : undefined;
          if (privateKey) return { kid: key.kid, privateKey };
        }
        await rotateSigningKey(parts, { why: "unusable", after: keys[0]?.generation ?? 0 }, algorithm);
        forget();
      }
      throw new Error("There is no signing key that can be opened");
    },
  };
}
