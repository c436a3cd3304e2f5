import type { Logger } from "pino";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
/** What of a verification is needed to ask its vendor. */
export interface Checkable {
    recipient: string | null;
    sends: readonly {
        attempt_sid: string;
    }[];
}
export interface VendorCodes {
    /** Whether a vendor that carried one of the sends says that this is its code. */
    accepts(verification: Checkable, code: string): Promise<boolean>;
}
export interface VendorCodeDependencies extends Outside {
    sql: Database;
    watch: Pick<ConnectorWatch, "find" | "hasVerifiers">;
    log: Logger;
}
/** `accepts` throws `server.unavailable` if a vendor does not answer, and none of the others knows the code. */
export declare function createVendorCodes(dependencies: VendorCodeDependencies): VendorCodes;
