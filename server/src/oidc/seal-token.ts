/** @module Opaque access tokens: sealed by us instead of stored, so that nobody else can read or make one. */
import type { Random } from "../clock.js";
import { type Keyring, seal, unseal } from "../secrets.js";

const PREFIX = "mat_";
const CONTEXT = "access token";
/** A seal has a dot after its key's name; a token without dots is taken for no JWT. */
const DOT = "~";

export function sealToken({ keyring, random }: { keyring: Keyring; random: Random }, payload: object): string {
  return PREFIX + seal(keyring, JSON.stringify(payload), CONTEXT, random).replace(".", DOT);
}

/** `undefined` for anything that we have not sealed. */
export function openToken({ keyring }: { keyring: Keyring }, token: string): Record<string, unknown> | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  try {
    return JSON.parse(unseal(keyring, token.slice(PREFIX.length).replace(DOT, "."), CONTEXT));
  } catch {
    return undefined;
  }
}
