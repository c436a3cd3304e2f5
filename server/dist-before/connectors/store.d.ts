import { type Database } from "../db/open.js";
import type { ConnectorType, VersionRecord } from "./connector.js";
import type { StoredStatus } from "./schema.js";
/** How long a passing test of the same settings lets them be activated, in seconds. */
export declare const TEST_SECONDS = 3600;
export interface VersionRow {
    /** `CV…`: the sealed settings are bound to it, so that they cannot be put into another row. */
    versionId: string;
    sealedSettings: string;
    fingerprint: string;
    secretsSetAt: Record<string, string>;
    tested: boolean;
}
export interface ConnectorRow extends VersionRow {
    id: string;
    factoryId: string;
    type: ConnectorType;
    status: StoredStatus;
    version: number;
    receiptToken: string;
    createdAt: Date;
    updatedAt: Date;
    draftVersion: number | null;
    /** The version that waits, as JSON. */
    draft: VersionRow | null;
}
/** Newest first. */
export declare function selectConnectors(sql: Database): Promise<ConnectorRow[]>;
export declare function selectConnector(sql: Database, id: string): Promise<ConnectorRow | undefined>;
export declare function selectConnectorByReceiptToken(sql: Database, token: string): Promise<ConnectorRow | undefined>;
/** Those that send: active and standby ones. */
export declare function selectConnectorsInForce(sql: Database): Promise<ConnectorRow[]>;
export type Role = Pick<ConnectorRow, "id" | "factoryId" | "type" | "status" | "versionId">;
/** Who sends with which settings, and those of these kinds whether they send or not: read twice a second, so without more. */
export declare function selectRoles(sql: Database, kinds: readonly string[]): Promise<Role[]>;
export declare function selectVersions(sql: Database, id: string): Promise<VersionRecord[]>;
export interface NewVersion {
    versionId: string;
    sealedSettings: string;
    fingerprint: string;
    secretsSetAt: Record<string, string>;
}
/** Runs `work` in a transaction that holds the room's lock: of all processes, one at a time changes what is in force. */
export declare function withSwitchLock<T>(sql: Database, work: (tx: Database) => Promise<T>): Promise<T>;
export declare function insertConnector(sql: Database, row: {
    id: string;
    factoryId: string;
    type: ConnectorType;
    receiptToken: string;
}, version: NewVersion): Promise<void>;
/** A connector that never sent takes the new version at once; any other keeps its own, and the new one waits as the draft. */
export declare function insertVersion(sql: Database, id: string, version: NewVersion): Promise<boolean>;
export type Promotion = "done" | "missing" | "untested";
/**
 * Puts a connector's newest version in force as its type's `role`; whoever had the role is retired. To be called with the lock held.
 * The promotion reads from the retirement, so that it comes after it: the index allows one of a role at any moment.
 */
export declare function promote(tx: Database, id: string, role: "active" | "standby", options: {
    force: boolean;
}): Promise<Promotion>;
/**
 * Takes an earlier version: one that was in force before is in force at once, any other waits as the draft. To be called with
 * the lock held. `false`: there is no such version.
 */
export declare function restoreVersion(tx: Database, id: string, version: number): Promise<boolean>;
/** Who has a role, if anybody does. To be called with the lock held. */
export declare function selectHolder(tx: Database, type: ConnectorType, role: "active" | "standby"): Promise<string | undefined>;
/** To be called with the lock held. One that sends alone stays. `undefined`: there is none of this identifier. */
export declare function leaveStandby(tx: Database, id: string): Promise<(Pick<ConnectorRow, "type" | "status"> & {
    left: boolean;
}) | undefined>;
/** To be called with the lock held. A connector that sends alone is deleted only with `force`. */
export declare function deleteConnectorRow(tx: Database, id: string, force: boolean): Promise<(Pick<ConnectorRow, "factoryId" | "type" | "status"> & {
    deleted: boolean;
}) | undefined>;
/** Settings with any of these fingerprints have just sent a message. Forgets what is older than a day. */
export declare function recordTest(sql: Database, fingerprints: readonly string[]): Promise<void>;
/** Versions sealed under another key than `keyId`. */
export declare function selectVersionsNotSealedBy(sql: Database, keyId: string): Promise<import("postgres").RowList<{
    id: string;
    factoryId: string;
    sealedSettings: string;
}[]>>;
/** Replaces sealed settings, unless somebody changed them since they were read. */
export declare function replaceSealedSettings(sql: Database, id: string, before: string, after: Pick<NewVersion, "sealedSettings" | "fingerprint">): Promise<void>;
