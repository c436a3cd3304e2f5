import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { type Keyring } from "../secrets.js";
export interface NamingKeyDependencies {
    sql: Database;
    keyring: Keyring;
    random: Random;
}
/**
 * The ring with the naming key of this database, which is made where there is none. Sees to it that the current secret key alone
 * can open it the next time.
 */
export declare function adoptNamingKey(parts: NamingKeyDependencies & {
    log: Pick<Logger, "warn">;
}): Promise<Keyring>;
/**
 * Leaves the copy under the current secret key alone, so that older ones can be taken out of the ring. May be run at any time,
 * and again. `lost`: there are copies, and none can be opened.
 */
export declare function rotateNamingKey(parts: NamingKeyDependencies): Promise<{
    rotated: number;
    lost: number;
}>;
