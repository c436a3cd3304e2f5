/** @module Encrypts the private halves of signing keys anew under the current key of `MUNJIGI_SECRET_KEY`. */
import type { KeyMaker } from "./rotate-signing-key.js";
/** May be run at any time, and again. `lost`: sealed by a key the ring no longer has. */
export declare function rotateKeySecrets({ sql, keyring, random, }: Pick<KeyMaker, "sql" | "keyring" | "random">): Promise<{
    rotated: number;
    lost: number;
}>;
