import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { ForgetKeys } from "./authenticate-key.js";
/** A key that is revoked already is left as it is. Throws `key.not_found` and `key.last`. */
export declare function revokeApiKey({ sql, forget }: {
    sql: Database;
    forget: ForgetKeys;
}, id: string, by: Actor): Promise<void>;
