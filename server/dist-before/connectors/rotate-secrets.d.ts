/** @module Encrypts stored settings anew under the current key, so that an older one can be taken out of the ring. */
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring } from "../secrets.js";
/** May be run at any time, also while the server runs, and again. `lost`: versions sealed by a key the ring no longer has. */
export declare function rotateConnectorSecrets(parts: {
    sql: Database;
    keyring: Keyring;
    random: Random;
}): Promise<{
    rotated: number;
    lost: number;
}>;
