/** @module The signing keys and what has become of each, for people who look after them. */
import type { Database } from "../db/open.js";
import { type Keyring, unseal } from "../secrets.js";
import { type SigningKeyRow, selectSigningKeys } from "./store.js";

const MAX_SHOWN = 100;

/**
 * `waiting`: published, does not sign yet. `signing`. `published`: signs no more, still verifies. `lost`: published, but
 * the ring has no key that opens its private half, so it is never used. `retired`: gone.
 */
export type SigningKeyState = "waiting" | "signing" | "published" | "lost" | "retired";

export interface SigningKey {
  kid: string;
  state: SigningKeyState;
  createdAt: Date;
  signsFrom: Date;
  retiresAt: Date | null;
}

/** Newest first. */
export async function listSigningKeys({ sql, keyring }: { sql: Database; keyring: Keyring }): Promise<SigningKey[]> {
  const rows = await selectSigningKeys(sql, MAX_SHOWN);
  const signing = rows.find((row) => row.isPublished && row.maySign && opens(keyring, row));
  return rows.map((row) => {
    const { kid, createdAt, signsFrom, retiresAt } = row;
    return { kid, state: stateOf(row, row === signing, keyring), createdAt, signsFrom, retiresAt };
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
