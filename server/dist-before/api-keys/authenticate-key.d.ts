import type { Database } from "../db/open.js";
import type { ApiKey } from "./api-key.js";
/** The living key with this secret, or `undefined`. Failures are not remembered: a new key works at once. */
export type AuthenticateKey = (secret: string) => Promise<ApiKey | undefined>;
/** After a change to any key: this process obeys at once. */
export type ForgetKeys = () => void;
export interface KeyCache {
    authenticate: AuthenticateKey;
    forget: ForgetKeys;
    /** Writes down which keys were used since the last time; they are kept for the next time if that fails. */
    recordUses(): Promise<void>;
}
export declare function cacheKeys(sql: Database): KeyCache;
