/**
 * @module The public key of a deployment, to which another one encrypts the secrets of a file: X25519, made from the current key of
 * `MUNJIGI_SECRET_KEY`. What was encrypted to an older key opens as long as that key is in the ring.
 */
import { createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import type { Keyring, KeySet } from "../secrets.js";

export interface ImportKey {
  /** The beginning of the key's thumbprint (RFC 7638): 96 bits. */
  kid: string;
  /** The public key, 32 bytes in base64url, as `x` of a JWK has it (RFC 8037). */
  x: string;
}

const KID_LENGTH = 16;
const TEXT = /^([\w-]{16})\.([\w-]{43})$/;

export const toJwk = (x: string) => ({ kty: "OKP", crv: "X25519", x });

const kidOf = async (x: string) => (await calculateJwkThumbprint(toJwk(x))).slice(0, KID_LENGTH);

async function publicKeyOf({ importKey }: Pick<KeySet, "importKey">): Promise<ImportKey> {
  const x = createPublicKey(importKey).export({ format: "jwk" }).x as string;
  return { kid: await kidOf(x), x };
}

export const currentImportKey = ({ current }: Pick<Keyring, "current">): Promise<ImportKey> => publicKeyOf(current);

/** The private keys of the ring, by the `kid` of their public ones. */
export async function importKeysOf({ all }: Pick<Keyring, "all">): Promise<Map<string, KeyObject>> {
  return new Map(await Promise.all(all.map(async (keys) => [(await publicKeyOf(keys)).kid, keys.importKey] as const)));
}

/** As people copy it: `kid.key`. */
export const writeImportKey = ({ kid, x }: ImportKey): string => `${kid}.${x}`;

/** `undefined`: it is none. Every 32 bytes are a key, so a slip is known by the `kid` only. */
export async function readImportKey(text: string): Promise<ImportKey | undefined> {
  const [, kid, x] = TEXT.exec(text.trim()) ?? [];
  if (kid === undefined || x === undefined || (await kidOf(x)) !== kid) return undefined;
  return { kid, x };
}
