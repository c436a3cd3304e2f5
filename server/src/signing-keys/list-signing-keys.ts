/** @module The signing keys and what has become of each, for people who look after them. */
import type { Database } from "../db/open.js";
import { type Keyring, unseal } from "../secrets.js";
import { type Algorithm, algorithms } from "./algorithm.js";
import { type SigningKeyRow, selectSigningKeys } from "./store.js";

const MAX_SHOWN = 100;

/**
 * `waiting`: published, does not sign yet. `signing`. `published`: signs no more, still verifies. `lost`: published, but
 * the ring has no key that opens its private half, so it is never used. `retired`: gone.
 */
export type SigningKeyState = "waiting" | "signing" | "published" | "lost" | "retired";

export interface SigningKey {
  kid: string;
  algorithm: Algorithm;
  state: SigningKeyState;
  createdAt: Date;
  signsFrom: Date;
  retiresAt: Date | null;
}

/** Newest first. */
export async function listSigningKeys({ sql, keyring }: { sql: Database; keyring: Keyring }): Promise<SigningKey[]> {
  const rows = await selectSigningKeys(sql, MAX_SHOWN);
  const signing = algorithms.map((algorithm) => {
    const ofAlgorithm = rows.filter((row) => row.algorithm === algorithm).sort((a, b) => b.generation - a.generation);
    return ofAlgorithm.find((row) => row.isPublished && row.maySign && opens(keyring, row));
  });
  return rows.map((row) => {
    const { kid, algorithm, createdAt, signsFrom, retiresAt } = row;
    return { kid, algorithm, state: stateOf(row, signing.includes(row), keyring), createdAt, signsFrom, retiresAt };
  });
}

function stateOf(row: SigningKeyRow, isSigning: boolean, keyring: Keyring): SigningKeyState {
  if (!row.isPublished) return "retired";
  if (isSigning) return "signing";
  if (!opens(keyring, row)) return "lost";
  return row.maySign ? "published" : "waiting";
}

function opens(keyring: Keyring, { kid, sealedPrivateKey }: SigningKeyRow): boolean {
  try {
    unseal(keyring, sealedPrivateKey, kid);
    return true;
  } catch {
    return false;
  }
}
