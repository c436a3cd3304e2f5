/** @module Encrypts the secrets of factors anew under the current key, so that an older one can be taken out of the ring. */
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import { replaceSecret, selectKeyIds, selectSecretsNotSealedBy } from "./store.js";

export interface RotationParts {
  sql: Database;
  keyring: Keyring;
  random: Random;
}

/** A table of secrets that are sealed with the row's identifier as their context. */
interface SealedRows {
  /** Those that another key than `keyId` sealed, behind `after`, by identifier. */
  select(sql: Database, keyId: string, after: string, limit: number): Promise<{ sid: string; sealed: string }[]>;
  /** If it is still what was read. */
  replace(sql: Database, sid: string, before: string, after: string): Promise<void>;
}

const BATCH = 1000;

/** May be run at any time, also while the server runs, and again. `lost`: sealed by a key the ring no longer has. */
export async function resealRows(
  { sql, keyring, random }: RotationParts,
  rows: SealedRows,
): Promise<{ rotated: number; lost: number }> {
  const rotation = { rotated: 0, lost: 0 };
  for (let after = ""; ; ) {
    const found = await rows.select(sql, keyring.current.id, after, BATCH);
    for (const { sid, sealed } of found) {
      let secret: string;
      try {
        secret = unseal(keyring, sealed, sid);
      } catch {
        rotation.lost += 1;
        continue;
      }
      await rows.replace(sql, sid, sealed, seal(keyring, secret, sid, random));
      rotation.rotated += 1;
    }
    if (found.length < BATCH) return rotation;
    after = (found.at(-1) as { sid: string }).sid;
  }
}

/** The ids of keys that secrets are sealed under and the ring does not have: codes of those apps cannot be checked. */
export const findLostFactorKeys = async ({ sql, keyring }: Pick<RotationParts, "sql" | "keyring">): Promise<string[]> =>
  (await selectKeyIds(sql)).filter((id) => !keyring.has(id));

export const rotateFactorSecrets = (parts: RotationParts) =>
  resealRows(parts, { select: selectSecretsNotSealedBy, replace: replaceSecret });
