import type { Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { ApiKeyRecord } from "./api-key.js";
import type { ForgetKeys } from "./authenticate-key.js";
/**
 * Of several at once the last one counts. A revoked auth token comes back to life as another. `by` is the key of whoever asks;
 * throws `request.unauthenticated` if it is revoked.
 */
export declare function replaceAuthToken({ sql, random, forget }: {
    sql: Database;
    random: Random;
    forget: ForgetKeys;
}, name: string, by: Actor & {
    id: string;
}): Promise<ApiKeyRecord & {
    secret: string;
}>;
