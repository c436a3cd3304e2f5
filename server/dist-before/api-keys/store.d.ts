/** @module The SQL of API keys. */
import type { Database } from "../db/open.js";
import type { ApiKey, ApiKeyChanges, ApiKeyRecord, KeyKind, PublishableSettings } from "./api-key.js";
export interface NewApiKeyRow {
    id: string;
    kind: KeyKind;
    secretHash: string;
    serviceSid: string | null;
    name: string;
}
/** `undefined` if the key `by` is revoked. */
export declare function insertApiKey(sql: Database, key: NewApiKeyRow, by?: string): Promise<ApiKeyRecord | undefined>;
/** `undefined` if there is no such service, or the key `by` is revoked. */
export declare function insertPublishableKey(sql: Database, key: NewApiKeyRow & PublishableSettings, by?: string): Promise<ApiKeyRecord | undefined>;
/** The living key with this hash. */
export declare function selectApiKey(sql: Database, secretHash: string): Promise<ApiKey | undefined>;
/** All keys there ever were, newest first. */
export declare function selectApiKeys(sql: Database): Promise<ApiKeyRecord[]>;
/** What became of a key, or `undefined` if there is none. */
export declare function selectKeyState(sql: Database, id: string): Promise<{
    kind: KeyKind;
    isRevoked: boolean;
} | undefined>;
/** A living key, which stays as it is until the transaction ends. */
export declare function lockApiKey(tx: Database, id: string): Promise<ApiKeyRecord | undefined>;
/** Changes what is given of a living key; what only publishable keys have, of a publishable key only. */
export declare function updateApiKeyRow(sql: Database, id: string, changes: ApiKeyChanges): Promise<ApiKeyRecord | undefined>;
/**
 * Revokes a living key unless it is the last that opens what it opens: the management API (admin tokens) or `/v2` (auth token
 * and secret keys). The living keys are locked, in one order, before they are counted: of several that revoke at once the
 * later ones count what the earlier ones left.
 */
export declare function markKeyRevoked(sql: Database, id: string): Promise<Pick<ApiKeyRecord, "kind" | "serviceSid"> | undefined>;
/**
 * The account's row stays, whatever its token: other rows and callers know it by its identifier. `undefined` if the key `by` is
 * revoked. Both rows are locked in the order of `markKeysUsed`, so that the two never wait for each other.
 */
export declare function updateAuthToken(sql: Database, secretHash: string, name: string, by: string): Promise<ApiKeyRecord | undefined>;
/** In one order, so that two processes never wait for each other. */
export declare function markKeysUsed(sql: Database, ids: readonly string[]): Promise<void>;
/** The account's identifier: there is one per deployment. */
export declare function selectAccountSid(sql: Database): Promise<string | undefined>;
