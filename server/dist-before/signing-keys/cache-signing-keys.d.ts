/**
 * @module The keys of this moment, at most a second old: which are published, which one signs. All processes ask the same
 * clock, the database's, so they agree within that second.
 */
import { type CryptoKey } from "jose";
import type { Logger } from "pino";
import { type KeyMaker } from "./rotate-signing-key.js";
import { type PublishedKey } from "./store.js";
export interface SigningKeyCache {
    /** Newest first. */
    published(): Promise<readonly PublishedKey[]>;
    /** The newest key whose time has come and whose private half opens; makes one where there is none. */
    signingKey(): Promise<{
        kid: string;
        privateKey: CryptoKey;
    }>;
    /** After a rotation: this process sees it at once. */
    forget(): void;
}
export declare function cacheSigningKeys(parts: KeyMaker & {
    log: Logger;
}): SigningKeyCache;
