/** @module The SQL of signing keys. Which one signs, and which are published, is decided by the database's clock. */
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { PublicJwk } from "./schema.js";
export interface PublishedKey {
    kid: string;
    generation: number;
    publicJwk: PublicJwk;
    sealedPrivateKey: string;
    /** Whether its time has come. The newest key of those that may sign does. */
    maySign: boolean;
}
export interface SigningKeyRow extends PublishedKey {
    isPublished: boolean;
    createdAt: Date;
    signsFrom: Date;
    retiresAt: Date | null;
}
/** All that must be known to verify our tokens, newest first. */
export declare function selectPublishedKeys(sql: Database): Promise<PublishedKey[]>;
/** Those that are gone too, newest first. */
export declare function selectSigningKeys(sql: Database, limit: number): Promise<SigningKeyRow[]>;
/** Why there should be another key, each with the state of the table in which there should. */
export type RotationReason = 
/** Somebody wants one: unless one is waiting already to take over. `by` is the API key of whoever asks, if one was asked for. */
{
    why: "asked";
    by?: Actor;
}
/** Somebody wants all older ones gone: unless that has just been done. */
 | {
    why: "emergency";
    by?: Actor;
}
/** Its days are over. */
 | {
    why: "aged";
    days: number;
}
/** Nobody can use what is published, up to this generation: unless there has come another. */
 | {
    why: "unusable";
    after: number;
};
export interface NewSigningKey {
    kid: string;
    publicJwk: PublicJwk;
    sealedPrivateKey: string;
}
/**
 * Adds a key if the reason holds, and says when the older ones go: `keepSeconds` after this one begins to sign, which is
 * `leadSeconds` from now, or at once if there is none to sign until then. Of several at once one adds a key, because all
 * would add the same generation. Resolves to the newest key, to `undefined` if another was faster: look again, or to a `kid` of
 * `null` if the API key of whoever asked is revoked. It waits for those who revoke that key at this moment.
 */
export declare function insertSigningKey(sql: Database, reason: RotationReason, key: NewSigningKey, { leadSeconds, keepSeconds }: {
    leadSeconds: number;
    keepSeconds: number;
}): Promise<{
    kid: string | null;
    isNew: boolean;
} | undefined>;
/** What is no longer published will sign nothing: its private half need not be kept. */
export declare function emptyRetiredKeys(sql: Database): Promise<void>;
/** Only what is still as it was read. */
export declare function replaceSealedKey(sql: Database, kid: string, before: string, after: string): Promise<void>;
