/** @module Compares a code with what a factor's secret makes of the time. */
import { type Keyring, unseal } from "../secrets.js";
import type { FactorToTry } from "./store.js";
import { decodeBase32, matchTotp, type TotpMatch } from "./totp.js";

/** Throws if the key that sealed the secret is lost. */
export function matchCode(keyring: Keyring, factor: FactorToTry, code: string): TotpMatch {
  const secret = decodeBase32(unseal(keyring, factor.sealedSecret, factor.sid)) as Buffer;
  return matchTotp(secret, factor, code, factor);
}
