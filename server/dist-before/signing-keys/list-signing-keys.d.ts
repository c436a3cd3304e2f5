/** @module The signing keys and what has become of each, for people who look after them. */
import type { Database } from "../db/open.js";
import { type Keyring } from "../secrets.js";
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
export declare function listSigningKeys({ sql, keyring }: {
    sql: Database;
    keyring: Keyring;
}): Promise<SigningKey[]>;
