import type { Actor } from "../core.js";
import { type Database } from "../db/open.js";
import type { ApiKeyChanges, ApiKeyRecord } from "./api-key.js";
import type { ForgetKeys } from "./authenticate-key.js";
/** Members that are absent keep their value. Throws `key.not_found`, also for a revoked key, and `request.invalid`. */
export declare function updateApiKey({ sql, forget }: {
    sql: Database;
    forget: ForgetKeys;
}, id: string, changes: ApiKeyChanges, by: Actor): Promise<ApiKeyRecord>;
