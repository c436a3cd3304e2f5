import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring } from "../secrets.js";
import { type RotationReason } from "./store.js";
export interface KeyMaker {
    sql: Database;
    keyring: Keyring;
    random: Random;
}
/** A new key is published so long before it signs: twice as long as anybody may keep a copy of our keys. */
export declare const LEAD_SECONDS = 600;
/**
 * "asked" and "aged" publish a key now that signs in ten minutes; "unusable" and "emergency" make one that signs at once,
 * and an emergency withdraws all others. Resolves to the key that now is the newest, and whether it was made here. Throws
 * `request.unauthenticated` if `reason.by` is revoked.
 */
export declare function rotateSigningKey(maker: KeyMaker, reason: RotationReason): Promise<{
    kid: string;
    isNew: boolean;
}>;
